// The documents as Relay compiles them: `documents.mjs` written into modules by `relay-documents.mjs`.
import { LIST, NODE, PAGE, PREVIEW } from "./documents.mjs";
import List from "./__generated__/relayListQuery.graphql.js";
import Node from "./__generated__/relayNodeQuery.graphql.js";
import Page from "./__generated__/relayPageQuery.graphql.js";
import Preview from "./__generated__/relayPreviewQuery.graphql.js";

export const artifacts = { [LIST]: List, [PAGE]: Page, [PREVIEW]: Preview, [NODE]: Node };
