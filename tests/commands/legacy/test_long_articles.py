"""One title, time and author in several files: pages of one article, lists, copies, and others."""

import pytest
from wagtail.models import Revision

from cms.core.blocks.plain_text import prose
from news.models import NewsPage

from .pages import AUTHOR, TITLE, article_page, builder_page, photo, text_page

PARTS = [
    "<p>第一页讲的是来时的路，社工和长者一起回忆从前的村口。</p>",
    "<p>第二页讲的是河涌两岸，孩子们在这里学会游泳和划艇。</p>",
    "<p>第三页讲的是如今的日子，大家在榕树下唱起旧时的歌。</p>",
]
SAYS_SOMETHING_ELSE = "标题、时间和作者相同而内容不同：未采用"


def part(number, pager, body="", address=""):
    page = builder_page(body or PARTS[number - 1], address=address)
    return page.replace('<div class="card">', f'{pager}<div class="card">')


LINKS = " ".join(f'<a href="{n}.html">{n}</a>' for n in (1, 2, 3))


def linked_but(number):
    links = [f'<a href="x_{n}.html">{n}</a>' if n != number else f"<b>{n}</b>" for n in (1, 2, 3)]
    return f'<div class="pages"><a href="x.html">上一页</a> {" ".join(links)}</div>'


def listed(number):
    links = [f'<li><a href="news_{n}.html">{n}</a></li>' for n in (1, 2, 3)]
    return f"<ul class=pages>{''.join(links)}</ul>"


def said():
    return ["".join(prose(page.body.raw_data)).split() for page in NewsPage.objects.all()]


WHOLE = [[part.removeprefix("<p>").removesuffix("</p>") for part in PARTS]]


@pytest.mark.parametrize(
    "pager,address",
    [
        (lambda number: f'<div class="pages">{LINKS}</div>', ""),
        (linked_but, ""),
        (listed, "http://old.example.org/2016/news_{}.html"),
    ],
)
@pytest.mark.parametrize("order", [(1, 2, 3), (3, 1, 2)])
def test_its_pages_are_one_article_in_their_order(dongguan, save, outcomes, pager, address, order):
    files = {n: save(part(n, pager(n), address=address.format(n)), f"{n}.html") for n in (1, 2, 3)}
    pages = [files[number] for number in order]
    assert outcomes(*pages) == ["已导入"] * 3
    assert said() == WHOLE
    before = Revision.objects.count()
    for again in (pages, pages[::-1], pages[:1], pages[1:]):
        assert outcomes(*again) == ["未改动"] * len(again)
    assert outcomes(*pages, overwrite=True) == ["未改动"] * 3
    assert Revision.objects.count() == before
    assert said() == WHOLE


def test_the_old_address_of_each_page_leads_to_it(dongguan, save, outcomes, client):
    address = "http://old.example.org/2016/news_{}.html"
    outcomes(*(save(part(n, listed(n), address=address.format(n)), f"{n}.html") for n in (1, 2, 3)))
    page = NewsPage.objects.get()
    for number in (1, 2, 3):
        assert client.get(f"/2016/news_{number}.html")["Location"] == page.url


def test_each_page_brings_its_pictures(dongguan, save, outcomes):
    for number, color in ((1, "red"), (2, "blue"), (3, "green")):
        body = PARTS[number - 1] + f'<p><img src="{number}_files/a.jpg"></p>'
        save(part(number, linked_but(number), body), f"{number}.html", a__jpg=photo(color=color))
    folder = save("", "empty.html").parent
    (folder / "empty.html").unlink()
    assert outcomes(folder) == ["已导入"] * 3
    kinds = [block.block_type for block in NewsPage.objects.get().body]
    assert kinds == ["rich_text", "picture"] * 3


def test_a_page_that_is_missing_is_told_and_joined_when_it_comes(dongguan, save, import_legacy):
    one, two, three = (save(part(n, linked_but(n)), f"{n}.html") for n in (1, 2, 3))
    ((*_row, remarks, _address),) = import_legacy(three, fails=True)
    assert "第 1 页不在所给文件中" in remarks
    ((*_row, remarks, _address),) = import_legacy(one)
    assert "第 2, 3 页不在所给文件中" in remarks
    assert [row[1] for row in import_legacy(one, two, three)] == ["有更新"] * 3
    assert said() == WHOLE


def test_what_says_something_else_is_told_and_takes_no_ones_place(dongguan, save, import_legacy):
    pages = [save(text_page([body], title="连载"), f"{n}.txt") for n, body in enumerate(PARTS)]
    for _run in range(3):
        first, *others = import_legacy(*pages)
        assert first[4] == ""
        assert [row[1] for row in others] == ["未改动"] * 2
        assert [row[4] for row in others] == [SAYS_SOMETHING_ELSE] * 2
    assert import_legacy(pages[1])[0][4] == SAYS_SOMETHING_ELSE
    assert Revision.objects.for_instance(NewsPage.objects.get()).count() == 1
    assert PARTS[0] in NewsPage.objects.get().body[0].value.source.replace("&lt;", "<").replace(
        "&gt;", ">"
    )


def test_two_copies_in_one_run_do_not_take_turns(dongguan, save, outcomes):
    one = save(text_page(["正文第一段。", "第二段。"]), "a.txt")
    other = save(text_page(["正文第一段！", "第二段。"]), "b.txt")
    assert outcomes(one, other) == ["已导入", "未改动"]
    before = Revision.objects.count()
    assert outcomes(one, other) == outcomes(one, other) == ["未改动", "未改动"]
    assert Revision.objects.count() == before


def test_whoever_wants_another_text_says_so(dongguan, save, outcomes):
    outcomes(save(text_page([PARTS[0]]), "a.txt"))
    other = save(text_page([PARTS[1]]), "b.txt")
    assert outcomes(other) == ["未改动"]
    assert outcomes(other, overwrite=True) == ["有更新"]


def entries(*titles):
    return "<!DOCTYPE html><meta charset=utf-8><title>活动</title><main>" + "".join(
        f"<article class=post><h2 class=entry-title><a href=/{title}>{title}</a></h2>"
        f"<div class=meta>发布于 <time>2022-10-30 14:18:22</time> 作者：{AUTHOR}</div>"
        f"<div class=entry-content><p>10月28日，社工走访…… <a href=/{title}>继续阅读</a></p></div>"
        "</article>"
        for title in titles
    )


@pytest.mark.parametrize("names", [("1.html", "2.html"), ("2.html", "1.html")])
def test_a_list_of_articles_takes_no_ones_place(dongguan, save, import_legacy, names):
    article, listing = (
        save(page, name)
        for page, name in zip((article_page(), entries(TITLE, "另一篇")), names, strict=True)
    )
    rows = {row[0]: row for row in import_legacy(article.parent, fails=True)}
    assert rows[str(article)][1] == "已导入"
    assert rows[str(listing)][1] == "拒绝"
    assert "文章列表" in rows[str(listing)][4]


def test_the_beginning_alone_takes_no_ones_place_and_gives_way_to_the_whole(
    dongguan, save, outcomes
):
    beginning, whole = save(entries(TITLE), "1.html"), save(article_page(), "2.html")
    assert outcomes(whole, beginning) == ["已导入", "未改动"]
    NewsPage.objects.get().delete()
    assert outcomes(beginning, whole, overwrite=True) == ["已导入", "有更新"]
    assert "围坐在一起" in said()[0][-1]
    assert outcomes(beginning, whole) == ["未改动", "未改动"]
