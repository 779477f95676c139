import graphql from "@graphql-eslint/eslint-plugin";

const { "flat/schema-recommended": schema, "flat/operations-recommended": operations } = graphql.configs;
const plugins = { "@graphql-eslint": graphql };
const languageOptions = { parser: graphql.parser };
// Values that belong to the thing they are in: another one with the same content is the same.
const values = [
  "Alternate", "Banner", "BranchName", "CaptionedPicture", "Category", "Contact", "FocalPoint",
  "Highlighted", "Language", "LegalFacts", "Link", "Mark", "MergedCells", "NewsFacets", "OpenGraph",
  "PageInfo", "Picture", "PictureSource", "Position", "PresetPicture", "Promotion", "RedirectTo",
  "Route", "SearchItem", "SearchResult", "Seo", "Site", "Suggestion",
];
const identity = {
  acceptedIdNames: ["id"],
  acceptedIdTypes: ["ID"],
  exceptions: { types: values, suffixes: ["Connection", "Edge", "Count"] },
};

export default [
  {
    files: ["schema.graphql"],
    languageOptions,
    plugins,
    rules: { ...schema.rules, "@graphql-eslint/strict-id-in-types": ["error", identity] },
  },
  { files: ["operations.graphql"], languageOptions, plugins, rules: operations.rules },
];
