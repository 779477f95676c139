"""`/api/v3-preview/`: an editor's life with a token, and what the token does not open."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.models import APIToken, Page

from home.models import BranchPage
from news.models import NewsCategory, NewsPage
from tests import world
from tests.factories import ImageFactory, NewsPageFactory

API = "/api/v3-preview"


class Caller:
    """Somebody with a token and no session."""

    def __init__(self, client, user):
        _token, key = APIToken.create_token(user=user, name="手机")
        self.client, self.headers = client, {"authorization": f"Bearer {key}"}

    def __call__(self, method, path, **body):
        sent = {} if method == "get" else {"data": body, "content_type": "application/json"}
        return getattr(self.client, method)(f"{API}/{path}", headers=self.headers, **sent)


@pytest.fixture
def editor(client, dongguan):
    return Caller(client, dongguan.editor())


@pytest.fixture
def approver(client, dongguan):
    return Caller(client, dongguan.approver())


@pytest.fixture
def ours(dongguan):
    return ImageFactory(title="东莞的图", collection=dongguan.team.collection)


@pytest.fixture
def theirs(shenzhen):
    return ImageFactory(title="深圳的图", collection=shenzhen.team.collection)


def article(parent, **fields):
    meta = {"type": "news.NewsPage", "parent_id": parent.pk, **fields.pop("meta", {})}
    return {"meta": meta, "title": "社工探访", **fields}


def picture(image):
    shown = {"image": image.pk, "alt_text": "社工与长者", "decorative": False}
    return {"type": "picture", "value": {"image": shown, "caption": "合影"}}


# --- An editor's life -----------------------------------------------------------------------


def test_an_editor_writes_and_an_approver_publishes(client, editor, approver, dongguan, ours):
    body = [
        {"type": "rich_text", "value": "<p>社工<b>探访</b>长者。<script>x</script></p>"},
        {"type": "heading", "value": {"text": "经过", "level": "h2"}},
        picture(ours),
    ]
    made = editor(
        "post",
        "pages/",
        **article(dongguan.index, body=body, cover_id=ours.pk, tags=["长者", "探访"]),
    )
    assert made.status_code == 201, made.content.decode()
    page = NewsPage.objects.get(pk=made.json()["id"])
    assert (page.live, page.branch, page.slug) == (False, dongguan.page, "she-gong-tan-fang")

    path = f"pages/{page.pk}/"
    assert editor("get", f"{path}?version=draft").json()["body"][1]["value"]["text"] == "经过"
    assert editor("patch", path, title="再访长者").status_code == 200
    assert editor("post", f"{path}actions/publish/").status_code == 403
    assert approver("post", f"{path}actions/publish/").status_code == 200

    page.refresh_from_db()
    assert (page.live, page.title, page.cover) == (True, "再访长者", ours)
    assert {tag.name for tag in page.tags.all()} == {"长者", "探访"}
    html = client.get(page.url).content.decode()
    assert "<b>探访</b>" in html
    assert "<script>x" not in html


def table(**value):
    return {"type": "table", "value": {"table_header_choice": "neither", **value}}


def test_numbers_in_a_table_are_shown(client, get, approver, dongguan):
    sent = table(data=[["探访", 5, 1.5, 0], [None, True, "", "7"]])
    made = approver("post", "pages/", **article(dongguan.index, body=[sent]))
    assert made.status_code == 201, made.content.decode()
    page = NewsPage.objects.get(pk=made.json()["id"])
    page.save_revision().publish()
    expected = [["探访", "5", "1.5", "0"], ["", "true", "", "7"]]
    assert get(f"news/{page.pk}/")["body"][0]["rows"] == expected
    soup = BeautifulSoup(client.get(page.url).content, "html.parser")
    rows = soup.select(".table tr")
    assert [[cell.text.strip() for cell in row.select("td")] for row in rows] == expected


@pytest.mark.parametrize(
    "value",
    [
        {}, {"data": "x"}, {"data": [1]}, {"data": [[{"a": 1}]]}, {"data": [[[1]]]},
        {"data": [["a"]], "mergeCells": [{}]}, {"data": [["a"]], "cell": [1]},
        {"data": [["a"]], "table_caption": [1]},
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused(editor, dongguan, value):
    refused = editor("post", "pages/", **article(dongguan.index, body=[table(**value)]))
    assert refused.status_code == 422, refused.content.decode()
    assert "body" in refused.content.decode()
    assert not NewsPage.objects.exists()


def test_an_editor_cannot_publish_at_once(editor, dongguan):
    sent = article(dongguan.index, meta={"action": "publish"})
    assert editor("post", "pages/", **sent).status_code == 403
    assert not NewsPage.objects.exists()


def test_an_editor_reads_the_pages_of_her_branch_and_no_others(editor, dongguan, shenzhen):
    mine = NewsPageFactory(parent=dongguan.index, live=False)
    other = NewsPageFactory(parent=shenzhen.index, live=False, title="深圳草稿")
    revision = other.save_revision()
    listed = {page["id"] for page in editor("get", "pages/").json()["items"]}
    assert mine.pk in listed
    assert not listed & {other.pk, shenzhen.page.pk}
    for path in ("", "?version=draft", "revisions/", f"revisions/{revision.pk}/"):
        answer = editor("get", f"pages/{other.pk}/{path}")
        assert answer.status_code == 404
        assert "深圳草稿" not in answer.content.decode()
    assert editor("get", f"pages/find/?id={other.pk}").status_code == 404


# --- What the token does not open -----------------------------------------------------------


def test_nothing_of_another_branch_can_be_changed(approver, dongguan, shenzhen):
    mine = NewsPageFactory(parent=dongguan.index)
    other = NewsPageFactory(parent=shenzhen.index, title="深圳的文章")
    revision = other.save_revision()
    path = f"pages/{other.pk}/"
    attempts = [
        ("post", "pages/", article(shenzhen.index)),
        ("patch", path, {"title": "改"}),
        ("delete", path, {}),
        ("post", f"{path}actions/publish/", {}),
        ("post", f"{path}actions/unpublish/", {}),
        ("delete", f"{path}actions/delete/", {}),
        ("post", f"{path}actions/revert/", {"revision_id": revision.pk}),
        ("post", f"{path}actions/move/", {"destination_id": dongguan.index.pk}),
        ("post", f"{path}actions/copy/", {"destination_id": dongguan.index.pk}),
        ("post", f"{path}actions/create_alias/", {"destination_id": dongguan.index.pk}),
        ("post", f"{path}actions/copy_for_translation/", {"locale": "zh-hans"}),
        ("post", f"pages/{mine.pk}/actions/move/",
         {"destination_id": shenzhen.index.pk, "position": "last-child"}),
        ("post", f"pages/{mine.pk}/actions/move/",
         {"destination_id": other.pk, "position": "left"}),
        ("post", f"pages/{mine.pk}/actions/copy/", {"destination_id": shenzhen.index.pk}),
    ]  # fmt: skip
    before = list(Page.objects.order_by("path").values("path", "title", "live"))
    found = {attempt[:2]: approver(*attempt[:2], **attempt[2]).status_code for attempt in attempts}
    assert {k: v for k, v in found.items() if v != 403} == {}
    assert list(Page.objects.order_by("path").values("path", "title", "live")) == before


def test_an_article_stays_in_its_branch(editor, dongguan, shenzhen):
    page = NewsPageFactory(parent=dongguan.index)
    editor("patch", f"pages/{page.pk}/", title="新", branch=shenzhen.page.pk)
    latest = NewsPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert (latest.title, latest.branch) == ("新", dongguan.page)


def test_pictures_and_files_of_other_branches_are_neither_told_nor_taken(
    editor, dongguan, shenzhen, ours, theirs
):
    file = Document.objects.create(
        title="深圳的文件", file=ContentFile(b"x", "x.pdf"), collection=shenzhen.team.collection
    )
    listed = str(editor("get", "images/").json()) + str(editor("get", "documents/").json())
    assert ours.title in listed
    assert theirs.title not in listed
    assert file.title not in listed
    assert editor("get", f"images/{theirs.pk}/").status_code == 404
    assert editor("get", f"documents/{file.pk}/").status_code == 404
    for fields in (
        {"cover_id": theirs.pk},
        {"body": [picture(theirs)]},
        {"body": [{"type": "attachment", "value": file.pk}]},
        {"body": [{"type": "rich_text", "value": f'<a linktype="document" id="{file.pk}">x</a>'}]},
    ):
        assert editor("post", "pages/", **article(dongguan.index, **fields)).status_code == 422
    assert not NewsPage.objects.exists()


def test_a_picture_that_somebody_else_put_in_may_stay(editor, dongguan, theirs):
    page = NewsPageFactory(parent=dongguan.index, cover=theirs)
    assert editor("patch", f"pages/{page.pk}/", title="新", cover_id=theirs.pk).status_code == 200


def test_what_head_office_alone_changes_stays(approver, client, dongguan):
    branch, old = dongguan.page, dongguan.page.save_revision()
    branch.code = "guancheng"
    branch.save_revision().publish()
    sent = {"code": "x", "slug": "x", "switcher_position": 9, "city": "莞城"}
    approver("patch", f"pages/{branch.pk}/", **sent)
    latest = BranchPage.objects.get(pk=branch.pk).get_latest_revision_as_object()
    assert (latest.city, latest.code, latest.slug) == ("莞城", "guancheng", "guancheng")
    assert latest.switcher_position == branch.switcher_position

    for page in (dongguan.contact, dongguan.index):
        approver("patch", f"pages/{page.pk}/", slug="x", title="新")
        latest = Page.objects.get(pk=page.pk).specific.get_latest_revision_as_object()
        assert (latest.slug, latest.title) == (page.slug, "新")
        assert approver("delete", f"pages/{page.pk}/").status_code == 403
        for action in ("unpublish", "copy"):
            assert approver("post", f"pages/{page.pk}/actions/{action}/").status_code == 403
    revert = approver("post", f"pages/{branch.pk}/actions/revert/", revision_id=old.pk)
    assert revert.status_code == 403

    head_office = Caller(client, world.head_officer())
    assert head_office("patch", f"pages/{branch.pk}/", code="nancheng").status_code == 200
    latest = BranchPage.objects.get(pk=branch.pk).get_latest_revision_as_object()
    assert latest.code == "nancheng"


def test_sites_and_redirects_are_not_hers(editor):
    Redirect.add_redirect("/secret/", "https://example.org/")
    for path in ("sites/", "redirects/", "redirects/find/?html_path=/secret",
                 "snippets/news.NewsCategory/"):  # fmt: skip
        assert editor("get", path).status_code == 403, path


# --- Without a token ------------------------------------------------------------------------

PATHS = ["", "docs/", "openapi.json", "whoami/", "pages/", "pages/1/", "pages/find/", "images/"]
PATHS += ["documents/", "redirects/", "sites/", "schema/", "nothing/at/all"]


@pytest.mark.parametrize("authorization", ["", "Bearer x", "Bearer é\0", "Basic eA==", "Token x"])
def test_without_a_valid_token_everything_is_refused(client, organisation, authorization):
    client.force_login(world.head_officer())  # a session does not count
    for path in PATHS:
        for method in ("get", "post", "patch", "delete", "options"):
            response = getattr(client, method)(
                f"{API}/{path}", headers={"authorization": authorization}
            )
            assert response.status_code == 401, path
            assert response["Content-Type"] == "application/problem+json"
            assert response["Cache-Control"] == "no-store"


def test_a_revoked_token_is_none(editor):
    assert editor("get", "whoami/").status_code == 200
    APIToken.objects.get().revoke()
    assert editor("get", "whoami/").status_code == 401


def test_nothing_is_cached_and_nothing_comes_from_a_foreign_host(editor):
    for path in ("pages/", "docs/", "openapi.json", "nothing/"):
        assert editor("get", path)["Cache-Control"] == "no-store"
    docs = editor("get", "docs/").content.decode()
    assert "/static/ninja/" in docs
    assert "https://" not in docs
    assert editor("get", "nothing/").json()["status"] == 404


# --- What is not finished -------------------------------------------------------------------


def test_an_unfinished_draft_is_kept_and_not_published(approver, dongguan):
    video = {"type": "video", "value": {"file": None, "url": "", "caption": ""}}
    made = approver("post", "pages/", **article(dongguan.index, body=[video]))
    assert made.status_code == 201, made.json()
    page = NewsPage.objects.get()
    assert page.published_at is None
    refused = approver("post", f"pages/{page.pk}/actions/publish/")
    assert refused.status_code == 422
    assert [error["loc"] for error in refused.json()["errors"]] == [["body"]]
    page.refresh_from_db()
    assert not page.live


def test_a_copy_has_an_address_of_its_own(approver, dongguan):
    page = NewsPageFactory(parent=dongguan.index, slug="tan-fang")
    page.save_revision()
    assert approver("post", f"pages/{page.pk}/actions/copy/").status_code == 201
    assert NewsPage.objects.exclude(pk=page.pk).get().slug.startswith("tan-fang-")


def test_head_office_adds_a_category(client, dongguan):
    write = Caller(client, world.head_officer())
    path = "snippets/news.NewsCategory/"
    added = write("post", path, name="走访", code="visits")
    assert added.status_code == 201
    assert {"code": "visits", "name": "走访"}.items() <= added.json().items()
    assert write("post", path, name="又一个", code="visits").status_code == 409
    for incomplete in ({"name": "走访"}, {"code": "others"}, {}):
        assert write("post", path, **incomplete).status_code == 422
    assert NewsCategory.objects.filter(code__in=["visits", "others", ""]).count() == 1


def test_refusals_are_in_one_language(editor, dongguan):
    wrong = article(dongguan.index, title="")
    answer = editor("post", "pages/", **wrong)
    assert answer.status_code == 422
    assert answer.content.decode().isascii()


def test_an_article_is_dated_when_it_is_published(approver, dongguan):
    approver("post", "pages/", **article(dongguan.index))
    page = NewsPage.objects.get()
    assert approver("post", f"pages/{page.pk}/actions/publish/").status_code == 200
    page.refresh_from_db()
    assert page.published_at == page.first_published_at.replace(microsecond=0)
