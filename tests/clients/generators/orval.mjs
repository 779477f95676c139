// Functions that fetch, and schemas of Zod, of openapi.json.
import { generate } from "orval";

const input = "./openapi.json";
// Zod takes no other offset than Z by itself; RFC 3339, and so OpenAPI's date-time, does.
const override = { zod: { dateTimeOptions: { offset: true } } };
await generate({ input, output: { target: "./generated/orval/fetch.ts", client: "fetch" } });
await generate({ input, output: { target: "./generated/orval/zod.ts", client: "zod", override } });
