"""An editor writes with a picture and submits, an approver publishes, a reader reads."""

import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests import world

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "走访.jpg"
    Image.new("RGB", (1600, 1200), "#4a8").save(path)
    return path


def choose_picture(page, field, photo):
    """Upload through Wagtail's chooser and say what the picture shows."""
    field.get_by_role("button", name="选择一个图片").click()
    modal = page.locator(".modal-dialog")
    modal.get_by_role("tab", name="上传").click()
    modal.locator("input[type=file]").set_input_files(photo)
    modal.locator("[name$=title]").fill("社工走访")
    modal.locator("[name$=description]").fill("社工走访")
    modal.get_by_role("button", name="上传").click()
    expect(modal).to_be_hidden()


def test_from_the_editors_desk_to_the_reader(visitor, photo):
    dongguan = world.found("dongguan", email="dgpengxing@126.com", phone="0769-22820037")
    editor, approver = dongguan.editor(), dongguan.approver()

    # The editor writes.
    desk = visitor(viewport={"width": 1280, "height": 900})
    page = desk.log_in(editor)
    page.goto(f"/admin/pages/add/news/newspage/{dongguan.index.pk}/")
    page.fill("#id_title", "走访慰问：温暖五户家庭")
    page.locator("#id_title").blur()
    slug = page.locator("#id_slug")
    expect(slug).to_have_value("zou-fang-wei-wen-wen-nuan-wu-hu-jia-ting")

    body = page.locator("[data-contentpath=body]").first
    body.get_by_title("插入内容块").first.click()
    page.get_by_role("option", name="文字").click()
    page.locator("[data-contentpath=body] [contenteditable=true]").first.click()
    page.keyboard.type("社工走访了五户家庭。")
    choose_picture(page, page.locator("[data-contentpath=cover]"), photo)
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.get_by_role("button", name=re.compile("提交")).click()
    page.wait_for_url("**/admin/pages/*/")

    # The reader finds nothing yet.
    phone = visitor(viewport={"width": 360, "height": 740}, is_mobile=True)
    reader = phone.page
    address = "/dongguan/news/zou-fang-wei-wen-wen-nuan-wu-hu-jia-ting/"
    assert reader.goto(address).status == 404

    # The approver publishes.
    page = visitor(viewport={"width": 1280, "height": 900}).log_in(approver)
    page.get_by_role("link", name="走访慰问：温暖五户家庭").click()
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.get_by_role("button", name=re.compile("通过并发布|批准|通过")).first.click()
    page.wait_for_url(f"**/admin/pages/{dongguan.index.pk}/")

    # The reader reads.
    reader.goto("/dongguan/")
    reader.get_by_role("link", name=re.compile("走访慰问：.*温暖五户家庭")).click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("走访慰问：温暖五户家庭")
    expect(reader.get_by_text("社工走访了五户家庭。")).to_be_visible()
    cover = reader.get_by_role("img", name="社工走访")
    expect(cover).to_be_visible()
    # A card's size is made when it is first asked for: the picture may come after the text.
    reader.wait_for_function("image => image.naturalWidth > 0", arg=cover.element_handle())
