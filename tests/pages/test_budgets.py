"""SQL queries for each page: few, and no more of them when there is more to show."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home.models import BranchPage
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
    "/": 14,
    "/dongguan/": 17,
    "/dongguan/news/": 22,
    "/dongguan/news/?page=2": 22,
    "/dongguan/news/visit/": 27,
    "/dongguan/contact/": 18,
    "/dongguan/about/": 18,
}


def fill(dongguan, articles):
    category = NewsCategoryFactory()
    cover = ImageFactory()
    for number in range(articles):
        NewsPageFactory(
            parent=dongguan.index, cover=cover, category=category, title=f"第{number}篇"
        )


def test_more_pictures_cost_no_more_queries(client, dongguan, image):
    image.contextual_alt_text, image.decorative = "社工", False
    one = ("picture", {"image": image, "caption": ""})
    group = ("picture_group", {"pictures": [one[1]] * 20})
    few = NewsPageFactory(parent=dongguan.index, cover=image, body=[one, group])
    many = NewsPageFactory(parent=dongguan.index, cover=image, body=[one] * 30 + [group] * 3)
    assert count(client, few.url) == count(client, many.url)


def test_more_banners_cost_no_more_queries(client, dongguan, image):
    image.contextual_alt_text, image.decorative = "社工", False
    page = dongguan.page
    counts = []
    for number in (1, 8):
        banner = {"image": image, "caption": "", "page": dongguan.contact, "url": ""}
        page.banners = [("banner", banner)] * number
        page.save_revision().publish()
        counts.append(count(client, "/dongguan/"))
    assert counts[0] == counts[1]


def count(client, path):
    client.get(path)  # Wagtail caches the sites' addresses
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


def test_five_and_fifty_branches_cost_no_more_queries_than_one(client, organisation, dongguan):
    NewsPageFactory(parent=dongguan.index, slug="visit")
    paths = ["/", "/dongguan/", "/dongguan/news/visit/", "/dongguan/contact/"]
    counts = []
    for total in (1, 5, 50):
        while BranchPage.objects.count() < total:
            branch = BranchPageFactory(parent=organisation)
            ContactPageFactory(parent=branch, email=f"{branch.code}@example.org")
        counts.append([count(client, path) for path in paths])
    assert counts[0] == counts[1] == counts[2]
