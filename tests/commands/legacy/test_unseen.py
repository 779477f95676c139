"""Saved pages bring along what nobody sees; it stays outside, and makes no page another."""

from news.models import NewsPage

from .pages import AUTHOR, builder_page, text_page

HTML = builder_page("<p>社\u200b区&shy;花园&#8203;开课。\ufeff</p>", title="社\u2060区")
TEXT = text_page(["社\u200b区花园\ufeff开课。"], title="社\xad区2")


def test_a_page_comes_in_as_it_looks_and_once(dongguan, save, outcomes):
    paths = [save(HTML), save(TEXT, "b.txt")]
    assert outcomes(*paths) == ["已导入"] * 2
    revisions = [page.revisions.count() for page in NewsPage.objects.all()]
    for page in NewsPage.objects.all():
        for each in (page, page.get_latest_revision_as_object()):
            assert each.title.startswith("社区")
            assert "社区花园开课。" in each.body[0].value.source
            assert (each.author, each.summary) == (AUTHOR, "社区花园开课。")
    assert not set(outcomes(*paths)) & {"已导入", "已更新"}
    assert [page.revisions.count() for page in NewsPage.objects.all()] == revisions
