// Types of the operations in src/, by GraphQL Code Generator; its command line needs a newer Node
// than Debian has. Usage: node graphql-types.mjs <address of the API> <file to write>
import { readFile, writeFile } from "node:fs/promises";
import { codegen } from "@graphql-codegen/core";
import * as documentNode from "@graphql-codegen/typed-document-node";
import * as operations from "@graphql-codegen/typescript-operations";
import { buildClientSchema, getIntrospectionQuery, parse, printSchema } from "graphql";

const [api, filename] = process.argv.slice(2);
const answer = await fetch(api, {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({ query: getIntrospectionQuery() }),
});
const { data, errors } = await answer.json();
if (errors) throw new Error(JSON.stringify(errors));
const location = "src/operations.graphql";
await writeFile(
  filename,
  await codegen({
    filename,
    schema: parse(printSchema(buildClientSchema(data))),
    documents: [{ location, document: parse(await readFile(location, "utf8")) }],
    config: {
      documentMode: "string",
      useTypeImports: true,
      enumsAsTypes: true,
      scalars: { DateTime: "string", JSON: "unknown" },
    },
    plugins: [{ operations: {} }, { documentNode: {} }],
    pluginMap: { operations, documentNode },
  }),
);
