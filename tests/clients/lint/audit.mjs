// What graphql-http's audit says of a server. Usage: node lint/audit.mjs <address of GraphQL>
import { serverAudits } from "graphql-http";

const found = [];
for (const audit of serverAudits({ url: process.argv[2], fetchFn: fetch })) {
  const { status, name, reason } = await audit.fn();
  found.push({ status, name, reason });
}
console.log(JSON.stringify(found));
