// GraphQL Code Generator's client preset, whose command line needs a newer Node than Debian has.
// Usage: node generators/client-preset.mjs <schema.graphql> <folder to write>
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { codegen } from "@graphql-codegen/core";
import { preset } from "@graphql-codegen/client-preset";
import { parse } from "graphql";

const [schema, folder] = process.argv.slice(2);
const location = "src/operations.graphql";
const rawSDL = await readFile(location, "utf8");
const sections = await preset.buildGeneratesSection({
  baseOutputDir: `${folder}/`,
  schema: parse(await readFile(schema, "utf8")),
  documents: [{ location, rawSDL, document: parse(rawSDL) }],
  config: { useTypeImports: true, enumsAsTypes: true },
  plugins: [],
  pluginMap: {},
  presetConfig: { fragmentMasking: false },
});
await mkdir(folder, { recursive: true });
for (const each of sections) {
  const text = await codegen({ ...each, cache: undefined });
  await writeFile(join(folder, basename(each.filename)), text);
}
