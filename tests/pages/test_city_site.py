"""What a reader finds on the portal and on a city site."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from tests.factories import NewsPageFactory, StandardPageFactory


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
    assert '<a href="/shenzhen/" aria-current="true">深圳</a>' in html
    assert '<a href="/dongguan/">东莞</a>' in html


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
    assertContains(client.get("/dongguan/"), '<a href="/dongguan/ji-gou-jian-jie/">机构简介</a>')
    assertContains(client.get("/dongguan/ji-gou-jian-jie/"), "<h1>机构简介</h1>")


def test_a_branch_without_news_says_so(client, dongguan):
    assertContains(client.get("/dongguan/"), "暂无新闻。")
    assertContains(client.get("/dongguan/news/"), "暂无新闻。")


def test_an_unknown_address_is_404_in_the_sites_frame(client, site):
    response = client.get("/dongguan/nothing/")
    assertContains(response, "页面不存在", status_code=404)
    assertContains(response, "城市切换", status_code=404)
