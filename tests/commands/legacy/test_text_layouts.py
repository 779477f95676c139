"""Pages saved as text, as they really are: other headers, other share cards, or none."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from cms.legacy_import.text_page import parse_text, text_around_article

TITLE = "河涌边的周末课堂"
BODY = [
    "周末，天晴。",
    "5 月 8 日，社工带着 20 名孩子来到“河涌”边，认识水质检测的工具。",
    "最先开口的是卖豆腐花的阿伯。",
]
HEADER = ["发表时间: 2021-05-08 10:20:30", "作者: 东莞鹏星", "浏览:12"]
CARD = [TITLE, BODY[0], "长按图片保存/分享", "0"]
ABOVE = ["您好! 请登录 注册", "城市切换:东莞 | 深圳", "图片展示"]
FOOTER = [
    "东莞鹏星",
    "邮箱:dgpengxing@126.com",
    "邮编:523082",
    "© 2014 鹏星社工 版权所有",
    "我知道了",
]


def text(header=HEADER, body=BODY, card=CARD, above=ABOVE, footer=FOOTER):
    return "\n\n".join([*above, TITLE, *header, *body, *card, *footer])


def paragraphs(article):
    (block,) = article.blocks
    return [each.get_text() for each in BeautifulSoup(block.html, "html.parser").find_all("p")]


@pytest.mark.parametrize(
    "lead",
    [
        BODY[0][:4],
        "".join(BODY)[:40],
        f"{BODY[0]}{BODY[1][:9]}…",
        f"{BODY[0]}......",
        '周末，天晴。5月8日，社工带着20名孩子来到"河涌"边',
        "周末，天晴。5&nbsp;月 8 日",
        BODY[1][:20],
    ],
)
def test_the_card_repeats_the_beginning_in_some_form(lead):
    article = parse_text(text(card=[TITLE, lead, *CARD[2:]]))
    assert (article.title, paragraphs(article), article.remarks) == (TITLE, BODY, ())


def test_the_card_shortens_the_title():
    article = parse_text(text(card=[f"{TITLE[:5]}…", *CARD[1:]]))
    assert (article.title, paragraphs(article)) == (TITLE, BODY)


def test_what_only_the_card_says_is_told():
    article = parse_text(text(card=[TITLE, "社工带孩子测水质。", *CARD[2:]]))
    assert paragraphs(article) == BODY
    assert article.remarks == ("未保留分享卡片中的文字：社工带孩子测水质。",)


@pytest.mark.parametrize("card", [[TITLE, *CARD[2:]], [TITLE]])
def test_a_card_of_the_title_alone(card):
    article = parse_text(text(card=card))
    assert (paragraphs(article), article.remarks) == (BODY, ())


def test_without_a_card_the_body_ends_above_the_footer_and_that_is_told():
    article = parse_text(text(card=[]))
    assert paragraphs(article) == BODY
    assert article.remarks == ("没有分享卡片：正文取到“东莞鹏星”之前",)


def test_contacts_amid_the_body_are_no_footer():
    body = [
        *BODY,
        "联系我们",
        "电话:0769-1",
        "邮箱:a@b.cn",
        "期待您的参与，让我们一起守护家门口的河涌，" * 3,
    ]
    assert paragraphs(parse_text(text(body=body, card=[]))) == body


def test_without_any_chrome_all_of_it_is_the_article():
    article = parse_text(text(above=[], card=[], footer=[]))
    assert (article.title, paragraphs(article)) == (TITLE, BODY)


@pytest.mark.parametrize(
    "neighbours",
    [
        ["上一篇 : 旧的一条", "下一篇 : 新的一条"],
        ["上一篇：没有了下一篇：新的一条"],
        ["上一篇", "旧的一条", "下一篇", "新的一条"],
        ["分享到：", "【打印】【关闭】", "前一篇：旧的一条"],
    ],
)
@pytest.mark.parametrize("card", [CARD, [TITLE, *CARD[2:]], []])
def test_the_links_to_the_neighbours_stay_out(neighbours, card):
    assert paragraphs(parse_text(text(card=[*neighbours, *card]))) == BODY


def test_what_stands_below_the_neighbours_is_told():
    article = parse_text(text(card=["上一篇 : 旧的一条", "附：活动名单", *CARD]))
    assert paragraphs(article) == BODY
    assert article.remarks == ("未保留：附：活动名单",)


@pytest.mark.parametrize("after", [[], ["字号：大 中 小", "分享到：QQ空间 微博"]])
@pytest.mark.parametrize(
    "header",
    [
        ["关注：12发表时间：2021-05-08 10:20:00作者：东莞鹏星"],
        ["浏览：12", "作者：东莞鹏星", "发布日期：2021年5月8日 10时20分"],
        ["发布时间：2021-05-08 10:20", "来源：东莞鹏星", "阅读：12"],
        ["发表时间：", "2021-05-08 10:20", "作者：", "东莞鹏星", "浏览：", "12"],
        ["发布时间 2021-05-08 10:20", "作者 东莞鹏星", "阅读 12次"],
        ["东莞鹏星  2021/5/8 10:20  阅读(12)"],
        ["时间：21-5-8 10:20　来源：东莞鹏星　点击：12 【大 中 小】"],
        ["发布于 2021.05.08 10:20 | 作者：东莞鹏星 | 人气：12"],
    ],
)
def test_the_header_in_many_forms(header, after):
    article = parse_text(text([*header, *after]))
    time = datetime(2021, 5, 8, 10, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert (article.published_at, article.author, article.views) == (time, "东莞鹏星", 12)
    assert (article.title, paragraphs(article), article.remarks) == (TITLE, BODY, ())


@pytest.mark.parametrize("line", ["责任编辑：小王", "稿件编号：A12", "栏目：新闻"])
def test_what_the_header_says_else_is_told(line):
    article = parse_text(text([HEADER[0], line, *HEADER[1:]]))
    assert (paragraphs(article), article.remarks) == (BODY, (f"未保留：{line}",))


@pytest.mark.parametrize("subtitle", ["——记一条街的夏天", "所属站点：东莞"])
def test_a_line_between_title_and_header_is_kept(subtitle):
    article = parse_text(text([subtitle, *HEADER]))
    assert (article.title, paragraphs(article)) == (TITLE, [subtitle, *BODY])


@pytest.mark.parametrize("title", ["关注：留守儿童", "通知：放假安排"])
def test_a_title_may_begin_like_a_label(title):
    page = text().replace(TITLE, title)
    assert parse_text(page).title == title


def test_a_list_of_other_articles_above_it_is_chrome():
    above = [*ABOVE, "另一篇", "发表时间: 2020-01-01", "浏览:7", "又一篇", "2020-01-02"]
    assert parse_text(text(above=above)).title == TITLE


lines = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=60)


@given(
    st.lists(lines, min_size=1, max_size=8), st.sampled_from([CARD[2:], ["手写的话。", *CARD[2:]]])
)
def test_nothing_of_the_body_is_lost_whatever_the_card_says(body, below_title):
    page = text(body=body, card=[TITLE, *below_title])
    article = parse_text(page)
    lost = [line for line in body if line not in paragraphs(article)]
    assert all(any(line in remark for remark in article.remarks) for line in lost)
    assert not set(text_around_article(page)) & set(body) - {
        TITLE,
        *ABOVE,
        *CARD,
        *FOOTER,
        *below_title,
    }
