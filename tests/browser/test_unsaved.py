"""What an editor writes outlives the end of her session, a new login and a lost network."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from news.models import NewsPage

from .conftest import until

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
TITLE = "走访慰问五户家庭"
COPY = "Object.keys(localStorage).some(key => key.startsWith('unsaved-copy:'))"
NO_COPY = f"!{COPY}"


@pytest.fixture
def desk(visitor):
    return visitor(viewport={"width": 1280, "height": 900})


@pytest.fixture
def editor(dongguan):
    return dongguan.editor()


def address(article):
    return f"/admin/pages/{article.pk}/edit/"


def write(page, text=TITLE):
    page.wait_for_timeout(2500)  # Wagtail looks for changes from the second second on
    page.fill("#id_title", text)
    page.locator("#id_title").blur()


def write_logged_out(page, article):
    page.goto(address(article))
    Session.objects.all().delete()
    write(page)
    expect(page.get_by_role("alert").filter(has_text="您已退出登录")).to_be_visible()


def logged_in_again(page, user):
    """In a tab of its own, as the message proposes."""
    Session.objects.all().delete()
    tab = page.context.new_page()
    tab.goto("/admin/login/")
    tab.fill("[name=username]", user.username)
    tab.fill("[name=password]", "geheim-1234")
    tab.click("button[type=submit]")
    tab.wait_for_url("**/admin/")
    return tab


def latest(article):
    return NewsPage.objects.get(pk=article.pk).get_latest_revision_as_object()


def saved(page, article, title=TITLE):
    for _attempt in range(100):
        if latest(article).title == title:
            return True
        page.wait_for_timeout(100)
    return False


def copies(page):
    return page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('unsaved'))")


def save(page):
    page.locator("footer").get_by_role("button", name="保存草稿").click()


def test_her_session_ends_and_she_logs_in_in_another_tab(desk, editor, article):
    page = desk.log_in(editor)
    page.goto(address(article))
    Session.objects.all().delete()
    write(page)
    alert = page.get_by_role("alert").filter(has_text="您已退出登录")
    expect(alert).to_be_visible()
    assert "A server error" not in page.content()

    save(page)  # goes nowhere
    expect(alert).to_be_visible()
    assert page.url.endswith(address(article))
    assert page.input_value("#id_title") == TITLE
    with page.context.expect_page() as login:
        alert.get_by_role("link").click()
    tab = login.value
    tab.fill("[name=username]", editor.username)
    tab.fill("[name=password]", "geheim-1234")
    tab.click("button[type=submit]")
    tab.wait_for_url("**/admin/")
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(alert).to_be_hidden()
    assert saved(page, article)
    until(page, NO_COPY)


def test_she_closes_the_page_and_finds_her_text_after_logging_in(desk, editor, article):
    page = desk.log_in(editor)
    page.route("**/admin/session/", lambda route: route.fulfill(status=403))  # from the start
    write_logged_out(page, article)
    page.on("dialog", lambda dialog: dialog.accept())
    page.close(run_before_unload=False)

    page = desk.page = desk.context.new_page()
    desk.log_in(editor)
    page.goto(address(article))
    assert page.input_value("#id_title") == "走访"
    offer = page.locator(".unsaved[data-kind=offer]")
    expect(offer).to_be_visible()
    expect(offer.get_by_text("已有改动")).to_be_hidden()
    offer.get_by_role("button", name="存为草稿").click()
    page.wait_for_load_state()
    expect(page.locator("#id_title")).to_have_value(TITLE)
    assert latest(article).title == TITLE
    until(page, NO_COPY)
    page.goto(address(article))
    expect(page.locator("#id_title")).to_have_value(TITLE)
    expect(offer).to_be_hidden()


def test_a_new_article_of_a_lost_session_keeps_its_blocks(desk, editor, dongguan):
    page = desk.log_in(editor)
    add = f"/admin/pages/add/news/newspage/{dongguan.index.pk}/"
    page.goto(add)
    Session.objects.all().delete()
    write(page)
    body = page.locator("[data-contentpath=body]").first
    body.get_by_title("插入内容块").first.click()
    page.get_by_role("option", name="文字").click()
    page.locator("[data-contentpath=body] [contenteditable=true]").first.click()
    page.keyboard.type("社工走访了五户家庭。")
    expect(page.get_by_role("alert").filter(has_text="您已退出登录")).to_be_visible()
    until(page, "JSON.stringify(localStorage).includes('社工走访了五户家庭')")
    page.close(run_before_unload=False)

    page = desk.page = desk.context.new_page()
    desk.log_in(editor)
    page.goto(add)
    page.locator(".unsaved[data-kind=offer]").get_by_role("button", name="存为草稿").click()
    page.wait_for_url(re.compile("/edit/"))
    made = NewsPage.objects.get()
    assert (made.title, made.live) == (TITLE, False)
    assert "社工走访了五户家庭" in made.body[0].value.source


def test_a_token_from_before_she_logged_in_again_costs_nothing(desk, editor, article):
    page = desk.log_in(editor)
    page.goto(address(article))
    page.wait_for_load_state("networkidle")
    logged_in_again(page, editor)
    write(page)
    assert saved(page, article)
    save(page)
    page.wait_for_url("**/edit/")
    expect(page.locator("#id_title")).to_have_value(TITLE)


def test_the_network_fails_and_returns(desk, editor, article):
    page = desk.log_in(editor)
    page.goto(address(article))
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    write(page)
    save(page)
    expect(page.get_by_role("alert").filter(has_text="无法连接服务器")).to_be_visible()
    assert page.input_value("#id_title") == TITLE
    page.context.set_offline(False)
    assert saved(page, article)
    expect(page.get_by_role("alert").filter(has_text="无法连接服务器")).to_be_hidden()


def test_nothing_is_saved_under_somebody_elses_name(desk, editor, article, dongguan):
    page = desk.log_in(editor)
    page.goto(address(article))
    page.wait_for_load_state("networkidle")
    other = dongguan.approver()
    other.set_password("geheim-1234")
    other.save()
    logged_in_again(page, other)
    page.bring_to_front()
    write(page)
    expect(page.get_by_role("alert").filter(has_text=other.username)).to_be_visible()
    save(page)
    assert latest(article).title == "走访"
    # Nor is her text shown to whoever sits there now.
    tab = page.context.new_page()
    tab.goto(address(article))
    tab.wait_for_load_state("networkidle")
    expect(tab.locator(".unsaved")).to_be_hidden()


def test_logging_out_leaves_nothing_behind(desk, editor, article):
    page = desk.log_in(editor)
    page.goto(address(article))
    page.wait_for_load_state("networkidle")
    page.route(
        "**/edit/",
        lambda route: route.abort() if route.request.method == "POST" else route.fallback(),
    )
    write(page)
    until(page, COPY)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/admin/")
    page.get_by_role("button", name=editor.username).click()
    page.get_by_role("button", name="注销").click()
    page.wait_for_url("**/login/**")
    assert copies(page) == []


def test_no_password_lies_in_the_browser(desk, editor):
    page = desk.log_in(editor)
    page.goto("/admin/account/")
    page.wait_for_load_state("networkidle")
    Session.objects.all().delete()
    page.fill("[name=name_email-first_name]", "小明")
    page.fill("[name=password-old_password]", "geheim-1234")
    page.locator("footer button[type=submit]").click()
    expect(page.get_by_role("alert").filter(has_text="您已退出登录")).to_be_visible()
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert "小明" in kept
    assert "geheim" not in kept


def test_she_is_told_when_there_is_no_room_for_a_copy(desk, editor, article):
    page = desk.log_in(editor)
    page.goto(address(article))
    page.evaluate("""() => {
        for (let size = 2 ** 23; size >= 1; size /= 2) {
            try {
                for (let at = 0; at < 3; at++) {
                    localStorage.setItem(`full${size}-${at}`, "x".repeat(size));
                }
            } catch {}
        }
    }""")
    Session.objects.all().delete()
    write(page)
    alert = page.get_by_role("alert").filter(has_text="您已退出登录")
    expect(alert).to_contain_text("没有空间存放副本")
    expect(alert).not_to_contain_text("此浏览器中")


def test_an_older_copy_says_that_the_page_has_changed_since(desk, editor, article):
    page = desk.log_in(editor)
    write_logged_out(page, article)
    page.evaluate("localStorage.setItem('unsaved-copy:damaged', '{broken')")
    page.close(run_before_unload=False)
    article.title = "同事的新标题"
    article.save_revision()

    page = desk.page = desk.context.new_page()
    desk.log_in(editor)
    page.goto(address(article))
    offer = page.locator(".unsaved[data-kind=offer]")
    expect(offer.get_by_text("已有改动")).to_be_visible()
