"""Page after page of what is equal: every row once, on every list."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from wagtail.documents.models import Document
from wagtail.models import APIToken

from news.models import NewsPage
from tests.factories import NewsCategoryFactory, NewsPageFactory

NOON = datetime(2026, 1, 31, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
ORDERS = ["published_at", "author", "category", "title", "locale", "first_published_at"]


@pytest.fixture
def articles(dongguan):
    category = NewsCategoryFactory()
    pages = [
        NewsPageFactory(
            parent=dongguan.index, title="同名", author="同人", category=category, published_at=NOON
        )
        for _number in range(7)
    ]
    NewsPage.objects.update(first_published_at=NOON, latest_revision_created_at=NOON)
    return [page.pk for page in pages]


@pytest.fixture
def administrator(organisation, django_user_model):
    return django_user_model.objects.create_superuser("root")


def pages_of(get, path, size=2):
    """The ids of all items of `path`, asked for part by part."""
    found = []
    while part := get(f"{path}&limit={size}&offset={len(found)}")["items"]:
        found += [item["id"] for item in part]
    return found


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("way", ["", "-"])
def test_wagtails_v2(client, articles, order, way):
    found = pages_of(
        lambda path: client.get(f"/api/v2/{path}").json(),
        f"pages/?type=news.NewsPage&order={way}{order}",
    )
    assert found == sorted(articles, reverse=bool(way))


def test_wagtails_v2_searching(client, indexed, articles):
    path = "pages/?type=news.NewsPage&search=同名&order=-title"
    found = pages_of(lambda path: client.get(f"/api/v2/{path}").json(), path)
    assert found == sorted(articles, reverse=True)


@pytest.mark.parametrize("order", ["title", "-title", "author"])
def test_wagtails_v3(client, administrator, articles, order):
    _token, key = APIToken.create_token(user=administrator, name="手机")

    def get(path):
        headers = {"authorization": f"Bearer {key}"}
        return client.get(f"/api/v3-preview/{path}", headers=headers).json()

    found = pages_of(get, f"pages/?type=news.NewsPage&order={order}")
    assert found == sorted(articles, reverse=order.startswith("-"))


@pytest.mark.parametrize("order", ["title", "-title"])
def test_the_admin(client, administrator, order):
    Document.objects.bulk_create(Document(title="同名", file="a.pdf") for _number in range(41))
    client.force_login(administrator)
    found = []
    for number in (1, 2, 3):
        page = client.get("/admin/documents/", {"ordering": order, "p": number}).context["page_obj"]
        found += [each.pk for each in page.object_list]
    keys = Document.objects.values_list("pk", flat=True)
    assert found == sorted(keys, reverse=order.startswith("-"))
