// What every cache is asked: a list and its next part, an article and its copy, a preview.
const BODY = `id __typename ... on NewsPage { title body {
  __typename ... on HeadingBlock { id text } ... on RichTextBlock { id text markdown: text(format: MARKDOWN) } } }`;

export const LIST = `query List($after: String) { news(first: 2, after: $after) {
  edges { cursor node { id title } } pageInfo { hasNextPage endCursor } } }`;
export const PAGE = `query Page($id: Int!) { page(databaseId: $id) { ${BODY} } }`;
export const PREVIEW = `query Preview($token: String!) { preview(token: $token) { ${BODY} } }`;
export const NODE = `query Node($id: ID!) { node(id: $id) { id __typename ... on NewsPage { title } } }`;

/** Walks through it with `ask(document, variables)`, and reads the article again at the end. */
export async function walk(ask, { article, copy, token }) {
  const first = (await ask(LIST, {})).news;
  const second = (await ask(LIST, { after: first.pageInfo.endCursor })).news;
  const original = (await ask(PAGE, { id: article })).page;
  await ask(PAGE, { id: copy });
  await ask(PREVIEW, { token });
  const again = (await ask(PAGE, { id: article })).page;
  const found = (await ask(NODE, { id: original.id })).node;
  const titles = [...first.edges, ...second.edges].map(({ node }) => node.title);
  return { titles, original: told(original), again: told(again), node: found.title };
}

function told(page) {
  return [page.title, ...page.body.flatMap(({ text, markdown }) => [text, markdown ?? ""])];
}
