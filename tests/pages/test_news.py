"""Lists of news and the article."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.paginator import Paginator
from pytest_django.asserts import assertContains, assertNotContains
from wagtail.documents.models import Document
from wagtail.rich_text import RichText

from cms.core.templatetags import core_tags
from tests.factories import NewsCategoryFactory, NewsPageFactory

SHANGHAI = ZoneInfo("Asia/Shanghai")


def article(branch, **fields):
    return NewsPageFactory(parent=branch.index, **fields)


def test_the_newest_article_comes_first_whatever_was_saved_last(client, dongguan):
    article(dongguan, title="新的", published_at=datetime(2024, 5, 2, tzinfo=SHANGHAI))
    article(dongguan, title="旧的", published_at=datetime(2020, 5, 2, tzinfo=SHANGHAI))
    html = client.get("/dongguan/news/").content.decode()
    assert html.index("新的") < html.index("旧的")


def test_a_list_is_filtered_by_category(client, dongguan):
    party = NewsCategoryFactory(code="party-building", name="党建")
    article(dongguan, title="支部共建", category=party)
    article(dongguan, title="长者探访")
    response = client.get("/dongguan/news/?category=party-building")
    assertContains(response, "支部共建")
    assertNotContains(response, "长者探访")


def test_a_list_is_filtered_by_tag(client, dongguan):
    tagged = article(dongguan, title="志愿者招募")
    tagged.tags.add("志愿者")
    tagged.save()
    article(dongguan, title="长者探访")
    response = client.get("/dongguan/news/", {"tag": "志愿者"})
    assertContains(response, "志愿者招募")
    assertNotContains(response, "长者探访")


def test_a_long_list_has_pages(client, dongguan):
    for number in range(21):
        article(dongguan, title=f"第{number}篇")
    assertContains(client.get("/dongguan/news/"), "第 1 页，共 2 页")
    assertContains(client.get("/dongguan/news/?page=2"), "第0篇")


@pytest.mark.parametrize(
    "query",
    [
        *("page=0", "page=-1", "page=x", "page=2", "page=99999999999999999999"),
        *("category=nothing", "category=%00", "tag=%00", "tag=" + "x" * 101),
    ],
)
def test_a_filter_that_makes_no_sense_is_404(client, dongguan, query):
    assert client.get(f"/dongguan/news/?{query}").status_code == 404


def test_an_article_shows_time_author_and_body(client, dongguan):
    page = article(
        dongguan,
        title="牵手共学",
        published_at=datetime(2022, 10, 30, 14, 18, 22, tzinfo=SHANGHAI),
        author="李素娟",
        body=[("rich_text", RichText("<p>三天走访站点5个。</p>"))],
    )
    response = client.get(page.url)
    assertContains(response, "<h1>牵手共学</h1>")
    assertContains(response, 'datetime="2022-10-30T14:18:22+08:00">2022年10月30日 14:18</time>')
    assertContains(response, "作者：李素娟")
    assertContains(response, "<p>三天走访站点5个。</p>")


def test_an_unsigned_article_is_signed_by_its_branch(client, dongguan):
    assertContains(client.get(article(dongguan).url), "作者：东莞市鹏星社会工作服务社")


def test_a_list_shows_the_excerpt_else_the_beginning_of_the_first_paragraph(client, dongguan):
    body = [("heading", {"text": "标题", "level": "h2"})]
    body += [("rich_text", RichText(f"<p> </p><p>{'走访' * 60}</p>"))]
    article(dongguan, body=body)
    article(dongguan, excerpt="编辑写的摘要", body=body)
    html = client.get("/dongguan/news/").content.decode()
    assert f">{'走访' * 44}走…</p>" in html
    assert ">编辑写的摘要</p>" in html


def test_every_block_type_is_shown(client, dongguan, image):
    image.contextual_alt_text, image.decorative = "社工握着长者的手", False
    picture = {"image": image, "caption": "入户走访"}
    link = f'<a linktype="page" id="{dongguan.page.pk}">链接</a>'
    bilibili = "https://www.bilibili.com/video/BV1xx411c7mD/"
    pdf = Document.objects.create(
        title="服务手册", file=ContentFile(b"%PDF", name="handbook.pdf"), file_size=4
    )
    film = Document.objects.create(title="短片", file=ContentFile(b"mp4", name="film.mp4"))
    table = {
        "data": [["服务", "次数"], ["探访", "5"]],
        "table_header_choice": "row",
        "first_row_is_table_header": True,
        "first_col_is_header": False,
        "table_caption": "统计",
    }
    page = article(
        dongguan,
        body=[
            ("rich_text", RichText(f"<p><b>正文</b> {link}</p>")),
            ("heading", {"text": "第一节", "level": "h2"}),
            ("picture", picture),
            ("picture_group", {"pictures": [picture, picture]}),
            ("quotation", {"text": "助人自助", "attribution": "社工"}),
            ("video", {"file": film, "url": "", "caption": "短片"}),
            ("video", {"file": None, "url": bilibili, "caption": ""}),
            ("attachment", pdf),
            ("table", table),
        ],
    )
    html = client.get(page.url).content.decode()
    assert '<b>正文</b> <a href="/dongguan/">链接</a>' in html
    assert "<h2>第一节</h2>" in html
    assert html.count('alt="社工握着长者的手"') == 3
    assert html.count("<figcaption>入户走访</figcaption>") == 3
    assert "助人自助" in html
    assert f'<video src="{film.url}"' in html
    assert 'href="https://www.bilibili.com/video/BV1xx411c7mD/"' in html
    assert 'data-player="https://player.bilibili.com/player.html?bvid=BV1xx411c7mD' in html
    assert "<iframe" not in html
    assert f'<a href="{pdf.url}" download>服务手册</a>' in html
    assert "PDF · 4" in html
    assert "<caption>" in html
    assert "<td" in html


def test_an_article_leads_to_its_neighbours_and_to_more_of_its_branch(client, dongguan, shenzhen):
    day = datetime(2024, 5, 1, tzinfo=SHANGHAI)
    titles = ["最旧", "较旧", "本文", "较新", "最新"]
    pages = [
        article(dongguan, title=title, published_at=day + timedelta(days=number))
        for number, title in enumerate(titles)
    ]
    article(dongguan, title="草稿", published_at=day + timedelta(days=2, hours=1), live=False)
    article(shenzhen, title="别处", published_at=day + timedelta(days=2, hours=1))
    soup = BeautifulSoup(client.get(pages[2].url).content, "html.parser")
    neighbours = soup.select_one(".neighbours")
    assert neighbours.select_one("[rel=prev]")["href"] == pages[3].url
    assert neighbours.select_one("[rel=next]")["href"] == pages[1].url
    assert [link.text for link in soup.select(".aside .card-title a")] == ["最新", "最旧"]
    assert "草稿" not in soup.text
    assert "别处" not in soup.text


def test_articles_of_one_second_are_all_reached_one_after_the_other(client, dongguan):
    moment = datetime(2024, 5, 1, tzinfo=SHANGHAI)
    pages = [article(dongguan, published_at=moment) for _number in range(3)]
    visited, url = [], pages[-1].url
    while url:
        visited.append(url)
        link = BeautifulSoup(client.get(url).content, "html.parser").select_one("[rel=next]")
        url = link and link["href"]
    assert visited == [page.url for page in reversed(pages)]


def numbers(client, path):
    soup = BeautifulSoup(client.get(path).content, "html.parser")
    return [item.text.strip() for item in soup.select(".pagination li")]


def test_paging_reads_well_at_3_and_at_3000_pages(client, dongguan, monkeypatch):
    for _number in range(3):
        article(dongguan)
    monkeypatch.setattr("news.models.ARTICLES_A_PAGE", 1)
    path = "/dongguan/news/?page=2"
    assert numbers(client, path) == ["1", "2", "3"]
    assertNotContains(client.get(path), "跳至第几页")
    monkeypatch.setattr("django.core.paginator.Paginator.num_pages", 3000)
    assert numbers(client, "/dongguan/news/?page=1") == ["1", "2", "3", "…", "3000"]
    assertContains(client.get(path), "跳至第几页")
    pages = core_tags.pagination({"request": client.get(path).wsgi_request}, _page_of_many(1500))
    assert pages["numbers"] == [1, None, 1498, 1499, 1500, 1501, 1502, None, 3000]


def _page_of_many(number):
    return Paginator(range(60_000), 20).page(number)


def test_paging_keeps_the_filters_and_canonical_forgets_the_rest(client, dongguan, monkeypatch):
    party = NewsCategoryFactory(code="party-building")
    for _number in range(2):
        article(dongguan, category=party)
    monkeypatch.setattr("news.models.ARTICLES_A_PAGE", 1)
    url = "/dongguan/news/?category=party-building&from=singlemessage&page=2"
    soup = BeautifulSoup(client.get(url).content, "html.parser")
    assert "category=party-building" in soup.select_one("[rel=prev]")["href"]
    assert soup.select_one("[rel=canonical]")["href"].endswith(
        "/dongguan/news/?category=party-building&page=2"
    )


def test_a_category_without_articles_says_so(client, dongguan):
    NewsCategoryFactory(code="media")
    article(dongguan)
    assertContains(client.get("/dongguan/news/?category=media"), "这里还没有文章。")


def test_no_heading_level_is_left_out(client, dongguan):
    levels = ["h3", "h2", "h3"]
    body = [("heading", {"text": f"第{n}节", "level": level}) for n, level in enumerate(levels)]
    soup = BeautifulSoup(client.get(article(dongguan, body=body).url).content, "html.parser")
    assert [heading.name for heading in soup.select(".body > *")] == ["h2", "h2", "h3"]


def test_text_from_editors_is_escaped(client, dongguan):
    page = article(dongguan, title="<script>alert(1)</script>", author="<b>x</b>")
    for path in (page.url, "/dongguan/news/", "/"):
        assertNotContains(client.get(path), "<script>alert(1)</script>")
