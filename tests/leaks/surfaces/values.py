"""What each parameter is tried with."""

from collections.abc import Iterable, Iterator
from typing import Any

from strawberry.relay.utils import to_base64


class Unknown(Exception):
    """The matrix has no values for this surface, or for this parameter of it: add them below."""


Values = dict[str, Any]  # of one secret, or of something that there never was


def paths(known: Values) -> list[str]:
    """Addresses of pages: what names it, itself, and what leads to it."""
    article, column = known["slug"], known["column_slug"]
    return [
        f"/dongguan/news/{article}/",
        f"/dongguan/{column}/",
        f"/en/dongguan/news/{known['english_slug']}/",
        f"/zh-hant/dongguan/news/{article}/",
        f"/en/dongguan/{column}/",
        f"/{known['old']}",
        f"/{known['old']}-column",
        "/",
        "/dongguan/",
        "/dongguan/news/",
        "/dongguan/news/newer/",
        "/dongguan/news/older/",
        "/dongguan/contact/",
        "/shenzhen/",
        "/shenzhen/about/",
        "/en/",
        "/en/dongguan/news/",
    ]


def parameters(known: Values) -> dict[str, list[Any]]:
    """The values of each parameter by its name; or, of one surface, by that and the name. The
    first is the usual one, with which the others are tried."""
    pages = [known["article"], known["column"], *known["around"]]
    other_languages = known["translations"]
    languages = ["en", "zh-hant"]
    categories = ["activities"]
    return {
        "page_id": pages + other_languages,
        "parent": pages,
        "type": ["NewsPage", "StandardPage"],
        "pages type": ["NEWS_PAGE", "STANDARD_PAGE"],
        "pages first": [100],
        "updated_after": ["2001-01-01T00:00:00+08:00"],
        "page database_id": pages + other_languages,
        "node id": [
            to_base64(kind, pk)
            for kind, pks in {
                "NewsPage": [known["article"], *other_languages],
                "NewsItem": [known["article"], *other_languages],
                "StandardPage": pages,
                "Image": [known["image"]],
                "Branch": pages,
            }.items()
            for pk in pks
        ],
        "news_id": [known["article"], *other_languages],
        "newsPage database_id": [known["article"], *other_languages],
        "image_id": [known["image"]],
        "listRelatedNews news_id": [*known["beside"], known["article"], *other_languages],
        "relatedNews database_id": [*known["beside"], known["article"], *other_languages],
        "image database_id": [known["image"]],
        "code": ["dongguan"],
        "slug": [known["slug"], known["english_slug"]],
        "branch": ["dongguan", "shenzhen"],
        "category": categories,
        "tag": [known["tag"]],
        "author": [known["author"]],
        "locale": languages,
        "published_after": [known["day"]],
        "published_before": [known["next_day"]],
        "order": ["oldest"],
        "news order": ["OLDEST"],
        "limit": [1],
        "first": [1],
        "offset": [1],
        "after": [],  # a cursor: what follows it is what `offset` gives
        "fields": ["title,slug,tags,excerpt,cover,author"],
        "count": ["true"],
        "q": [known["words"], known["title"], "链接", "推荐", "secret", "mimi", "动态"],
        "path": paths(known),
        "host": ["testserver", "sz.example.org"],
        "rich_text": ["markdown"],
        "page_ids": ["true"],
        "token": ["x"],
    }


def values_of(known: dict[str, list[Any]], surface: str, parameter: str) -> list[Any]:
    for key in (f"{surface} {parameter}", parameter):
        if key in known:
            return known[key]
    raise Unknown(f"{surface} takes “{parameter}”")


def combined(
    known: dict[str, list[Any]], surface: str, required: Iterable[str], others: Iterable[str]
) -> Iterator[dict[str, Any]]:
    """The required ones alone, and with each value of each parameter once."""
    required = {name: values_of(known, surface, name) for name in required}
    usual = {name: values[0] for name, values in required.items()}
    yield usual
    yield from (usual | {name: each} for name, values in required.items() for each in values[1:])
    for name in others:
        yield from (usual | {name: each} for each in values_of(known, surface, name))
