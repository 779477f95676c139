// Writes relay.js, in which relay-compiler finds the documents under the names that it wants.
import { writeFile } from "node:fs/promises";
import { LIST, NODE, PAGE, PREVIEW } from "./documents.mjs";

const named = [LIST, PAGE, PREVIEW, NODE].map((each) =>
  each.replace(/query (\w+)/, "query relay$1Query"),
);
const tags = named.map((each) => `graphql\`${each}\`;`);
await writeFile("caches/relay.js", `import { graphql } from "relay-runtime";\n${tags.join("\n")}\n`);
