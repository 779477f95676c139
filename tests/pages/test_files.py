"""Uploaded files: who may have them, and parts of them (phones ask for videos in parts)."""

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction
from wagtail.users.models import UserProfile

from cms.core.images.models import CustomImage
from news.models import NewsPage
from tests.factories import ImageFactory, NewsPageFactory, UserFactory
from tests.pages.test_visibility import WAYS, hide_by_branch, hide_by_login, hide_by_password

User = get_user_model()

CONTENT = bytes(range(256)) * 1000


@pytest.fixture
def film(dongguan):
    """Which a public page shows."""
    file = ContentFile(CONTENT, name="film.mp4")
    film = Document.objects.create(title="短片", file=file, collection=dongguan.team.collection)
    video = ("video", {"file": film, "url": "", "caption": ""})
    NewsPageFactory(parent=dongguan.index, title="短片", body=[video])
    return film


def get(client, film, **headers):
    response = client.get(film.url, headers=headers)
    streamed = response.streaming
    return response, b"".join(response.streaming_content) if streamed else response.content


def test_the_whole_file(client, film):
    response, content = get(client, film)
    assert (response.status_code, content) == (200, CONTENT)
    assert response["Accept-Ranges"] == "bytes"


def test_it_is_not_sent_again_until_it_changes(client, film):
    response, _content = get(client, film)
    known = {"if-none-match": response["ETag"]}
    assert client.get(film.url, headers=known).status_code == 304
    other = ContentFile(CONTENT * 2, name="film.mp4")
    film.file.storage.delete(film.file.name)
    film.file = film.file.storage.save(film.file.name, other)
    film.file_hash = ""  # as of what no form of Wagtail's has saved
    film.save()
    assert get(client, film, **known)[0].status_code == 200


@pytest.mark.parametrize(
    "number",
    ["9" * 5000, "٣", "{pk}", "{pk}-", "{pk}-0123456789abcdef", "{other}-{code}", "-{code}"],
)
def test_nobody_guesses_its_address(client, film, number):
    pk, _, code = film.url.split("/")[2].partition("-")
    assert int(pk) == film.pk
    guess = number.format(pk=pk, other=film.pk + 1, code=code)
    assert client.get(f"/documents/{guess}/film.mp4").status_code == 404


def test_its_address_outlives_a_change_of_the_secret_key(client, film, settings):
    address = film.url
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert film.url != address
    assert {client.get(each).status_code for each in (address, film.url)} == {200}


@pytest.mark.parametrize(
    "asked,start,end",
    [
        ("bytes=0-1", 0, 1),
        ("bytes=100-", 100, 255_999),
        ("bytes=-10", 255_990, 255_999),
        ("bytes=255999-999999999", 255_999, 255_999),
        ("bytes=-999999999", 0, 255_999),
        ("bytes=1-200000", 1, 200_000),
    ],
)
def test_one_part_of_it(client, film, asked, start, end):
    response, content = get(client, film, range=asked)
    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {start}-{end}/256000"
    assert int(response["Content-Length"]) == len(content)
    assert content == CONTENT[start : end + 1]


@pytest.mark.parametrize("asked", ["bytes=256000-", "bytes=5-4", "bytes=-0"])
def test_a_part_that_is_not_there(client, film, asked):
    response, content = get(client, film, range=asked)
    assert (response.status_code, content) == (416, b"")
    assert response["Content-Range"] == "bytes */256000"


@pytest.mark.parametrize(
    "asked", ["bytes=0-1,5-6", "items=0-1", "bytes=", "bytes=-", "bytes=a-b", "bytes=0-" + "9" * 99]
)
def test_anything_else_gets_the_whole_file(client, film, asked):
    response, content = get(client, film, range=asked)
    assert (response.status_code, content) == (200, CONTENT)


def test_a_part_of_a_file_that_has_changed_is_not_given(client, film):
    etag = get(client, film)[0]["ETag"]
    same = {"range": "bytes=0-1", "if-range": etag}
    changed = {"range": "bytes=0-1", "if-range": '"other"'}
    assert get(client, film, **same)[0].status_code == 206
    assert get(client, film, **changed)[0].status_code == 200


@pytest.mark.parametrize("headers", [{}, {"range": "bytes=0-1"}])
def test_a_private_file_is_not_given_to_a_stranger(client, film, headers):
    private = Collection.get_first_root_node().add_child(name="内部")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    film.collection = private
    film.save()
    assert client.get(film.url, headers=headers).status_code == 302


def test_documents_cannot_be_had_around_that(client, film, settings):
    assert client.get(f"/media/{film.file.name}").status_code == 404
    assert client.get("/media/original_images/../documents/film.mp4").status_code in (302, 404)


# --- Who may have them --------------------------------------------------------------------------


FOR_WHO_IS_LOGGED_IN = [hide_by_login, hide_by_branch]


@pytest.mark.parametrize("hide", WAYS)
def test_a_document_of_a_hidden_page_is_not_handed_out(client, film, dongguan, shenzhen, hide):
    hide(NewsPage.objects.get())
    assert client.get(film.url).status_code == 404
    client.force_login(UserFactory())
    assert client.get(film.url).status_code == (200 if hide in FOR_WHO_IS_LOGGED_IN else 404)
    client.force_login(shenzhen.editor())
    assert client.get(film.url).status_code == (200 if hide in FOR_WHO_IS_LOGGED_IN else 404)
    client.force_login(dongguan.editor())
    answer = client.get(film.url)
    assert answer.status_code == 200
    assert "private" in answer["Cache-Control"]


def test_a_document_that_no_page_shows_is_not_handed_out(client, film):
    NewsPage.objects.get().delete()
    assert client.get(film.url).status_code == 404


def test_who_has_the_password_of_a_page_gets_its_document(client, film):
    page = NewsPage.objects.get()
    hide_by_password(page)
    restriction = PageViewRestriction.objects.get()
    url = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, page.pk])
    client.post(url, {"password": "x", "return_url": "/"})
    answer = client.get(film.url)
    assert answer.status_code == 200
    assert "private" in answer["Cache-Control"]


def test_a_collections_password_is_asked_for_where_a_page_leads_to_its_documents(client, film):
    private = Collection.get_first_root_node().add_child(name="内部")
    restriction = CollectionViewRestriction.objects.create(
        collection=private, restriction_type="password", password="x"
    )
    form = reverse("wagtaildocs_authenticate_with_password", args=[restriction.pk])
    assert client.get(form).status_code == 404  # else strangers could count such collections
    film.collection = private.add_child(name="影片")
    film.save()
    assert form in client.get(film.url).content.decode()
    client.post(form, {"password": "x", "return_url": "/"})
    answer = client.get(film.url)
    assert answer.status_code == 200
    assert "private" in answer["Cache-Control"]


def test_it_is_not_asked_for_where_only_a_private_page_does(client, film):
    private = Collection.get_first_root_node().add_child(name="内部")
    restriction = CollectionViewRestriction.objects.create(
        collection=private, restriction_type="password", password="x"
    )
    film.collection = private
    film.save()
    hide_by_login(NewsPage.objects.get())
    form = reverse("wagtaildocs_authenticate_with_password", args=[restriction.pk])
    assert client.get(form).status_code == 404
    client.force_login(UserFactory())
    assert client.get(form).status_code == 200


@pytest.mark.parametrize("way", ["login", "groups"])
def test_no_password_is_asked_for_where_a_collection_has_none(client, film, way):
    restriction = CollectionViewRestriction.objects.create(
        collection=film.collection, restriction_type=way
    )
    form = reverse("wagtaildocs_authenticate_with_password", args=[restriction.pk])
    assert client.get(form).status_code == 404


def test_what_a_public_page_shows_is_for_all_caches(client, film):
    assert "private" not in client.get(film.url).get("Cache-Control", "")


# --- Names --------------------------------------------------------------------------------------

HAN = "关于社会工作服务" * 40
NAMES = [f"{HAN[:86]}.pdf", f"{HAN[:251]}.pdf", f"{'a' * 250}.pdf", "🎉.pdf"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("in_memory", [True, False])
def test_a_document_with_a_long_name(admin_client, settings, organisation, name, in_memory):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440 if in_memory else 0
    for _again in range(2):  # of the same name, which is taken then
        file = SimpleUploadedFile(name, CONTENT)
        sent = {"title": HAN[:255], "file": file, "collection": Collection.get_first_root_node().pk}
        answer = admin_client.post("/admin/documents/add/", sent)
        assert answer.status_code == 302, answer.context["form"].errors
    first, second = Document.objects.order_by("pk")
    assert first.filename != second.filename
    assert len(second.filename.encode()) <= 255
    assert second.file_extension == "pdf"
    _response, content = get(admin_client, second)
    assert content == CONTENT


@pytest.mark.parametrize("name", [f"{HAN[:86]}.jpg", f"{HAN[:251]}.jpg", f"{'a' * 250}.jpg"])
def test_a_picture_and_an_avatar_with_a_long_name(admin_client, organisation, name):
    sent = {
        "title": HAN[:255],
        "file": SimpleUploadedFile(name, ImageFactory.build().file.read()),
        "collection": Collection.get_first_root_node().pk,
    }
    answer = admin_client.post("/admin/images/add/", sent)
    assert answer.status_code == 302, answer.context["form"].errors
    image = CustomImage.objects.get()
    assert image.filename.endswith(".jpg")
    assert image.renditions.exists()
    user = UserProfile.get_for_user(User.objects.get())
    user.avatar.save(name, image.file)
    assert user.avatar.name.endswith(".jpg")


@pytest.mark.parametrize("name", [f"2026.{HAN[:100]}", f"2026.{'a' * 200}", HAN[:250]])
def test_what_is_no_extension_is_refused(admin_client, settings, organisation, name):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    sent = {"title": "通知", "file": SimpleUploadedFile(name, CONTENT)}
    form = admin_client.post("/admin/documents/add/", sent).context["form"]
    assert "file" in form.errors
