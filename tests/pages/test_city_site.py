"""What a reader finds on the portal and on a city site."""

import pytest
from bs4 import BeautifulSoup
from pytest_django.asserts import assertContains, assertNotContains

from tests.factories import NewsPageFactory, StandardPageFactory
from tests.html import find_link


@pytest.fixture
def site(dongguan, shenzhen):
    NewsPageFactory(parent=dongguan.index, title="东莞社工探访")
    NewsPageFactory(parent=shenzhen.index, title="深圳社工培训")


def test_the_portal_shows_all_branches_and_their_news(client, site):
    response = client.get("/")
    for text in ("东莞鹏星", "深圳鹏星", "东莞社工探访", "深圳社工培训"):
        assertContains(response, text)


def test_a_city_site_shows_its_own_news_only(client, site):
    response = client.get("/dongguan/")
    assertContains(response, "东莞社工探访")
    assertNotContains(response, "深圳社工培训")


def test_the_switcher_lists_the_cities_in_order_and_marks_the_current_one(client, site):
    html = client.get("/shenzhen/").content.decode()
    assert html.index(">东莞</a>") < html.index(">深圳</a>")
    assert find_link(html, "/shenzhen/", "深圳")["aria-current"] == "true"
    assert "aria-current" not in find_link(html, "/dongguan/", "东莞").attrs


def switcher(client, path):
    """City → address that the switcher of a page leads to."""
    soup = BeautifulSoup(client.get(path).content, "html.parser")
    return {link.text: link["href"] for link in soup.select(".switcher a")}


@pytest.mark.parametrize(
    "path,other",
    [
        ("/dongguan/", "/shenzhen/"),
        ("/dongguan/news/", "/shenzhen/news/"),
        ("/dongguan/news/visit/", "/shenzhen/news/"),
        ("/dongguan/contact/", "/shenzhen/contact/"),
        ("/dongguan/about/", "/shenzhen/about/"),
        ("/dongguan/about/history/", "/shenzhen/about/"),
        ("/dongguan/jobs/", "/shenzhen/"),
        ("/dongguan/secret/", "/shenzhen/"),
        ("/dongguan/nothing/", "/shenzhen/"),
        ("/", "/shenzhen/"),
    ],
)
def test_the_switcher_keeps_the_section(client, dongguan, shenzhen, path, other):
    NewsPageFactory(parent=dongguan.index, slug="visit")
    about = StandardPageFactory(parent=dongguan.page, slug="about")
    StandardPageFactory(parent=about, slug="history")
    StandardPageFactory(parent=dongguan.page, slug="jobs")
    StandardPageFactory(parent=dongguan.page, slug="secret")
    StandardPageFactory(parent=shenzhen.page, slug="about")
    StandardPageFactory(parent=shenzhen.page, slug="secret", live=False)
    assert switcher(client, path)["深圳"] == other


def test_breadcrumbs_lead_back_up_past_what_is_not_public(client, dongguan):
    about = StandardPageFactory(parent=dongguan.page, slug="about", title="机构简介")
    draft = StandardPageFactory(parent=about, slug="draft", title="未公开的栏目", live=False)
    StandardPageFactory(parent=draft, slug="deep", title="发展历程")
    soup = BeautifulSoup(client.get("/dongguan/about/draft/deep/").content, "html.parser")
    crumbs = soup.select(".breadcrumbs li")
    assert [crumb.text for crumb in crumbs] == ["鹏星社工", "东莞鹏星", "机构简介", "发展历程"]
    assert [link["href"] for link in soup.select(".breadcrumbs a")] == [
        "/",
        "/dongguan/",
        "/dongguan/about/",
    ]
    assert crumbs[-1]["aria-current"] == "page"


def test_the_menu_marks_where_one_is(client, dongguan):
    NewsPageFactory(parent=dongguan.index, slug="visit")
    for path, marked in [("", "首页"), ("news/", "新闻动态"), ("news/visit/", "新闻动态")]:
        soup = BeautifulSoup(client.get(f"/dongguan/{path}").content, "html.parser")
        assert [link.text for link in soup.select(".menu [aria-current]")] == [marked]


def test_a_city_site_shows_how_to_reach_it_at_a_glance(client, site):
    soup = BeautifulSoup(client.get("/dongguan/").content, "html.parser")
    glance = soup.select_one(".glance")
    assert glance.select_one("a[href='tel:+8676922820037']")
    assert "pengxing888@126.com" not in glance.text


def test_the_footer_shows_ones_own_branch_first_and_unfolded(client, site):
    soup = BeautifulSoup(client.get("/shenzhen/news/").content, "html.parser")
    assert [heading.text for heading in soup.select(".own h3")] == ["深圳鹏星"]
    assert [heading.text for heading in soup.select("details.fold h3")] == ["东莞鹏星"]


def test_a_standard_page_leads_to_the_pages_below_it(client, dongguan):
    services = StandardPageFactory(parent=dongguan.page, slug="services", title="服务项目")
    StandardPageFactory(parent=services, title="长者服务", show_in_menus=True)
    StandardPageFactory(parent=services, title="尚未公开", show_in_menus=True, live=False)
    response = client.get("/dongguan/services/")
    assertContains(response, "长者服务")
    assertNotContains(response, "尚未公开")


def test_the_portal_says_what_the_organisation_does(client, organisation):
    StandardPageFactory(parent=organisation, title="隐私政策", show_in_menus=True)
    soup = BeautifulSoup(client.get("/").content, "html.parser")
    assert [link.text for link in soup.select("main .topics a")] == ["隐私政策"]


@pytest.mark.parametrize("path", ["/", "/dongguan/", "/shenzhen/news/", "/nothing-here/"])
def test_every_footer_shows_every_branch_and_the_legal_facts(client, site, path):
    html = client.get(path).content.decode()
    assert 'href="mailto:dgpengxing@126.com"' in html
    assert 'href="tel:+8676922820037"' in html
    assert 'href="mailto:pengxing888@126.com"' in html
    assert "523082" in html
    assert "© 2014 鹏星社工 版权所有" in html
    assert '<a href="https://beian.miit.gov.cn/" rel="noopener">粤ICP备15059714号</a>' in html
    assert "技术支持：腾硕网络" in html


def test_a_standard_page_stands_in_its_branchs_menu(client, dongguan):
    StandardPageFactory(parent=dongguan.page, title="机构简介")
    assert find_link(client.get("/dongguan/").content, "/dongguan/ji-gou-jian-jie/", "机构简介")
    assertContains(client.get("/dongguan/ji-gou-jian-jie/"), "<h1>机构简介</h1>")


def test_a_branch_without_news_says_so(client, dongguan):
    assertContains(client.get("/dongguan/"), "暂无新闻。")
    assertContains(client.get("/dongguan/news/"), "暂无新闻。")


def test_an_unknown_address_is_404_in_the_sites_frame(client, site):
    response = client.get("/dongguan/nothing/")
    assertContains(response, "页面不存在", status_code=404)
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.select_one(".site-branch").text == "东莞鹏星"
    assert soup.select_one(".switcher [aria-current]").text == "东莞"
    assert soup.select_one("form[role=search] [selected]")["value"] == "dongguan"


def test_a_phone_call_is_one_tap_away(client, site):
    for path in ("/dongguan/", "/dongguan/nothing/"):
        soup = BeautifulSoup(client.get(path).content, "html.parser")
        assert soup.select_one(".call a")["href"] == "tel:+8676922820037"


def test_switching_city_on_the_search_page_keeps_the_words(client, site):
    path = "/search/?q=社工&branch=dongguan"
    assert switcher(client, path)["深圳"] == "?q=%E7%A4%BE%E5%B7%A5&branch=shenzhen"
    assert 'class="site-branch" href="/dongguan/"' in client.get(path).content.decode()


def test_a_title_breaks_between_its_phrases_and_stays_escaped(client, dongguan):
    NewsPageFactory(parent=dongguan.index, slug="long", title="生日会：<b>一碗</b>面，一份牵挂")
    soup = BeautifulSoup(client.get("/dongguan/news/long/").content, "html.parser")
    phrases = [span.text for span in soup.select("h1 .phrase")]
    assert phrases == ["生日会：", "<b>一碗</b>面，", "一份牵挂"]
    assert soup.h1.text == "生日会：<b>一碗</b>面，一份牵挂"
