"""SQL queries for each page: few, and no more of them when there is more to show."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    BranchPageFactory,
    ContactPageFactory,
    ImageFactory,
    NewsCategoryFactory,
    NewsPageFactory,
    StandardPageFactory,
)

# The list and detail queries proper are 5 and 6 at most (design, section 5); the rest is Wagtail's
# routing and the frame: switcher, menu, footers, legal facts.
BUDGETS = {
    "/": 13,
    "/dongguan/": 16,
    "/dongguan/news/": 21,
    "/dongguan/news/?page=2": 21,
    "/dongguan/news/visit/": 20,
    "/dongguan/contact/": 17,
    "/dongguan/about/": 17,
}


def fill(dongguan, articles):
    category = NewsCategoryFactory()
    cover = ImageFactory()
    for number in range(articles):
        NewsPageFactory(
            parent=dongguan.index, cover=cover, category=category, title=f"第{number}篇"
        )


def count(client, path):
    client.get(path)  # pictures are rendered once
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.fixture
def site(dongguan):
    fill(dongguan, 21)
    NewsPageFactory(parent=dongguan.index, slug="visit")
    StandardPageFactory(parent=dongguan.page, slug="about")


@pytest.mark.parametrize("path,budget", BUDGETS.items())
def test_a_page_stays_within_its_budget(client, site, path, budget):
    assert count(client, path) <= budget


@pytest.mark.parametrize("path", ["/", "/dongguan/", "/dongguan/news/"])
def test_more_articles_cost_no_more_queries(client, dongguan, path):
    fill(dongguan, 2)
    few = count(client, path)
    fill(dongguan, 18)
    assert count(client, path) == few


def test_fifty_branches_cost_no_more_queries_than_one(client, organisation, dongguan):
    paths = ["/", "/dongguan/", "/dongguan/contact/"]
    one = [count(client, path) for path in paths]
    for _number in range(49):
        branch = BranchPageFactory(parent=organisation)
        ContactPageFactory(parent=branch, email=f"{branch.code}@example.org")
    assert [count(client, path) for path in paths] == one
