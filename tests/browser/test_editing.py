"""What an editor's day is full of: unfinished blocks, comments, two windows."""

import time

import pytest
from playwright.sync_api import expect
from wagtail.models import Comment

from cms.core.admin.page_views import CreateView
from news.models import NewsPage

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def open_article(visitor, article):
    def open_as(user):
        page = visitor(viewport={"width": 1500, "height": 900}).log_in(user)
        return open_again(page, article)

    return open_as


def open_again(page, article):
    page.goto(f"/admin/pages/{article.pk}/edit/")
    page.wait_for_timeout(2500)  # Wagtail looks for changes from the second second on
    return page


def write(page, title):
    page.fill("#id_title", title)
    page.locator("#id_title").blur()


def latest(article):
    return NewsPage.objects.get(pk=article.pk).get_latest_revision_as_object()


def autosaved(page):
    page.wait_for_timeout(1000)
    expect(page.get_by_text("已保存", exact=True)).to_be_visible()


def eventually(page, condition):
    for _attempt in range(100):
        if condition():
            return
        page.wait_for_timeout(100)
    assert condition()


def test_empty_blocks_are_saved_as_they_are_added(open_article, article, dongguan):
    page = open_article(dongguan.editor())
    body = page.locator("[data-contentpath=body]").first
    for block in ("视频", "附件", "图片", "引文", "小标题", "表格"):
        body.get_by_title("插入内容块").last.click()
        page.get_by_role("option", name=block, exact=True).click()
        autosaved(page)  # Wagtail does not notice an empty table that comes while it saves
    kinds = {"rich_text", "video", "attachment", "picture", "quotation", "heading", "table"}
    eventually(page, lambda: {block.block_type for block in latest(article).body} == kinds)
    page.reload()
    expect(page.locator("[data-contentpath=body]").first).to_be_visible()


def test_a_slow_first_save_makes_one_page(visitor, dongguan, monkeypatch):
    post = CreateView.post

    def slow_post(*args):
        time.sleep(3)
        return post(*args)

    monkeypatch.setattr(CreateView, "post", slow_post)
    page = visitor(viewport={"width": 1500, "height": 900}).log_in(dongguan.editor())
    page.goto(f"/admin/pages/add/news/newspage/{dongguan.index.pk}/")
    page.wait_for_timeout(2500)
    for title in ("走访", "走访慰问", "走访慰问五户", "走访慰问五户家庭"):
        write(page, title)
        page.wait_for_timeout(900)  # longer than Wagtail waits for the next letter
    page.get_by_role("button", name="保存草稿").click()
    page.wait_for_url("**/edit/")
    page.wait_for_timeout(4000)  # for what else may be under way
    eventually(page, lambda: latest(NewsPage.objects.get()).title == "走访慰问五户家庭")


def test_a_comment_is_written_and_resolved(open_article, article, dongguan):
    approver, editor = dongguan.approver(), dongguan.editor()
    page = open_article(approver)
    page.locator("#panel-child-u5185u5bb9-excerpt-section").hover()
    page.get_by_role("button", name="添加评论").nth(4).click()
    thread = page.locator(".comment")
    thread.get_by_role("textbox").fill("请核实")
    thread.get_by_role("button", name="评论", exact=True).click()
    autosaved(page)
    comment = Comment.objects.get()
    assert (comment.text, comment.user, comment.resolved_at) == ("请核实", approver, None)

    page = open_article(editor)
    page.get_by_role("button", name="评论开关").click()
    thread = page.locator(".comment").filter(has_text="请核实")
    thread.click()
    thread.get_by_role("button", name="更多动作").click()
    thread.get_by_role("menuitem", name="解决").click()
    autosaved(page)
    comment.refresh_from_db()
    assert comment.resolved_by == editor


def test_two_windows(open_article, article, dongguan):
    first = open_article(dongguan.editor())
    second = open_again(first.context.new_page(), article)
    write(second, "第二个窗口")
    autosaved(second)
    first.bring_to_front()
    # The save that comes too late makes the window ask who was faster.
    with (
        first.expect_response(lambda answer: "/ping/" in answer.url),
        first.expect_response(lambda answer: answer.url.endswith("/edit/")),
    ):
        write(first, "第一个窗口")
    first.wait_for_timeout(500)
    first.locator("footer").get_by_role("button", name="保存草稿").click()
    dialog = first.get_by_role("dialog").filter(has_text="您在另一个窗口保存了新版本")
    expect(dialog).to_be_visible()
    assert latest(article).title == "第二个窗口"
    with first.expect_navigation():
        dialog.get_by_role("button", name="保存草稿").click()
    assert latest(article).title == "第一个窗口"
