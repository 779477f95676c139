"""One page, by its address or its id: everything that it takes to show it."""

from datetime import datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.rich_text import RichText

from news.models import NewsPage
from tests import world
from tests.factories import ImageFactory, NewsPageFactory, StandardPageFactory

FILM = "https://v.qq.com/x/page/a1234567890.html"
NOON = timezone.make_aware(datetime(2026, 5, 1, 12))


def at(get, path, **parameters):
    return get("route/", path=path, **parameters)["page"]


def text(html):
    return ("rich_text", RichText(html))


@pytest.fixture
def document(db):
    from django.core.files.base import ContentFile

    file = ContentFile(b"x" * 2048, name="report.PDF")
    return Document.objects.create(title="年报", file=file, file_size=2048)


@pytest.fixture
def visit(dongguan):
    return NewsPageFactory(
        parent=dongguan.index, title="走访", slug="visit", published_at=NOON, author="李四",
        body=[text("<p>第一段。</p>")], cover=ImageFactory(title="社工"),
    )  # fmt: skip


def test_every_type_of_page_is_found_by_its_address(get, dongguan, visit):
    StandardPageFactory(parent=dongguan.page, slug="about")
    types = {
        "/": "HomePage",
        "/dongguan/": "BranchPage",
        "/dongguan/news/": "NewsIndexPage",
        "/dongguan/news/visit/": "NewsPage",
        "/dongguan/news/visit": "NewsPage",
        "/dongguan/contact/": "ContactPage",
        "/dongguan/about/": "StandardPage",
    }
    found = {path: at(get, path) for path in types}
    assert {path: page["type"] for path, page in found.items()} == types
    for page in found.values():
        assert get(f"pages/{page['id']}/") == page


def test_an_article_by_its_id_or_by_branch_and_slug(get, visit):
    page = at(get, "/dongguan/news/visit/")
    assert get(f"news/{visit.pk}/") == page
    assert get("branches/dongguan/news/visit/") == page


def test_what_every_page_has(get, dongguan, visit):
    visit.save_revision().publish()
    visit.refresh_from_db()
    page = at(get, "/dongguan/news/visit/")
    assert page["branch"]["full_name"] == "东莞市鹏星社会工作服务社"
    assert page["url"] == "http://testserver/dongguan/news/visit/"
    assert datetime.fromisoformat(page["updated_at"]) == visit.last_published_at
    assert [(crumb["title"], crumb["path"]) for crumb in page["breadcrumbs"]] == [
        ("鹏星社工", "/"),
        ("东莞鹏星", "/dongguan/"),
        ("新闻动态", "/dongguan/news/"),
        ("走访", "/dongguan/news/visit/"),
    ]
    seo = page["seo"]
    assert (seo["title"], seo["description"]) == ("走访 - 东莞鹏星", "第一段。")
    assert seo["canonical"] == page["url"]
    assert seo["open_graph"]["type"] == "article"
    assert seo["open_graph"]["image"]["url"].startswith("http://testserver/media/images/")
    article, crumbs = seo["json_ld"]["@graph"]
    assert (article["@type"], article["datePublished"]) == (
        "NewsArticle",
        "2026-05-01T12:00:00+08:00",
    )
    assert article["author"] == {"@type": "Person", "name": "李四"}
    assert len(crumbs["itemListElement"]) == 4


def test_seo_fields_of_an_editor_win(get, dongguan, visit):
    visit.seo_title, visit.search_description = "标题", "说明"
    visit.save()
    seo = at(get, "/dongguan/news/visit/")["seo"]
    assert (seo["title"], seo["description"]) == ("标题 - 东莞鹏星", "说明")


def test_the_city_sites_say_the_same_of_themselves(get, client, organisation, dongguan, visit):
    dongguan.page.introduction = "<p>东莞的<b>社工</b>。</p>"
    dongguan.page.save()
    StandardPageFactory(parent=dongguan.page, slug="about", title="简介")
    expected = {
        "/": ("鹏星社工", "鹏星社工"),
        "/dongguan/": ("东莞鹏星 - 鹏星社工", "东莞的社工。"),
        "/dongguan/about/": ("简介 - 东莞鹏星", "简介 - 东莞市鹏星社会工作服务社"),
        "/dongguan/news/visit/": (f"{visit.title} - 东莞鹏星", visit.summary),
    }
    for path, (title, description) in expected.items():
        seo = at(get, path)["seo"]
        assert (seo["title"], seo["description"]) == (title, description)
        page = BeautifulSoup(client.get(path).content, "html.parser")
        said = page.select_one("meta[name=description]")["content"]
        assert (page.title.text, said) == (title, description)


def test_alternates_are_the_published_translations(get, dongguan, visit):
    world.translate(visit, title="A visit", slug="a-visit")
    world.translate(visit, "zh-hant", title="走訪", slug="visit").unpublish()
    alternates = [
        {"locale": "zh-hans", "url": visit.full_url, "path": "/dongguan/news/visit/"},
        {
            "locale": "en",
            "url": "http://testserver/en/dongguan/news/a-visit/",
            "path": "/en/dongguan/news/a-visit/",
        },
    ]
    assert at(get, "/dongguan/news/visit/")["alternates"] == alternates
    english = at(get, "/en/dongguan/news/a-visit/")
    assert (english["locale"], english["alternates"]) == ("en", alternates)
    assert english["branch"]["short_name"] == "东莞鹏星"  # the source's, untranslated


def test_newer_and_older_are_the_branchs(get, dongguan, shenzhen, visit):
    for number in (-2, -1, 1, 2):
        moment = NOON + timedelta(days=number)
        NewsPageFactory(parent=dongguan.index, title=f"{number}", published_at=moment)
    NewsPageFactory(parent=shenzhen.index, title="深圳", published_at=NOON)
    page = get(f"news/{visit.pk}/")
    assert (page["newer"]["title"], page["older"]["title"]) == ("1", "-1")


def test_every_kind_of_block(get, dongguan, image, document):
    picture = {"image": image, "caption": "说明"}
    image.contextual_alt_text, image.decorative = "两位社工", False
    StandardPageFactory(
        parent=dongguan.page,
        slug="about",
        body=[
            text("<p>一</p>"),
            ("heading", {"text": "标题", "level": "h3"}),
            ("picture", picture),
            ("picture_group", {"pictures": [picture, picture]}),
            ("quotation", {"text": "谢谢", "attribution": "王奶奶"}),
            ("video", {"file": document, "url": "", "caption": ""}),
            ("video", {"file": None, "url": FILM, "caption": "片"}),
            ("attachment", document),
            ("table", {"data": [["a", None], ["1", "2"]], "first_row_is_table_header": True,
                       "first_col_is_header": False, "table_caption": "表"}),
        ],
    )  # fmt: skip
    blocks = at(get, "/dongguan/about/")["body"]
    assert all(block.pop("id") for block in blocks)
    for shown in (blocks[2], *blocks[3]["pictures"]):
        assert shown["caption"] == "说明"
        assert shown["picture"]["alt"] == "两位社工"
        assert shown["picture"]["url"].startswith("http://testserver/media/")
    assert [block["type"] for block in blocks[2:4]] == ["picture", "picture_group"]
    file = f"http://testserver{document.url}"
    path = document.url
    assert blocks[:2] + blocks[4:] == [
        {"type": "rich_text", "text": "<p>一</p>"},
        {"type": "heading", "text": "标题", "level": 3},
        {"type": "quotation", "text": "谢谢", "attribution": "王奶奶"},
        {"type": "video", "url": file, "path": path, "player_url": None, "caption": ""},
        {
            "type": "video",
            "url": FILM,
            "path": None,
            "player_url": "https://v.qq.com/txp/iframe/player.html?vid=a1234567890",
            "caption": "片",
        },
        {
            "type": "attachment",
            "url": file,
            "path": path,
            "title": "年报",
            "extension": "pdf",
            "size": 2048,
        },
        {
            "type": "table",
            "caption": "表",
            "rows": [["a", ""], ["1", "2"]],
            "header_row": True,
            "header_column": False,
            "merged": [],
        },
    ]


def test_links_in_rich_text_lead_somewhere(get, client, dongguan, shenzhen, document, visit):
    source = (
        f'<p data-block-key="k"><a linktype="page" id="{visit.pk}">文章</a>、'
        f'<a id="{document.pk}" linktype="document">年报</a>、'
        '<a href="https://example.org/?a=1&amp;b=2">外面</a>、'
        '<a href="/旧/">旧址</a>、<a href="#top">上面</a>、'
        '<a linktype="page" id="99999">没有了</a></p>'
    )
    page = StandardPageFactory(parent=shenzhen.page, slug="links", body=[text(source)])
    (block,) = at(get, page.url)["body"]
    assert block["text"] == (
        '<p><a href="http://testserver/dongguan/news/visit/">文章</a>、'
        f'<a href="http://testserver{document.url}">年报</a>、'
        '<a href="https://example.org/?a=1&amp;b=2">外面</a>、'
        '<a href="http://testserver/%E6%97%A7/">旧址</a>、<a href="#top">上面</a>、没有了</p>'
    )
    assert '<a href="/dongguan/news/visit/">文章</a>' in client.get(page.url).content.decode()


def test_a_link_leads_to_the_translation_where_there_is_one(get, dongguan, visit):
    world.translate(visit, title="A visit", slug="a-visit")
    link = f'<p><a linktype="page" id="{visit.pk}">visit</a></p>'
    page = StandardPageFactory(parent=dongguan.page, slug="links", body=[text(link)])
    world.translate(page, title="Links", slug="links")
    (block,) = at(get, "/en/dongguan/links/")["body"]
    assert "http://testserver/en/dongguan/news/a-visit/" in block["text"]


def test_fields_of_one_page(get, problem, dongguan, visit):
    expected = {"title": "走访", "path": "/dongguan/news/visit/"}
    for path in (f"news/{visit.pk}", f"pages/{visit.pk}", "branches/dongguan/news/visit"):
        assert get(path, fields="title,path") == expected
    assert at(get, "/dongguan/news/visit/", fields="title,path") == expected
    assert get(f"pages/{dongguan.page.pk}", fields="title,body") == {"title": dongguan.page.title}
    assert problem(f"news/{visit.pk}", fields="titel")[1].keys() == {"fields"}


def test_rich_text_as_markdown(get, graphql, dongguan, visit):
    link = f'<a linktype="page" id="{visit.pk}">文章</a>'
    html = f"<p><b>粗</b>和{link}</p><ul><li>一</li><li>二</li></ul>"
    page = StandardPageFactory(parent=dongguan.page, slug="about", body=[text(html)])
    (block,) = at(get, "/dongguan/about/", rich_text="markdown")["body"]
    assert "**粗**和[文章](http://testserver/dongguan/news/visit/)" in block["text"]
    assert "- 一" in block["text"]
    query = """query ($id: Int!) { page(databaseId: $id) {
        ... on StandardPage { body { ... on RichTextBlock { text(format: MARKDOWN) } } } } }"""
    assert graphql(query, id=page.pk)["page"]["body"] == [{"text": block["text"]}]


def test_pages_in_rich_text_have_their_ids_on_request(get, graphql, dongguan, visit):
    """So that a frontend finds its own address for a link to a page."""
    world.translate(visit, title="A visit", slug="a-visit")
    link = f'<p><a linktype="page" id="{visit.pk}">文章</a></p>'
    page = StandardPageFactory(parent=dongguan.page, slug="about", body=[text(link)])
    path = "/dongguan/about/"
    (block,) = at(get, path, page_ids="true")["body"]
    url = "http://testserver/dongguan/news/visit/"
    assert block["text"] == f'<p><a href="{url}" data-page-id="{visit.pk}">文章</a></p>'
    assert at(get, path)["body"][0]["text"] == f'<p><a href="{url}">文章</a></p>'
    query = """query ($id: Int!) { page(databaseId: $id) { ... on StandardPage { body {
        ... on RichTextBlock { text with: text(pageIds: true) } } } } }"""
    (same,) = graphql(query, id=page.pk)["page"]["body"]
    assert same == {"text": f'<p><a href="{url}">文章</a></p>', "with": block["text"]}


def test_banners_of_a_branch(get, dongguan, image, visit):
    branch = dongguan.page
    branch.banners = [("banner", {"image": image, "caption": "活动", "page": visit, "url": ""})]
    branch.introduction = "<p>我们</p>"
    branch.save_revision().publish()
    page = at(get, "/dongguan/")
    (banner,) = page["banners"]
    assert (banner["caption"], banner["url"]) == ("活动", visit.full_url)
    assert page["introduction"] == "<p>我们</p>"


def test_addresses_with_chinese_are_percent_encoded(get, graphql, dongguan, visit):
    NewsPage.objects.filter(pk=visit.pk).update(
        slug="走访", url_path=visit.url_path.replace("visit", "走访")
    )
    visit.refresh_from_db()
    path = "/dongguan/news/%E8%B5%B0%E8%AE%BF/"
    url = f"http://testserver{path}"
    link = text(f'<p><a linktype="page" id="{visit.pk}">文章</a></p>')
    StandardPageFactory(parent=dongguan.page, slug="about", body=[link])
    Redirect.objects.create(old_path="/old", redirect_page=visit)
    Redirect.objects.create(old_path="/older", redirect_link="/走访/?从=旧")
    page = at(get, path)
    assert page == at(get, "/dongguan/news/走访/")
    assert (page["url"], page["path"]) == (url, path)
    assert page["seo"]["canonical"] == page["alternates"][0]["url"] == url
    assert page["breadcrumbs"][-1]["path"] == path
    assert page["seo"]["json_ld"]["@graph"][0]["url"] == url
    assert get("news/")["items"][0]["url"] == url
    assert at(get, "/dongguan/about/")["body"][0]["text"] == f'<p><a href="{url}">文章</a></p>'
    assert redirect(get, "/old/")["url"] == url
    assert redirect(get, "/older/")["url"] == "/%E8%B5%B0%E8%AE%BF/?%E4%BB%8E=%E6%97%A7"
    query = """{ news { edges { node { url path } } } }"""
    assert graphql(query)["news"]["edges"][0]["node"] == {"url": url, "path": path}


# --- Redirects, hosts -----------------------------------------------------------------------


def redirect(get, path, **parameters):
    return get("route/", path=path, **parameters)["redirect"]


def test_a_redirect_is_told_as_such(get, visit):
    Redirect.objects.create(old_path="/old", redirect_page=visit)
    Redirect.objects.create(old_path="/show.asp?id=5", redirect_page=visit, is_permanent=False)
    Redirect.objects.create(old_path="/?p=12", redirect_link="https://example.org/")
    assert redirect(get, "/old/") == {"url": visit.full_url, "path": visit.url, "permanent": True}
    shared = f"{visit.full_url}?from=wechat"
    assert redirect(get, "/old/?from=wechat")["url"] == shared
    assert not redirect(get, "/show.asp?id=5")["permanent"]
    assert redirect(get, "/?p=12") == {
        "url": "https://example.org/",
        "path": None,
        "permanent": True,
    }


def test_a_redirect_to_what_is_not_public_is_none(problem, visit):
    Redirect.objects.create(old_path="/old", redirect_page=visit)
    visit.unpublish()
    assert problem("route/", path="/old/")[0] == 404


def test_an_address_is_understood_as_a_browser_writes_it(get, dongguan):
    NewsPageFactory(parent=dongguan.index, slug="走访")
    found = at(get, "/dongguan/news/%E8%B5%B0%E8%AE%BF/")
    assert found["slug"] == "走访"


def test_a_redirect_leads_away_from_no_page_but_the_front(get, dongguan, visit):
    for old in ("/?p=12", "/dongguan/news/?p=12"):
        Redirect.add_redirect(old, redirect_to="/dongguan/", is_permanent=True)
    assert get("route/", path="/?p=12")["redirect"]["url"] == "/dongguan/"
    assert get("route/", path="/dongguan/news/?p=12")["page"]["type"] == "NewsIndexPage"
    Redirect.objects.update(is_permanent=False)
    assert get("route/", path="/?p=12")["page"]["type"] == "HomePage"


def test_an_address_on_another_host_redirects_there(get, dongguan, visit):
    world.own_host(dongguan.page, "dg.example.org")
    url = "http://dg.example.org/news/visit/"
    assert redirect(get, "/dongguan/news/visit/") == {
        "url": url,
        "path": None,  # on another host
        "permanent": True,
    }
    assert at(get, "/news/visit/", host="dg.example.org")["url"] == url


def test_a_frontend_names_the_host_that_it_stands_for(client, dongguan, visit):
    world.own_host(dongguan.page, "dg.example.org")
    answer = client.get("/api/v1/route/", {"path": "/news/visit/", "host": "dg.example.org"})
    assert answer.json()["page"]["title"] == "走访"


NOWHERE = [
    "nothing/",
    "/nothing/",
    "/dongguan//news/",
    "/fr/dongguan/",
    "/en/",
    "/../",
    "//",
    "/%00",
]


@pytest.mark.parametrize("path", [*NOWHERE, "?"])
def test_where_nothing_is_there_is_a_problem(client, dongguan, path):
    response = client.get("/api/v1/route/", {"path": path})
    if path == "?":  # the portal's own address, written oddly
        assert response.json()["page"]["type"] == "HomePage"
    else:
        assert response.status_code == 404
        assert response.headers["Content-Type"] == "application/problem+json"


def test_graphql_narrows_a_page_by_its_type(graphql, dongguan, visit):
    query = """{ route(path: "/dongguan/news/visit/") { redirect { url } page {
        __typename title breadcrumbs { title } ... on NewsPage { author
        body { __typename ... on RichTextBlock { text } } } } }
        newsPage(branch: "dongguan", slug: "visit") { title }
        nothing: route(path: "/nothing/") { page { title } } }"""
    assert graphql(query) == {
        "route": {
            "redirect": None,
            "page": {
                "__typename": "NewsPage",
                "title": "走访",
                "breadcrumbs": [
                    {"title": each} for each in ("鹏星社工", "东莞鹏星", "新闻动态", "走访")
                ],
                "author": "李四",
                "body": [{"__typename": "RichTextBlock", "text": "<p>第一段。</p>"}],
            },
        },
        "newsPage": {"title": "走访"},
        "nothing": None,
    }
