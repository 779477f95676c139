"""What nobody sees stays outside the management API, and keeps no parameter from finding."""

import pytest
from wagtail.contrib.redirects.models import Redirect

from news.models import NewsPage
from tests.factories import NewsPageFactory, UserFactory
from tests.world import head_officer

from .test_management import Caller, article

TYPED, SEEN = "社\u200b区\xad\u2060\x01", "社区"


@pytest.fixture
def editor(client, dongguan):
    return Caller(client, dongguan.editor())


def test_a_page_of_the_management_api(editor, dongguan, client):
    body = [
        {"type": "rich_text", "value": "<p>社\u200b区&shy;&#8203;&#x200b;<b>\u2060花园</b></p>"},
        {"type": "heading", "value": {"text": TYPED, "level": "h2"}},
        {
            "type": "table",
            "value": {
                "data": [[TYPED]], "table_caption": TYPED, "table_header_choice": "row",
                "first_row_is_table_header": True, "first_col_is_header": False,
            },
        },
    ]  # fmt: skip
    sent = {**article(dongguan.index), "title": TYPED, "author": TYPED, "excerpt": f"一\x0b{TYPED}"}
    made = editor("post", "pages/", **sent, body=body, tags=[TYPED, SEEN])
    assert made.status_code == 201, made.content.decode()
    page = NewsPage.objects.get().get_latest_revision_as_object()
    assert (page.title, page.author, page.excerpt) == (SEEN, SEEN, f"一\n{SEEN}")
    rich, heading, table = page.body
    assert "社区<b>花园</b>" in rich.value.source
    assert heading.value["text"] == SEEN
    assert (table.value["data"], table.value["table_caption"]) == ([[SEEN]], SEEN)
    assert [tag.name for tag in page.tags.all()] == [SEEN]

    changed = editor("patch", f"pages/{page.pk}/", title=f"{TYPED}花园")
    assert changed.status_code == 200
    assert NewsPage.objects.get().get_latest_revision_as_object().title == "社区花园"


def test_a_redirect_of_the_management_api(client, organisation):
    officer = Caller(client, UserFactory(is_superuser=True))
    made = officer(
        "post", "redirects/", old_path=f"/{TYPED}", redirect_link="https://example.org/\u200b",
        is_permanent=True,
    )  # fmt: skip
    assert made.status_code == 201, made.content.decode()
    redirect = Redirect.objects.get()
    assert (redirect.old_path, redirect.link) == (f"/{SEEN}", "https://example.org/")


@pytest.mark.parametrize("path", ["/api/v1/news/", "/dongguan/news/"])
def test_a_tag_is_found(client, dongguan, path):
    page = NewsPageFactory(parent=dongguan.index, title="花园里的课")
    page.tags.add(SEEN)
    page.save_revision().publish()
    response = client.get(path, {"tag": "社\u200b区"})
    assert response.status_code == 200
    assert "花园里的课" in response.content.decode()


def test_wagtails_own_search_finds(client, dongguan, indexed):
    NewsPageFactory(parent=dongguan.index, title="社区花园")
    items = client.get("/api/v2/pages/", {"search": TYPED}).json()["items"]
    assert [item["title"] for item in items] == ["社区花园"]
    client.force_login(head_officer())
    listed = client.get("/admin/pages/search/", {"q": TYPED})
    assert "社区花园" in listed.content.decode()
