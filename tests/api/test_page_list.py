"""Every public page of every type, for who builds a static site or keeps a copy."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.rich_text import RichText

from cms.content_api import page_list
from home.models import HomePage
from tests import world
from tests.factories import NewsPageFactory, StandardPageFactory


@pytest.fixture
def article(dongguan):
    return NewsPageFactory(
        parent=dongguan.index,
        title="走访",
        slug="visit",
        body=[("rich_text", RichText("<p>第一段。</p>"))],
    )


def paths(answer):
    return [each["path"] for each in answer["items"]]


def everything(get, path="pages/", **parameters):
    """All parts of a list."""
    found, after = [], {}
    while True:
        part = get(path, **parameters, **after)
        found += part["items"]
        if part["next"] is None:
            return found
        after = {"after": part["next"]}


def test_what_is_below_a_page_follows_it(get, dongguan, shenzhen, article):
    StandardPageFactory(parent=dongguan.page, slug="draft", live=False)
    assert paths(get("pages/")) == [
        "/",
        "/dongguan/",
        "/dongguan/news/",
        "/dongguan/news/visit/",
        "/dongguan/contact/",
        "/shenzhen/",
        "/shenzhen/news/",
        "/shenzhen/contact/",
    ]


def test_what_is_known_of_each(get, dongguan, article):
    article.save_revision().publish()
    item = next(each for each in get("pages/")["items"] if each["type"] == "NewsPage")
    page = get(f"pages/{article.pk}/")
    assert item == {name: page[name] for name in item}
    assert item["parent_id"] == dongguan.index.pk
    assert item["branch"]["code"] == "dongguan"
    home = get("pages/")["items"][0]
    assert (home["type"], home["branch"], home["parent_id"]) == ("HomePage", None, None)


def test_part_after_part(get, dongguan, shenzhen):
    for number in range(7):
        NewsPageFactory(parent=dongguan.index, slug=f"n{number}")
    listed = [each["path"] for each in everything(get, limit=3)]
    assert listed == paths(get("pages/"))
    assert len(listed) == len(set(listed)) == 14


def test_by_branch_type_parent_and_language(get, dongguan, shenzhen, article):
    world.translate(article, title="A visit", slug="a-visit")
    assert paths(get("pages/", branch="shenzhen")) == [
        "/shenzhen/",
        "/shenzhen/news/",
        "/shenzhen/contact/",
    ]
    assert paths(get("pages/", type=["HomePage", "BranchPage"])) == [
        "/",
        "/dongguan/",
        "/shenzhen/",
    ]
    assert paths(get("pages/", type="NewsPage")) == [
        "/dongguan/news/visit/",
        "/en/dongguan/news/a-visit/",
    ]
    assert paths(get("pages/", parent=dongguan.page.pk)) == [
        "/dongguan/news/",
        "/dongguan/contact/",
    ]
    assert paths(get("pages/", branch="dongguan", type="NewsPage", locale="zh-hans")) == [
        "/dongguan/news/visit/"
    ]
    assert {each["locale"] for each in get("pages/", locale="en")["items"]} <= {"en"}


def test_a_language_of_which_the_portal_is_translated(get, dongguan, article):
    world.translate(HomePage.objects.get(), title="Pengxing")
    world.translate(dongguan.page, short_name="Dongguan")
    world.translate(article, title="A visit", slug="a-visit")
    assert paths(get("pages/", locale="en")) == [
        "/en/",
        "/en/dongguan/",
        "/en/dongguan/news/a-visit/",
    ]


def test_what_was_published_since(get, dongguan, article):
    moment = timezone.now() - timedelta(days=3)
    Page.objects.update(last_published_at=moment)
    later = [NewsPageFactory(parent=dongguan.index, slug=f"n{number}") for number in range(5)]
    same = timezone.now()
    Page.objects.filter(pk__in=[page.pk for page in later]).update(last_published_at=same)
    since = (moment + timedelta(hours=1)).isoformat()
    listed = everything(get, updated_after=since, limit=2)
    assert [each["id"] for each in listed] == [page.pk for page in later]
    assert get("pages/", updated_after=same.isoformat())["items"] == []


def test_on_a_branchs_own_host(get, problem, dongguan, shenzhen, article):
    world.own_host(dongguan.page, "dg.example.org")
    listed = get("pages/", host="dg.example.org")["items"]
    assert [each["path"] for each in listed] == ["/", "/news/", "/news/visit/", "/contact/"]
    assert get("pages/", host="dg.example.org", branch="shenzhen")["items"] == []
    parent = Page.objects.get(slug="news", url_path__contains="shenzhen").pk
    assert problem("pages/", host="dg.example.org", parent=parent)[0] == 422


@pytest.mark.parametrize("hide", ["unpublish", "guard"])
def test_what_is_hidden_is_in_no_list_and_no_parent(get, problem, dongguan, article, hide):
    index = dongguan.index
    if hide == "unpublish":
        index.unpublish()
    else:
        PageViewRestriction.objects.create(page=index, restriction_type="login")
    listed = get("pages/")["items"]
    assert index.pk not in [each["id"] for each in listed]
    assert index.pk not in [each["parent_id"] for each in listed]
    assert problem("pages/", parent=index.pk)[0] == 422
    if hide == "guard":
        assert article.pk not in [each["id"] for each in listed]


@pytest.mark.parametrize(
    "parameters,name",
    [
        ({"branch": "nowhere"}, "branch"),
        ({"type": "Page"}, "type"),
        ({"parent": 99999}, "parent"),
        ({"locale": "fr"}, "locale"),
        ({"updated_after": "yesterday"}, "updated_after"),
        ({"after": "x"}, "after"),
        ({"after": "x.y", "updated_after": "2026-01-01"}, "after"),
        ({"after": "MjAyNi4w", "updated_after": "2026-01-01"}, "after"),
        ({"limit": 1001}, "limit"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(problem, dongguan, parameters, name):
    status, reasons = problem("pages/", **parameters)
    assert (status, list(reasons)) == (422, [name])


# --- Whole ----------------------------------------------------------------------------------


def test_whole_pages_are_as_each_alone(get, dongguan, shenzhen, article):
    for number in range(3):
        NewsPageFactory(parent=dongguan.index, slug=f"n{number}", title=f"第{number}篇")
    link = f'<p><a linktype="page" id="{article.pk}">走访</a></p>'
    about = StandardPageFactory(
        parent=shenzhen.page, slug="about", body=[("rich_text", RichText(link))]
    )
    world.translate(article, title="A visit", slug="a-visit")
    world.translate(about, title="About", slug="about")
    listed = everything(get, "pages/full/", limit=4)
    assert [each["path"] for each in listed] == paths(get("pages/"))
    for each in listed:
        assert each == get(f"pages/{each['id']}/")


def test_graphql_lists_the_same(graphql, get, dongguan, article):
    summary = "id databaseId title path parentId updatedAt locale branch { code }"
    query = """query ($first: Int!, $after: String) { pages(first: $first, after: $after) {
        edges { cursor node { __typename %s } } pageInfo { hasNextPage endCursor } } }"""
    answer = graphql(query % summary, first=1000)["pages"]
    nodes = [edge["node"] for edge in answer["edges"]]
    assert [(each["__typename"], each["path"]) for each in nodes] == [
        (each["type"], each["path"]) for each in get("pages/")["items"]
    ]
    assert not answer["pageInfo"]["hasNextPage"]
    whole = f"{summary} breadcrumbs {{ title }} ... on NewsPage {{ body {{ __typename }} }}"
    first = graphql(query % whole, first=3)["pages"]
    rest = graphql(query % whole, first=100, after=first["pageInfo"]["endCursor"])["pages"]
    both = [edge["node"] for edge in (*first["edges"], *rest["edges"])]
    assert [each["id"] for each in both] == [each["id"] for each in nodes]
    assert both[3]["body"] == [{"__typename": "RichTextBlock"}]


def test_graphql_gives_a_thousand_of_what_a_list_knows_and_a_hundred_whole(client, dongguan):
    def errors(fields):
        query = f"{{ pages(first: 1000) {{ edges {{ node {{ {fields} }} }} }} }}"
        return client.get("/graphql/", {"query": query}).json().get("errors", [])

    assert errors("title path") == []
    (error,) = errors("title breadcrumbs { title }")
    assert error["message"] == "first: Must be from 1 to 100."


def test_a_page_that_is_hidden_meanwhile_is_left_out(graphql, dongguan, article, monkeypatch):
    """A list asks twice: which pages there are, and what they are."""
    load = page_list.load_pages
    monkeypatch.setattr(
        page_list, "load_pages", lambda keys: load([each for each in keys if each != article.pk])
    )
    query = "{ pages { edges { cursor node { path seo { title } } } pageInfo { endCursor } } }"
    found = graphql(query)["pages"]
    assert [edge["node"]["path"] for edge in found["edges"]] == [
        "/",
        "/dongguan/",
        "/dongguan/news/",
        "/dongguan/contact/",
    ]
    assert found["edges"][-1]["cursor"] == found["pageInfo"]["endCursor"]
