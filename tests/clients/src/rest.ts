/** A list, a page and a problem by REST, with types that openapi-typescript has generated. */
import createClient from "openapi-fetch";
import type { components, paths } from "./generated/rest.js";

type Schemas = components["schemas"];
type Page = NonNullable<Schemas["Route"]["page"]>;
type Block = Schemas["NewsPage"]["body"][number];

// Without the second argument a list may also be the part of one that `fields=` asks for.
type Media = "application/json" | "application/problem+json";

export async function show(baseUrl: string, branch: string, path: string): Promise<object> {
  const api = createClient<paths, Media>({ baseUrl });

  const list = await api.GET("/api/v1/news", { params: { query: { branch: [branch], limit: 3 } } });
  if (list.error) throw new Error(list.error.detail);
  const news = list.data.items.map((item) => ({
    title: item.title,
    url: item.url,
    srcset: item.cover?.sources[0]?.srcset ?? null,
  }));

  const route = await api.GET("/api/v1/route", { params: { query: { path } } });
  if (route.error) throw new Error(route.error.detail);
  const { page, redirect } = route.data;
  if (!page) throw new Error(`leads to ${redirect?.url}`);

  const refused = await api.GET("/api/v1/news", { params: { query: { branch: ["nowhere"] } } });
  const wrong = refused.error?.errors.map((each) => each.parameter);

  return { news, page: bodyOf(page).map(told), wrong };
}

/** The compiler knows what each type of page has, and that none is missing here. */
function bodyOf(page: Page): Block[] {
  switch (page.type) {
    case "NewsPage":
    case "StandardPage":
      return page.body;
    case "HomePage":
    case "BranchPage":
    case "NewsIndexPage":
    case "ContactPage":
      return [];
    default:
      return page satisfies never;
  }
}

function told(block: Block): string {
  switch (block.type) {
    case "rich_text":
      return block.type;
    case "heading":
      return `heading ${block.level} ${block.text}`;
    case "picture":
      return `picture ${block.picture.alt}`;
    case "picture_group":
      return `picture_group ${block.pictures.length}`;
    case "quotation":
      return `quotation ${block.attribution}`;
    case "video":
      return `video ${block.player_url ?? "file"}`;
    case "attachment":
      return `attachment ${block.title}.${block.extension}`;
    case "table":
      return `table ${block.rows.length}`;
    default:
      return block satisfies never;
  }
}
