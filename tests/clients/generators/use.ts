/** A list, its next part, an article and its copy, and a preview, by what each tool generates. */
import { GraphQLClient, gql } from "graphql-request";
import { createClient } from "../generated/genql/index.js";
import * as hey from "../generated/hey/index.js";
import { client as heyClient } from "../generated/hey/client.gen.js";
import * as orval from "../generated/orval/fetch.js";
import { listNewsResponse } from "../generated/orval/zod.js";
import { CityNewsDocument } from "../generated/preset/graphql.js";

type What = { api: string; article: number; copy: number; token: string };
declare const process: { argv: string[] };

const [, , api = "", article, copy, token = ""] = process.argv;
const what = { api, article: Number(article), copy: Number(copy), token };

const titles = (...all: { title: string }[][]) => all.flat().map(({ title }) => title);
const must = <T>(value: T | null | undefined): T => {
  if (value === null || value === undefined) throw new Error("nothing");
  return value;
};

async function byPreset({ api, article, copy, token }: What) {
  const client = new GraphQLClient(`${api}/graphql/`);
  const first = must((await client.request(CityNewsDocument, { branch: "dongguan", first: 2 })).news);
  const after = first.pageInfo.endCursor;
  const part = gql`query ($after: String) { news(first: 2, after: $after) { edges { node { title } } } }`;
  const second = await client.request<{ news: { edges: { node: { title: string } }[] } }>(part, { after });
  const page = gql`query ($id: Int!) { page(databaseId: $id) { title } }`;
  const pages = await Promise.all([article, copy].map((id) => client.request<{ page: { title: string } }>(page, { id })));
  const draft = gql`query ($token: String!) { preview(token: $token) { title } }`;
  const preview = (await client.request<{ preview: { title: string } }>(draft, { token })).preview;
  return titles([...first.edges, ...second.news.edges].map(({ node }) => node), pages.map(({ page }) => page), [preview]);
}

async function byGenql({ api, article, copy, token }: What) {
  const client = createClient({ url: `${api}/graphql/` });
  const list = (after: string | null) =>
    client.query({ news: { __args: { first: 2, after }, edges: { node: { title: true } }, pageInfo: { endCursor: true } } });
  const first = must((await list(null)).news);
  const second = must((await list(must(first.pageInfo.endCursor))).news);
  const pages = await Promise.all([article, copy].map((databaseId) => client.query({ page: { __args: { databaseId }, title: true } })));
  const { preview } = await client.query({ preview: { __args: { token }, title: true } });
  return titles([...first.edges, ...second.edges].map(({ node }) => node), pages.map(({ page }) => must(page)), [must(preview)]);
}

async function byHey({ api, article, copy, token }: What) {
  heyClient.setConfig({ baseUrl: api as "/" });
  const first = must((await hey.listNews({ query: { limit: 2 } })).data);
  const second = must((await hey.listNews({ query: { limit: 2, after: must(first.next) } })).data);
  const pages = await Promise.all([article, copy].map((page_id) => hey.getPage({ path: { page_id } })));
  const preview = await hey.getPreview({ query: { token } });
  return titles(first.items as { title: string }[], second.items as { title: string }[], pages.map(({ data }) => must(data)), [must(preview.data)]);
}

async function byOrval({ api, article, copy, token }: What) {
  const fetchIt = globalThis.fetch; // orval writes paths, which a browser completes
  globalThis.fetch = (path, options) => fetchIt(new URL(String(path), api), options);
  const list = async (after?: string) => {
    const { data, status } = await orval.listNews({ limit: 2, ...(after ? { after } : {}) });
    if (status !== 200) throw new Error(String(status));
    return listNewsResponse.parse(data);
  };
  const first = await list();
  const second = await list(must(first.next));
  const pages = await Promise.all([article, copy].map((id) => orval.getPage(id)));
  const preview = await orval.getPreview({ token });
  const whole = [...pages, preview].map(({ data, status }) => {
    if (status !== 200) throw new Error(String(status));
    return data as { title: string };
  });
  return titles(first.items, second.items, whole);
}

const found: Record<string, string[]> = {};
for (const [name, use] of Object.entries({ preset: byPreset, genql: byGenql, hey: byHey, orval: byOrval }))
  found[name] = await use(what);
console.log(JSON.stringify(found));
