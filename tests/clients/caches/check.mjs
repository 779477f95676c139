// What the caches of Apollo, urql and Relay keep apart, each as it is by default.
// Usage: node caches/check.mjs <address> <an article's id> <its copy's id> <a token of its preview>
import { ApolloClient, HttpLink, InMemoryCache, gql } from "@apollo/client";
import { Client, fetchExchange } from "@urql/core";
import { cacheExchange } from "@urql/exchange-graphcache";
import { getIntrospectionQuery } from "graphql";
import relay from "relay-runtime";
import { walk } from "./documents.mjs";
import { artifacts } from "./relay.mjs";

const [api, article, copy, token] = process.argv.slice(2);
const what = { article: Number(article), copy: Number(copy), token };
const url = `${api}/graphql/`;

const apollo = new ApolloClient({ link: new HttpLink({ uri: url }), cache: new InMemoryCache() });
const byApollo = async (document, variables) =>
  (await apollo.query({ query: gql(document), variables })).data;

const warnings = []; // of graphcache, for one of a thing that it cannot tell apart
console.warn = (text) => warnings.push(text);
const urql = new Client({
  url,
  exchanges: [cacheExchange({ schema: await introspection() }), fetchExchange],
  preferGetMethod: false,
});
const byUrql = async (document, variables) => {
  const { data, error } = await urql.query(document, variables).toPromise();
  if (error) throw error;
  return structuredClone(data);
};

const { Environment, Network, RecordSource, Store, fetchQuery } = relay;
const environment = new Environment({
  network: Network.create(async ({ text }, variables) => {
    const headers = { "Content-Type": "application/json" };
    const body = JSON.stringify({ query: text, variables });
    return (await fetch(url, { method: "POST", headers, body })).json();
  }),
  store: new Store(new RecordSource()),
});
const byRelay = (document, variables) =>
  fetchQuery(environment, artifacts[document], variables).toPromise();

async function introspection() {
  const body = JSON.stringify({ query: getIntrospectionQuery({ descriptions: false }) });
  const headers = { "Content-Type": "application/json" };
  return (await (await fetch(url, { method: "POST", headers, body })).json()).data;
}

const found = {};
for (const [name, ask] of Object.entries({ apollo: byApollo, urql: byUrql, relay: byRelay }))
  found[name] = await walk(ask, what);
console.log(JSON.stringify({ ...found, warnings }));
