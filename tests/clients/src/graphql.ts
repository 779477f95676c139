/** The same by GraphQL, with types that GraphQL Code Generator has generated. */
import type { BlockPartsFragment, TypedDocumentString } from "./generated/graphql.js";
import { CityNewsDocument, RouteDocument } from "./generated/graphql.js";

export async function show(baseUrl: string, branch: string, path: string): Promise<object> {
  const { news } = await ask(baseUrl, CityNewsDocument, { branch, first: 3 });
  const { route } = await ask(baseUrl, RouteDocument, { path });
  const page = route?.page;
  const body = page?.__typename === "NewsPage" || page?.__typename === "StandardPage" ? page.body : [];
  return {
    news: (news?.edges ?? []).map(({ node }) => ({
      title: node.title,
      url: node.url,
      srcset: node.cover?.sources[0]?.srcset ?? null,
    })),
    page: body.map(told),
  };
}

async function ask<Data, Variables>(
  baseUrl: string,
  query: TypedDocumentString<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const answer = await fetch(`${baseUrl}/graphql/`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await answer.json()) as { data: Data; errors?: { message: string }[] };
  if (errors) throw new Error(errors.map((each) => each.message).join("\n"));
  return data;
}

function told(block: BlockPartsFragment): string {
  switch (block.__typename) {
    case "RichTextBlock":
      return block.__typename;
    case "HeadingBlock":
      return `HeadingBlock ${block.level} ${block.text}`;
    case "PictureBlock":
      return `PictureBlock ${block.caption}`;
    case "PictureGroupBlock":
      return `PictureGroupBlock ${block.pictures.length}`;
    case "QuotationBlock":
      return `QuotationBlock ${block.attribution}`;
    case "VideoBlock":
      return block.__typename;
    case "AttachmentBlock":
      return `AttachmentBlock ${block.size}`;
    case "TableBlock":
      return `TableBlock ${block.rows.length}`;
    default:
      return block satisfies never;
  }
}
