"""What readers see and do, in a real browser."""

from itertools import product

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from news.models import NewsPage

from .content import PAGES, WITH_PICTURES

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
DESKTOP = {"viewport": {"width": 1440, "height": 900}}
BUDGET = 60_000  # bytes of a page in all without pictures, before compression


def test_a_walk_without_javascript(visitor, filled):
    page = visitor(java_script_enabled=False, **PHONE).page
    page.goto("/")
    expect(page).to_have_title("鹏星社工")
    page.get_by_role("link", name="东莞", exact=True).last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("东莞市鹏星社会工作服务社")
    page.get_by_role("link", name="牵手共学").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("牵手共学")
    page.get_by_role("navigation", name="城市切换").get_by_role("link", name="深圳").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("新闻动态")
    expect(page.locator(".site-branch")).to_have_text("深圳鹏星")
    expect(page.get_by_text("暂无新闻。")).to_be_visible()
    page.get_by_text("菜单", exact=True).click()
    page.get_by_role("navigation", name="主菜单").get_by_role("link", name="联系我们").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("联系我们")
    phone = page.locator("main").get_by_role("link", name="0755-26470873")
    expect(phone).to_have_attribute("href", "tel:+8675526470873")


def test_a_search_on_a_phone(visitor, filled):
    older = NewsPage.objects.filter(title__startswith="社工").first()
    NewsPage.objects.filter(pk=older.pk).update(published_at="2020-05-01T00:00:00Z")
    page = visitor(java_script_enabled=False, **PHONE).page
    page.goto("/search/")
    page.get_by_role("combobox", name="搜索新闻").fill("助人 -火星")
    page.get_by_role("combobox", name="搜索新闻").press("Enter")
    expect(page.locator("#results")).to_have_text("找到 1 篇文章")
    expect(page.locator(".snippet mark")).to_have_text("助人")
    page.get_by_role("link", name="牵手共学").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("牵手共学")
    page.go_back()
    page.get_by_role("combobox", name="搜索新闻").fill("社工")
    page.get_by_role("button", name="搜索").click()
    page.get_by_text("缩小范围").click()
    page.get_by_role("navigation", name="按年份").get_by_role("link", name="2020").click()
    expect(page.locator("#results")).to_have_text("找到 1 篇文章")
    expect(page.locator(".card-title")).to_have_text(older.title)
    page.get_by_role("link", name="✕").click()
    expect(page.locator("#results")).not_to_have_text("找到 1 篇文章")
    page.get_by_role("combobox", name="搜索新闻").fill("火星")
    page.get_by_role("button", name="搜索").click()
    expect(page.get_by_text("没有找到“火星”的相关文章。")).to_be_visible()


def test_suggestions_while_typing(visitor, filled):
    page = visitor(**PHONE).page
    page.goto("/search/")
    field = page.get_by_role("combobox", name="搜索新闻")
    field.press_sequentially("dg")
    expect(page.locator("#suggestions option")).to_have_attribute("value", "东莞鹏星")
    field.fill("牵手共学")
    expect(page.locator("#suggestions option")).to_have_attribute("value", "牵手共学")
    field.fill("")
    expect(page.locator("#suggestions option")).to_have_count(0)


def test_the_footer_folds_on_a_phone_and_never_ones_own_branch(visitor, filled):
    page = visitor(java_script_enabled=False, **PHONE).page
    page.goto("/dongguan/")
    footer = page.get_by_role("contentinfo")
    expect(footer.get_by_text("dgpengxing@126.com")).to_be_visible()
    expect(footer.get_by_text("pengxing888@126.com")).to_be_hidden()
    footer.get_by_text("其他城市的联系方式").click()
    expect(footer.get_by_text("pengxing888@126.com")).to_be_visible()


def test_nothing_is_folded_on_a_desktop(visitor, filled):
    page = visitor(java_script_enabled=False, **DESKTOP).page
    page.goto("/dongguan/")
    expect(page.get_by_role("contentinfo").get_by_text("pengxing888@126.com")).to_be_visible()
    expect(page.get_by_role("navigation", name="主菜单")).to_be_visible()
    expect(page.get_by_text("菜单", exact=True)).to_be_hidden()


def test_a_keyboard_reaches_the_content_first(visitor, filled):
    page = visitor(**DESKTOP).page
    page.goto("/dongguan/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    inside = "document.querySelector('main').contains(document.activeElement)"
    assert page.evaluate(inside)


def test_every_page_fits_every_width(visitor, filled):
    """320 px is also what a 1280 px window leaves at 400 % zoom (WCAG 2.2, 1.4.10)."""
    page = visitor().page
    too_wide = []
    for width in (320, 360, 768, 1440, 2560):
        page.set_viewport_size({"width": width, "height": 900})
        for path in PAGES:
            page.goto(path)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                too_wide.append((width, path))
    assert not too_wide


def test_every_page_is_light_and_asks_no_other_host(visitor, filled):
    """`visitor` fails on a request to another host."""
    for path in PAGES:
        sizes = {}
        reader = visitor(**PHONE)
        reader.page.on(
            "response",
            lambda response, sizes=sizes: (
                response.request.resource_type != "image"
                and sizes.update({response.url: len(response.body())})
            ),
        )
        reader.page.goto(path)
        reader.page.wait_for_load_state("networkidle")
        assert 0 < sum(sizes.values()) <= BUDGET, (path, sizes)


@pytest.mark.parametrize("device", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_nothing_jumps_while_pictures_arrive(visitor, filled, device):
    page = visitor(**device).page
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach("
        "entry => window.shift += entry.value)).observe({type: 'layout-shift', buffered: true})"
    )
    for path in WITH_PICTURES:
        page.goto(path)
        height = page.evaluate("document.documentElement.scrollHeight")
        for top in range(0, height, 500):
            page.evaluate(f"window.scrollTo(0, {top})")
            page.wait_for_timeout(20)
        page.wait_for_load_state("networkidle")
        # A hundredth of what counts as good: rounding to whole pixels may leave a trace.
        assert page.evaluate("window.shift") < 0.001, path
        assert not page.evaluate(
            "[...document.images].filter(i => i.complete && !i.naturalWidth).map(i => i.src)"
        )


def test_phones_get_small_modern_pictures(visitor, filled):
    page = visitor(**PHONE).page
    page.goto("/dongguan/news/every-block/")
    cover = page.locator(".cover img")
    assert cover.evaluate("image => image.currentSrc").endswith(".avif")
    assert cover.evaluate("image => image.naturalWidth") <= 480


def test_han_are_emphasised_by_dots_not_slanted(visitor, filled):
    page = visitor().page
    page.goto("/dongguan/news/every-block/")
    style = page.locator(".body i").evaluate(
        "i => [getComputedStyle(i).fontStyle, getComputedStyle(i).textEmphasisStyle]"
    )
    assert style == ["normal", "dot"]


def test_paper_gets_the_content_and_not_the_controls(visitor, filled):
    page = visitor(**DESKTOP).page
    page.emulate_media(media="print", color_scheme="dark")
    page.goto("/dongguan/news/")
    expect(page.get_by_role("link", name="牵手共学")).to_be_visible()
    expect(page.get_by_role("navigation", name="城市切换")).to_be_hidden()
    page.goto("/")
    expect(page.get_by_role("contentinfo").get_by_text("dgpengxing@126.com")).to_be_visible()
    page.goto("/dongguan/news/every-block/")
    expect(page.get_by_text("助人自助")).to_be_visible()
    expect(page.get_by_role("contentinfo").get_by_text("pengxing888@126.com")).to_be_hidden()
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background == "rgb(255, 255, 255)"


def test_the_page_of_all_components(visitor, site, settings):
    """Takes a picture of each, into var/pictures, and finds whatever sticks out."""
    folder = settings.BASE_DIR / "var" / "pictures"
    page = visitor().log_in(get_user_model().objects.create_superuser("head"))
    page.goto("/admin/components/")
    page.add_style_tag(content="wagtail-userbar { display: none }")
    sections = page.locator("main > section, main > article").all()
    assert len(sections) > 8
    for width, scheme in product((360, 768, 1440), ("light", "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        for section in sections:
            name = section.get_attribute("id")
            section.screenshot(path=folder / f"{name}-{width}-{scheme}.png")
            overhang = section.evaluate("section => section.scrollWidth - section.clientWidth")
            assert overhang <= 8, f"{name} sticks out at {width}"
        assert page.evaluate("document.documentElement.scrollWidth") == width
