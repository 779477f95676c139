"""What a picture shows is asked for and never guessed: no reader is told the name of a file."""

import json
from importlib import import_module

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import APIToken
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.core.images.alt_texts import is_file_name
from cms.core.images.models import CustomImage
from news.models import NewsPage
from tests.admin.forms import edit, errors
from tests.factories import ImageFactory, NewsPageFactory
from tests.pages.test_pictures import photo

migration = import_module("cms.core.migrations.0004_pictures_as_people_see_them")

FILE_NAMES = [
    "IMG_2024", "IMG_20240613_102030", "IMG_2024.jpg", "DSC00012", "PXL_20240613_102030123",
    "微信图片_20240613102030", "微信图片_20240613102030 (2)", "微信截图_20240613", "WechatIMG42",
    "mmexport1718245", "QQ图片20240613", "图片1", "未标题-1", "屏幕截图 2024-06-13 102030",
    "Screenshot 2024-06-13 at 10.20.30 AM", "Screenshot_20240613_102030_com.tencent.mm", "640",
    "P1020304", "image (3)", "下载 (1)", "20240613", "3f2a9c1e7b", "合影.png", "VISIT.JPEG",
    "0b1e4c52-9c1b-4d33-8a52-0c1d2e3f4a5b", "企业微信截图_17182451234567", "_DSC1234", "IMG_E1234",
    "Screen Shot 2024-06-13 at 10.20.30 AM", "IMG_2024 副本", "MTXX_20240613", "FB_IMG_1718245",
    "DJI_0001", "GOPR0001", "VID_20240613", "Xnip2024-06-13_10-20-30", "CleanShot 2024-06-13",
    "钉钉截图20240613", "微信图片编辑_20240613", "截屏2024-06-13 上午10.20.30", "扫描件_1", "图像1",
    "幻灯片1", "ＩＭＧ_2024", "合影.jpg (1)", "640?wx_fmt=png",
]  # fmt: skip
DESCRIPTIONS = [
    "社工与长者", "照片2023年春节合影", "2024年春节", "50名志愿者", "P城社工", "图片说明", "深圳",
    "6·15 活动", "Photo of 3 elders", "Image of a hall", "badges", "",
]  # fmt: skip


@pytest.mark.parametrize("text", FILE_NAMES)
def test_the_names_that_devices_give(text):
    assert is_file_name(text)


@pytest.mark.parametrize("text", DESCRIPTIONS)
def test_what_people_write(text):
    assert not is_file_name(text)


def test_the_name_of_the_file_itself(client, dongguan):
    client.force_login(dongguan.editor())
    file = SimpleUploadedFile("社工合影最终版v2.jpg", photo())
    data = {"title": "图", "collection": dongguan.team.collection.pk, "file": file}
    answer = client.post("/admin/images/add/", {**data, "description": "社工合影最终版v2"})
    assert "文件名" in str(answer.context["form"].errors["description"])


def upload(title="IMG_2024", description="", name="IMG_2024.jpg", **fields):
    file = ContentFile(photo(), name=name)
    return ImageFactory(title=title, description=description, file=file, **fields)


def alts(client, page):
    html = BeautifulSoup(client.get(page.url).content, "html.parser")
    answer = client.get(f"/api/v1/pages/{page.pk}/").json()
    told = [block["picture"]["alt"] for block in answer["body"] if block["type"] == "picture"]
    shown = [image["alt"] for image in html.select(".body img")]
    assert told == shown
    return shown


# --- What readers get ---------------------------------------------------------------------------


@pytest.mark.parametrize("title", ["IMG_2024", "合影最终版2"])
def test_a_title_is_no_description(client, dongguan, title):
    image = upload(title)
    body = [("picture", {"image": image, "caption": ""})]
    page = NewsPageFactory(parent=dongguan.index, cover=image, body=body)
    page.save_revision().publish()
    assert alts(client, page) == [""]
    html = BeautifulSoup(client.get(page.url).content, "html.parser")
    assert [each["alt"] for each in html.select("article img")] == ["", ""]
    assert client.get(f"/api/v1/pages/{page.pk}/").json()["cover"]["alt"] == ""
    assert client.get(f"/api/v2/pages/{page.pk}/").json()["cover_picture"]["alt"] == ""
    described = client.get(f"/api/v1/images/{image.pk}/").json()
    assert {each["picture"]["alt"] for each in described["pictures"]} == {""}


def test_a_description_is(client, dongguan):
    image = upload(description="社工握着长者的手")
    body = [("picture", {"image": image, "caption": ""})]
    page = NewsPageFactory(parent=dongguan.index, cover=image, body=body)
    page.save_revision().publish()
    assert alts(client, page) == ["社工握着长者的手"]
    html = BeautifulSoup(client.get(page.url).content, "html.parser")
    assert html.select_one(".cover img")["alt"] == "社工握着长者的手"


def test_names_that_are_stored_in_bodies_are_told_to_nobody(client, dongguan):
    """Wagtail filled them in when an editor chose the picture."""
    image = upload(description="社工握着长者的手")
    image.contextual_alt_text = "IMG_2024"
    page = NewsPageFactory(
        parent=dongguan.index, body=[("picture", {"image": image, "caption": ""})]
    )
    assert alts(client, page) == [""]


def test_decoration_is_silent_whatever_is_known_of_it(client, dongguan):
    image = upload(description="波浪线")
    image.decorative = True
    page = NewsPageFactory(
        parent=dongguan.index, body=[("picture", {"image": image, "caption": ""})]
    )
    assert alts(client, page) == [""]


# --- What editors are asked ---------------------------------------------------------------------


@pytest.fixture
def editor(client, dongguan):
    user = dongguan.editor()
    client.force_login(user)
    return user


@pytest.mark.parametrize("view", ["wagtailimages:add", "wagtailimages_chooser:choose"])
def test_the_upload_asks_in_chinese(client, editor, view):
    response = client.get(reverse(view), headers={"accept-language": "zh-hans"})
    said = response.content.decode()
    if view.endswith("choose"):
        said = response.json()["html"]
    assert "供看不见图片的人了解" in said


def test_several_uploads_ask_each(client, dongguan, editor):
    response = client.post(
        reverse("wagtailimages:add_multiple"),
        {
            "title": "IMG_2024",
            "collection": dongguan.team.collection.pk,
            "files[]": SimpleUploadedFile("IMG_2024.jpg", photo()),
        },
    )
    form = BeautifulSoup(response.json()["form"], "html.parser")
    assert "供看不见图片的人了解" in form.text
    assert not form.select_one("[name$=description]").get("value")


def test_choosing_fills_in_the_description_and_nothing_else(client, dongguan, editor):
    for image, offered in [
        (upload(collection=dongguan.team.collection), ""),
        (upload(description="合影", collection=dongguan.team.collection), "合影"),
    ]:
        response = client.get(reverse("wagtailimages_chooser:chosen", args=[image.pk]))
        assert response.json()["result"]["default_alt_text"] == offered


def test_a_file_name_is_no_description(client, dongguan, editor):
    response = client.post(
        reverse("wagtailimages:add"),
        {
            "title": "IMG_2024",
            "description": "IMG_2024.jpg",
            "collection": dongguan.team.collection.pk,
            "file": SimpleUploadedFile("IMG_2024.jpg", photo()),
        },
    )
    assert "这是文件名" in str(response.context["form"].errors["description"])
    _token, key = APIToken.create_token(user=editor, name="手机")
    response = client.post(
        "/api/v3-preview/images/",
        {
            "title": "走访",
            "description": "IMG_2024",
            "collection_id": dongguan.team.collection.pk,
            "file": SimpleUploadedFile("a.jpg", photo()),
        },
        headers={"authorization": f"Bearer {key}"},
    )
    assert response.status_code == 422
    assert "description" in response.content.decode()
    assert not CustomImage.objects.exists()


@pytest.mark.parametrize(
    "alt,decorative,refused",
    [
        ("", False, "替代文本"),
        ("IMG_2024", False, "这是文件名"),
        ("社工与长者", False, None),
        ("", True, None),
    ],
)
def test_who_publishes_says_what_a_picture_shows_or_that_it_is_decoration(
    client, dongguan, alt, decorative, refused
):
    client.force_login(dongguan.approver())
    image = upload(collection=dongguan.team.collection)
    page = NewsPageFactory(parent=dongguan.index)
    value = {"image": {"image": image.pk, "alt_text": alt}, "caption": ""}
    if decorative:
        value["image"]["decorative"] = "on"
    body = nested_form_data({"body": streamfield([("picture", value)])})
    response = edit(client, page, **body, **{"action-publish": "1"})
    if refused:
        assert json.dumps(refused)[1:-1] in response.content.decode()  # for the editor's script
        assert "body" in errors(response)
    else:
        assert [block.block_type for block in NewsPage.objects.get().body] == ["picture"]


def test_a_draft_may_be_saved_before(client, dongguan, editor):
    image = upload(collection=dongguan.team.collection)
    page = NewsPageFactory(parent=dongguan.index, live=False)
    value = {"image": {"image": image.pk, "alt_text": "IMG_2024"}, "caption": ""}
    edit(client, page, **nested_form_data({"body": streamfield([("picture", value)])}))
    page = NewsPage.objects.get()
    assert page.get_latest_revision_as_object().body[0].block_type == "picture"


# --- What was there before ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "title,name,description",
    [
        ("社工握着长者的手", "IMG_2024.jpg", "社工握着长者的手"),
        ("IMG_2024", "IMG_2024.jpg", ""),
        ("合影最终版2", "合影最终版2.jpg", ""),
        ("My holiday", "My holiday.jpg", ""),
        ("一篇文章的标题", "0123456789ab.jpg", ""),  # the import's
    ],
)
def test_the_upgrade_keeps_the_titles_that_people_wrote(db, title, name, description):
    image = upload(title, name=name)
    described = upload("走访", description="已有说明", name="a.jpg")
    migration.describe(apps, None)
    assert CustomImage.objects.get(pk=image.pk).description == description
    assert CustomImage.objects.get(pk=described.pk).description == "已有说明"
