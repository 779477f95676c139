"""Odd layouts: each once took a body for chrome, or chrome for a body."""

import pytest
from bs4 import BeautifulSoup

from cms.legacy_import.article import NotALegacyPage, Text
from cms.legacy_import.html import page as html_page

TITLE = "社区探访暖人心"
INFO = "<div class=info>发布时间：2019-05-06 09:30 作者：东莞鹏星 浏览：55</div>"
H = f"<h1>{TITLE}</h1>{INFO}"
P, Q, R = (
    f"{name}段为进一步提升社区长者的生活质量，鹏星社工联合志愿者开展入户探访活动。"
    for name in "甲乙丙"
)


def parse(body, title=TITLE):
    return html_page.parse_html(f"<!DOCTYPE html><title>{title}</title><body>{body}</body>")


def said(article):
    html = "".join(block.html for block in article.blocks if isinstance(block, Text))
    return [each.get_text() for each in BeautifulSoup(html, "html.parser").find_all(["p", "li"])]


SIDEBAR = f"<ul><li><a href=x>{TITLE}</a></li>" + "<li><a href=y>其他新闻</a></li>" * 15 + "</ul>"
NOTICES = "".join(
    f"<p>公告标题{n}</p><p>发布时间：2021-01-0{n} 作者：某某 浏览：{n}</p>" for n in range(1, 6)
)
BODIES = {
    "two paragraphs that say the same": (
        f"<div>{H}<p>{P}</p><p>（完）</p><p>{Q}</p><p>（完）</p></div>",
        [P, "（完）", Q, "（完）"],
    ),
    "the title in a sidebar far above": (
        f"{SIDEBAR}<div>{H}<div class=nr><p>{P}</p><p>{Q}</p></div></div>",
        [P, Q],
    ),
    "a dated sidebar before the article": (
        f"<div class=left><h3>最新公告</h3>{NOTICES}</div>"
        f"<div class=right><div class=t>{TITLE}</div>{INFO}<div class=nr><p>{P}</p></div></div>",
        [P],
    ),
    "the title repeated in the body below a tool bar": (
        f"<div>{H}<div>【字体：大 中 小】</div><div class=nr><p>{TITLE}</p><p>{P}</p></div></div>",
        [TITLE, P],
    ),
    "the title repeated after an introduction": (
        f"<div>{H}<div class=nr><p>编者按。</p><p>{TITLE}</p><p>{P}</p></div></div>",
        ["编者按。", TITLE, P],
    ),
    "the next chapter at the end": (
        f"<div>{H}<div class=nr><p>{P}</p><p>下一篇章，再出发！</p></div></div>",
        [P, "下一篇章，再出发！"],
    ),
    "a bookmark of Word at the end": (
        f"<div>{H}<div class=nr><p>{P}</p><p><a name=OLE_LINK1>{Q}</a></p></div></div>",
        [P, Q],
    ),
    "several boxes of one kind": (
        f"<div>{H}<div class=content>{P}</div><div class=content>{Q}<br>{R}</div></div>",
        [P, Q, R],
    ),
    "a section amid paragraphs": (
        f"<div>{H}<p>{P}</p><section><p>{Q}</p><p>{R}</p></section><p>{P}</p></div>",
        [P, Q, R, P],
    ),
    "a table row for each paragraph": (
        f"<table><tr><td>{TITLE}</td></tr><tr><td>{INFO}</td></tr>"
        f"<tr><td><p>{P}</p></td></tr><tr><td><p>{Q}</p></td></tr></table>",
        [P, Q],
    ),
    "a related list that calls itself content": (
        f"<div>{H}<div class=txt><p>{P}</p></div>"
        "<div class=related-content><ul><li>相关新闻一</li><li>相关新闻二</li></ul></div></div>",
        [P],
    ),
    "a share bar above the paragraphs": (
        f"<div>{H}<div class=bdsharebuttonbox><a href=#>分享到</a></div><p>{P}</p></div>",
        [P],
    ),
    "a font bar of scripts": (
        f"<div>{H}<div>【<a href='javascript:a()'>大</a> <a href='javascript:b()'>小</a>】</div>"
        f"<p>{P}</p><p>【<a href='javascript:print()'>打印</a>】</p></div>",
        [P],
    ),
    "neighbours, then a copyright": (
        f"<div>{H}<div class=nr><p>{P}</p><p>上一篇：没有了</p><p>下一篇：<a href=2>另一篇</a></p>"
        "<p>版权所有</p></div></div>",
        [P],
    ),
    "related links below a heading at the end": (
        f"<div>{H}<div class=nr><p>{P}</p><p>{Q}</p><h3>相关阅读</h3>"
        "<ul><li><a href=1>一</a></li><li><a href=2>二</a></li></ul></div></div>",
        [P, Q],
    ),
    "documents in a box beside the body": (
        f"<div>{H}<div class=nr><p>{P}</p></div>"
        "<div class=fj><p>附件：<a href=http://a.cn/1.doc>报名表</a></p></div></div>",
        [P, "附件：报名表"],
    ),
    "the line about the article below it": (
        f"<div><h1>{TITLE}</h1><div class=nr><p>{P}</p><p>{Q}</p></div>{INFO}</div>",
        [P, Q],
    ),
    "a body that begins like a header": (
        f"<div><h1>{TITLE}</h1><div class=info>发布时间：2019-05-06</div>"
        f"<div class=nr><p>作者: 张三</p><p>浏览: 一幅画卷</p><p>{P}</p></div></div>",
        ["作者: 张三", "浏览: 一幅画卷", P],
    ),
    "a verb that is a label too": (
        f"<div><h1>{TITLE}</h1><div class=info>2019-05-06 来源：东莞鹏星</div>"
        f"<p>访问8户困难家庭，送上慰问品。</p><p>{P}</p></div>",
        ["访问8户困难家庭，送上慰问品。", P],
    ),
    "no box at all": (f"<h1>{TITLE}</h1>发布时间：2019-05-06<br>{P}<br>{Q}<br>", [P, Q]),
    "text in a list outside of its items": (
        f"<div>{H}<div class=nr><p>{P}</p><ul>前言<li>一</li></ul></div></div>",
        [P, "前言", "一"],
    ),
    "small digits": (f"<div>{H}<p>{P}</p><p>面积100m<sup>2</sup>。</p></div>", [P, "面积100m²。"]),
}


@pytest.mark.parametrize("case", BODIES)
def test_the_whole_body_and_nothing_else(case):
    page, paragraphs = BODIES[case]
    article = parse(page)
    assert (article.title, said(article)) == (TITLE, paragraphs)


def test_a_heading_that_names_the_section_is_not_the_title():
    page = f"<h1>新闻动态</h1><div><div class=title>{TITLE}</div>{INFO}<p>{P}</p></div>"
    assert parse(page, title="新闻动态-鹏星社工").title == TITLE


def test_the_time_of_an_event_is_not_when_it_was_published():
    page = (
        f"<div><h1>{TITLE}</h1><div class=info>作者：东莞鹏星 浏览：33</div>"
        f"<div class=nr><p>活动时间：2018年10月1日上午9:00</p><p>{P}</p></div></div>"
    )
    with pytest.raises(NotALegacyPage, match="没有写明发表时间"):
        parse(page)


@pytest.mark.parametrize(
    "rows",
    [
        "<tr><td>发布时间：</td><td>2019-05-06 09:30</td><td>作者：</td><td>东莞鹏星</td></tr>",
        "<tr><td>更新时间：2020-01-01</td></tr>",
    ],
)
def test_labels_and_values_side_by_side(rows):
    info = INFO if "更新" in rows else ""
    page = f"<h1>{TITLE}</h1>{info}<table>{rows}</table><div class=nr><p>{P}</p><p>{Q}</p></div>"
    article = parse(page)
    assert (article.author, f"{article.published_at:%Y-%m-%d %H:%M}") == (
        "东莞鹏星",
        "2019-05-06 09:30",
    )


@pytest.mark.parametrize(
    "before", ["\ufeff\ufeff", "Warning: include() failed\n", "<?xml version='1.0'?>"]
)
def test_what_stands_before_the_first_tag(before, dongguan, save, outcomes):
    page = before + f"<!DOCTYPE html><title>{TITLE}</title><div>{H}<p>{P}</p><p>{Q}</p></div>"
    assert outcomes(save(page)) == ["已导入"]


def test_control_characters_stay_out():
    page = f"<div><h1>{TITLE}&#27;</h1>{INFO}<p>{P}&#8;</p></div>"
    article = parse(page)
    assert article.title == TITLE
    assert said(article) == [P]


@pytest.mark.parametrize("address", ["http://[domain]/a.html", "javascript:x()", "http://old.cn/"])
def test_an_address_that_is_none(address):
    page = f"<link rel=canonical href='{address}'><title>{TITLE}</title><div>{H}<p>{P}</p></div>"
    assert html_page.parse_html(page).address == ""
