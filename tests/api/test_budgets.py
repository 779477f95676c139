"""SQL queries for each answer: five for a list, eight for what is found, six for anything else,
however much there is."""

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.documents.models import Document
from wagtail.rich_text import RichText

from home.models import BranchPage
from tests.factories import (
    BranchPageFactory,
    ContactPageFactory,
    ImageFactory,
    NewsCategoryFactory,
    NewsPageFactory,
)

LIST, FOUND, DETAIL = 5, 8, 6


def count(client, path, query=None):
    def ask():
        if query is None:
            return client.get(path)
        return client.post(path, {"query": query}, content_type="application/json")

    ask()  # Wagtail caches the sites' addresses
    with CaptureQueriesContext(connection) as queries:
        response = ask()
    assert response.status_code == 200, response.content
    assert "errors" not in response.json()
    return len(queries)


@pytest.fixture
def many(dongguan):
    """100 articles, each with a cover of its own; one that refers to as much as one can."""
    category = NewsCategoryFactory(code="x")
    pages = [
        NewsPageFactory(parent=dongguan.index, category=category, title=f"第{number}篇")
        for number in range(100)
    ]
    images = [ImageFactory(title=f"图{number}") for number in range(10)]
    for page, image in zip(pages, images * 10, strict=True):
        type(page).objects.filter(pk=page.pk).update(cover=image)
    pages[50].tags.add("长者", "志愿者")
    document = Document.objects.create(title="年报", file=ContentFile(b"x", name="a.pdf"))
    links = "".join(f'<p><a linktype="page" id="{page.pk}">x</a></p>' for page in pages)
    pages[50].body = [
        ("rich_text", RichText(links)),
        ("attachment", document),
        *(("picture", {"image": image, "caption": ""}) for image in images),
        *(("rich_text", RichText(links)) for _number in range(10)),
    ]
    pages[50].cover = images[0]
    pages[50].save()
    return pages


NODE = "node { title url publishedAt tags category { name } branch { city } cover { url } }"


def test_lists(client, many):
    for limit in (20, 100):
        for path in (
            f"news/?limit={limit}",
            f"news/?limit={limit}&count=true&branch=dongguan&category=x",
            f"news/?limit={limit}&branch=dongguan&tag=长者&published_after=2020-01-01",
        ):
            assert count(client, f"/api/v1/{path}") <= LIST, path
        query = f"{{ news(first: {limit}) {{ totalCount edges {{ {NODE} }} }} }}"
        assert count(client, "/graphql/", query) <= LIST
    few = "{ news(first: 100) { edges { node { title } } } }"
    assert count(client, "/graphql/", few) == 3  # host, branches, rows: no picture, no total


PAGES, WHOLE, FACETS, RELATED = 4, 11, 5, 9


def test_facets_and_related_articles(client, many):
    assert count(client, "/api/v1/news/facets?branch=dongguan") <= FACETS
    assert count(client, "/graphql/", "{ newsFacets { years { count } } }") <= 4
    assert count(client, f"/api/v1/news/{many[50].pk}/related?limit=20") <= RELATED


def test_lists_of_pages(client, many):
    for limit in (20, 1000):
        for more in ("", "&branch=dongguan", "&type=NewsPage", "&updated_after=2020-01-01"):
            assert count(client, f"/api/v1/pages/?limit={limit}{more}") <= PAGES, more
        node = "node { id path branch { code } }"
        query = f"{{ pages(first: {limit}) {{ edges {{ {node} }} }} }}"
        assert count(client, "/graphql/", query) <= PAGES
    for limit in (20, 100):
        assert count(client, f"/api/v1/pages/full/?limit={limit}") <= WHOLE


def test_the_search(client, many, indexed):
    for limit in (20, 50):
        assert count(client, f"/api/v1/search/?q=第&limit={limit}&branch=dongguan") <= FOUND
        query = f'{{ search(q: "第", first: {limit}) {{ count items {{ article {{ title }} }} }} }}'
        assert count(client, "/graphql/", query) <= FOUND


def test_pages(client, many):
    pk, path = many[50].pk, many[50].url
    for each in (f"news/{pk}/", f"pages/{pk}/", f"route/?path={path}"):
        assert count(client, f"/api/v1/{each}") == DETAIL
    for each in ("/", "/dongguan/", "/dongguan/news/", "/dongguan/contact/"):
        assert count(client, f"/api/v1/route/?path={each}") <= DETAIL
    body = "... on NewsPage { body { __typename } older { title } tags } breadcrumbs { title }"
    assert count(client, "/graphql/", f"{{ page(databaseId: {pk}) {{ title {body} }} }}") <= DETAIL
    assert (
        count(client, "/graphql/", f'{{ route(path: "{path}") {{ page {{ {body} }} }} }}') <= DETAIL
    )


@pytest.mark.parametrize("total", [1, 50])
def test_the_frame(client, organisation, dongguan, total):
    dongguan.contact.wechat_qr = ImageFactory()
    dongguan.contact.save()
    while BranchPage.objects.count() < total:
        ContactPageFactory(parent=BranchPageFactory(parent=organisation), wechat_qr=ImageFactory())
    for path in ("site/", "branches/", "contacts/", "branches/dongguan/"):
        assert count(client, f"/api/v1/{path}") <= DETAIL, path
    query = "{ site { branches { contact { phone } menu { title } } menu { title } } }"
    assert count(client, "/graphql/", query) <= DETAIL
