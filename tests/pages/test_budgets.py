"""SQL queries for each page: few, and no more of them when there is more to show."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.rich_text import RichText

from home.models import BranchPage
from tests.factories import (
    BranchPageFactory,
    ContactPageFactory,
    ImageFactory,
    NewsCategoryFactory,
    NewsPageFactory,
    StandardPageFactory,
)

# Whole pages. About half is Wagtail's routing (site, language, two for each level of the tree) and
# privacy, a quarter the frame: branches, contacts, switcher, menu, legal facts. The list proper is
# three: how many, which, their pictures.
BUDGETS = {
    "/": 14,
    "/dongguan/": 17,
    "/dongguan/news/": 22,
    "/dongguan/news/?page=2": 22,
    "/dongguan/news/visit/": 31,
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


def picture(title):
    image = ImageFactory(title=title)
    image.contextual_alt_text, image.decorative = title, False
    return ("picture", {"image": image, "caption": ""})


def test_more_pictures_cost_no_more_queries(client, dongguan):
    def article(number):
        alone = [picture(f"第{each}张") for each in range(number)]
        group = [value for _name, value in (picture(f"组图{each}") for each in range(number))]
        body = [*alone, ("picture_group", {"pictures": group})]
        return NewsPageFactory(parent=dongguan.index, cover=ImageFactory(), body=body)

    few, many = article(2), article(12)
    assert count(client, few.url) == count(client, many.url)


def test_more_banners_cost_no_more_queries(client, dongguan):
    page = dongguan.page
    targets = [NewsPageFactory(parent=dongguan.index) for _number in range(8)]
    banners = [
        ("banner", {**picture(target.title)[1], "page": target, "url": ""}) for target in targets
    ]
    counts = []
    for number in (1, 8):
        page.banners = banners[:number]
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
    article = NewsPageFactory(
        parent=dongguan.index,
        slug="visit",
        cover=ImageFactory(),
        category=NewsCategoryFactory(),
        body=[picture("走访"), ("rich_text", RichText("<p>文字</p>"))],
    )
    article.tags.add("长者", "志愿者")
    article.save()
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
