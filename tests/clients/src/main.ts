import * as graphql from "./graphql.js";
import * as rest from "./rest.js";

declare const process: { argv: [string, string, string, string, string] };

const [, , ...where] = process.argv;
console.log(JSON.stringify({ rest: await rest.show(...where), graphql: await graphql.show(...where) }));
