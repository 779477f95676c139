"""Pages saved as text, the real one among them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bs4 import BeautifulSoup
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.asserts import assertContains

from cms.legacy_import.article import NotALegacyPage, Text
from cms.legacy_import.text_page import parse_text
from cms.operations.initial_content import CONTENT_DIR
from news.models import NewsPage

from .pages import text_page

REAL = CONTENT_DIR / "dongguan-2022-10-30.txt"
TITLE = "牵手共学,东莞鹏星助力广西罗城社工”提档加速”"


def test_the_real_page(client, dongguan, outcomes):
    assert outcomes(REAL) == ["已导入"]
    page = NewsPage.objects.get()
    assert page.title == TITLE
    assert page.live
    assert page.branch == dongguan.page
    assert page.published_at == datetime(2022, 10, 30, 14, 18, 22, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert page.author == "东莞市鹏星社会工作服务社"
    assert page.legacy_views is None
    lines = [line.strip() for line in REAL.read_text().splitlines() if line.strip()]
    paragraphs = lines[7:12]
    assert [text[:4] for text in paragraphs] == [
        "“妹子,",
        "东莞社工",
        "为加强东",
        "另外,在",
        "东莞鹏星",
    ]
    (block,) = page.body
    found = BeautifulSoup(block.value.source, "html.parser").find_all("p")
    assert [paragraph.get_text() for paragraph in found] == paragraphs

    response = client.get(page.url)
    assertContains(response, "2022年10月30日 14:18</time>")
    assertContains(response, 'datetime="2022-10-30T14:18:22+08:00"')
    html = response.content.decode()
    article = html[html.index("<article") : html.index("</article>")]
    assert "&lt;“十四五”时期社会工作服务机构“牵手计划”实施方案&gt;" in article
    for chrome in ("请登录", "城市切换", "图片展示", "长按图片", "扫一扫", "我知道了", "523082"):
        assert chrome not in article
    assert article.count("我可以跟你拍张照片") == 1


def as_blocks(paragraphs):
    return (Text("".join(f"<p>{escape(text)}</p>" for text in paragraphs)),)


def test_views_are_kept_where_the_old_page_said_them(dongguan, save, outcomes):
    outcomes(save(text_page(["正文。"], views="128")))
    assert NewsPage.objects.get().legacy_views == 128


def test_a_body_may_contain_any_of_the_old_sites_own_words():
    body = [
        "图片展示",
        "请登录",
        "浏览: 3",
        "作者: 某人",
        "发表时间: 昨天",
        "长按图片保存/分享",
        "标题",
    ]
    assert parse_text(text_page(body)).blocks == as_blocks(body)


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=200),
        min_size=1,
        max_size=12,
    )
)
def test_any_paragraphs_in_the_same_paragraphs_out(paragraphs):
    article = parse_text(text_page(paragraphs, title="不会重复的标题"))
    assert article.blocks == as_blocks(paragraphs)


@given(st.text(max_size=500))
def test_any_text_is_taken_or_refused_with_a_reason(text):
    reason = ""
    try:
        parse_text(text)
    except NotALegacyPage as error:
        reason = str(error)
    assert reason  # no random text is a saved page
