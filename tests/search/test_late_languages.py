"""A language that was opened before languages had to be in step with the source."""

from bs4 import BeautifulSoup
from wagtail.models import Locale

from news.models import NewsCategory, NewsPage
from tests import world
from tests.factories import NewsCategoryFactory, NewsPageFactory


def test_nothing_appears_twice(client, dongguan, indexed, search):
    english = Locale.objects.create(language_code="en")
    category = NewsCategoryFactory(code="services", name="服务动态")
    articles = [NewsPageFactory(parent=dongguan.index, category=category) for _each in range(2)]
    world.translate(dongguan.page, short_name="Dongguan Pengxing")
    world.translate(articles[0], title="First visit")
    NewsCategoryFactory(code="services", name="Services", locale=english)  # by hand
    world.translate(articles[1], title="Second visit")
    NewsPage.objects.filter(title="Second visit").update(
        category=NewsCategory.objects.get(name="Services")
    )

    found = search("visit", locale="en")
    titles = [item["article"]["title"] for item in found["items"]]
    assert sorted(titles) == ["First visit", "Second visit"]
    assert [(each["branch"]["code"], each["count"]) for each in found["branches"]] == [
        ("dongguan", 2)
    ]
    assert [(each["category"]["code"], each["count"]) for each in found["categories"]] == [
        ("services", 2)
    ]
    page = BeautifulSoup(client.get("/en/search/?q=visit").content, "html.parser")
    assert len(page.select("option[value=dongguan]")) == 1
    assert len(page.select(".card-title a")) == 2
