"""Ids of GraphQL: one for each thing that a client keeps, which `node` finds again."""

import pytest
from wagtail.rich_text import RichText

from cms.content_api import previews
from news.models import NewsPage
from tests import world
from tests.factories import ImageFactory, NewsPageFactory, StandardPageFactory

IDS = """query ($id: Int!) { page(databaseId: $id) { id ... on NewsPage { body {
    ... on RichTextBlock { id } ... on HeadingBlock { id } } } } }"""
NODE = "query ($id: ID!) { node(id: $id) { __typename id } }"


@pytest.fixture
def article(dongguan):
    body = [("rich_text", RichText("<p>一</p>")), ("heading", {"text": "二", "level": "h2"})]
    return NewsPageFactory(
        parent=dongguan.index, title="走访", slug="visit", body=body, cover=ImageFactory()
    )


def ids_of(page):
    return [page["id"], *(block["id"] for block in page["body"])]


def test_a_page_and_its_blocks_share_no_id_with_its_copy_its_translation_or_a_draft(
    graphql, dongguan, article
):
    article.copy(update_attrs={"slug": "copy", "title": "副本"})
    world.translate(article, title="A visit", slug="a-visit")
    article.title = "草稿"
    drafts = [
        graphql(IDS.replace("($id: Int!)", "($t: String!)").replace(
            "page(databaseId: $id)", "preview(token: $t)"), t=previews.create(article, each))
        for each in (dongguan.editor(), dongguan.approver())
    ]  # fmt: skip
    pages = [graphql(IDS, id=each.pk)["page"] for each in NewsPage.objects.all()]
    pages += [each["preview"] for each in drafts]
    found = [each for page in pages for each in ids_of(page)]
    assert len(found) == len(set(found)) == 5 * 3


def test_a_preview_keeps_its_ids_while_its_author_types(graphql, dongguan, article):
    query = "query ($t: String!) { preview(token: $t) { id } }"
    editor = dongguan.editor()
    first = graphql(query, t=previews.create(article, editor))
    article.title = "走访：五户"
    assert graphql(query, t=previews.create(article, editor)) == first
    assert graphql(NODE, id=first["preview"]["id"]) == {"node": None}


def test_what_has_an_id_is_found_by_it(graphql, dongguan, article):
    about = StandardPageFactory(parent=dongguan.page, slug="about")
    found = graphql(
        """query ($about: Int!, $image: Int!) {
            news { edges { node { id } } } branches { id } image(databaseId: $image) { id }
            newsPage(branch: "dongguan", slug: "visit") { id } page(databaseId: $about) { id } }""",
        about=about.pk,
        image=article.cover_id,
    )
    ids = {
        "NewsItem": found["news"]["edges"][0]["node"]["id"],
        "Branch": found["branches"][0]["id"],
        "Image": found["image"]["id"],
        "NewsPage": found["newsPage"]["id"],
        "StandardPage": found["page"]["id"],
    }
    assert len(set(ids.values())) == len(ids)
    for kind, each in ids.items():
        assert graphql(NODE, id=each) == {"node": {"__typename": kind, "id": each}}


def test_what_is_hidden_or_elsewhere_is_not_found_by_its_id(graphql, dongguan, shenzhen, article):
    ids = [
        graphql('{ newsPage(branch: "dongguan", slug: "visit") { id } }')["newsPage"]["id"],
        graphql("{ news { edges { node { id } } } }")["news"]["edges"][0]["node"]["id"],
    ]
    world.own_host(shenzhen.page, "sz.example.org")
    for each in ids:
        assert graphql(NODE, host="sz.example.org", id=each) == {"node": None}
        assert graphql(NODE, id=each)["node"]
    article.unpublish()
    for each in ids:
        assert graphql(NODE, id=each) == {"node": None}


def test_the_ids_are_in_rest_too(get, graphql, dongguan, article):
    page = get(f"news/{article.pk}/")
    asked = graphql("query ($id: ID!) { node(id: $id) { ... on NewsPage { databaseId "
                    "translationKey } } }", id=page["node_id"])  # fmt: skip
    assert asked["node"] == {
        "databaseId": article.pk,
        "translationKey": page["translation_key"],
    }
    english = world.translate(article, title="A visit", slug="a-visit")
    assert get(f"news/{english.pk}/")["translation_key"] == page["translation_key"]


def test_one_failure_leaves_the_rest_its_answer(client, dongguan):
    query = '{ news(branch: "nowhere") { totalCount } site { name } }'
    answer = client.get("/graphql/", {"query": query}).json()
    assert answer["data"] == {"news": None, "site": {"name": "鹏星社工"}}
    assert answer["errors"][0]["path"] == ["news"]
