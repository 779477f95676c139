"""The requests that are measured, and how many times faster than another some of them must be."""

from dataclasses import dataclass

V2_LIST, V2_DETAIL = "Wagtail v2 list", "Wagtail v2 detail"


@dataclass(frozen=True)
class Entry:
    """One request. `{id}` and `{slug}` in its path are those of an article of 东莞.

    It is compared with the entry named `baseline`: it must be answered `target` times as often in
    a second, and for as many times less of the server's processor time. With `walk`, what is
    measured is the part of the list that this many steps along `following` lead to.
    """

    name: str
    path: str
    method: str = "GET"
    body: dict | None = None
    walk: int = 0
    baseline: str = V2_LIST
    target: float = 0


# Of an article in a list: title and address are always there.
V2_FIELDS = "summary,author,published_at,cover_picture"

GRAPHQL_LIST = """{
  news(first: 20) {
    edges {
      node { title url excerpt author publishedAt cover { url width height alt } }
    }
  }
}"""

ENTRIES = [
    Entry(
        V2_LIST,
        f"/api/v2/pages/?type=news.NewsPage&fields={V2_FIELDS}&order=-published_at&limit=20",
    ),
    Entry(V2_DETAIL, "/api/v2/pages/{id}/", baseline=V2_DETAIL),
    Entry("article as HTML", "/dongguan/news/{slug}/", baseline=V2_DETAIL),
    Entry("REST list", "/api/v1/news?limit=20", target=10),
    Entry("REST list of a branch", "/api/v1/news?branch=dongguan&limit=20", target=10),
    Entry("REST list, deep down", "/api/v1/news?limit=20", walk=400, target=10),
    Entry("REST detail", "/api/v1/news/{id}", baseline=V2_DETAIL, target=5),
    Entry(
        "REST route",
        "/api/v1/route?path=/dongguan/news/{slug}/",
        baseline=V2_DETAIL,
        target=5,
    ),
    Entry("pages, 1,000 a part", "/api/v1/pages?limit=1000"),
    Entry("whole site with bodies, 100 a part", "/api/v1/pages/full?limit=100"),
    Entry("GraphQL list", "/graphql/", "POST", {"query": GRAPHQL_LIST}, target=6),
]


def following(path: str, answer: dict) -> str | None:
    """Where a list that was asked for at `path` goes on; None at its end."""
    return f"{path}&after={answer['next']}" if answer["next"] else None
