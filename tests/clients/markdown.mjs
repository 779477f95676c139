// Renders Markdown: a document per line of standard input, as JSON; so the answers.
import { createInterface } from "node:readline";
import { HtmlRenderer, Parser } from "commonmark";
import { marked } from "marked";

const parser = new Parser();
const renderer = new HtmlRenderer();
for await (const line of createInterface({ input: process.stdin })) {
  const text = JSON.parse(line);
  console.log(
    JSON.stringify({ marked: marked.parse(text), commonmark: renderer.render(parser.parse(text)) }),
  );
}
