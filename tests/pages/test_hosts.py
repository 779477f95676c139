"""A branch on a host of its own."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tests import world
from tests.factories import NewsPageFactory
from tests.html import find_link

OWN = "dg.example.org"


@pytest.fixture
def article(dongguan, shenzhen):
    article = NewsPageFactory(parent=dongguan.index, title="东莞社工探访", slug="visit")
    NewsPageFactory(parent=shenzhen.index, title="深圳社工培训", slug="training")
    world.own_host(dongguan.page, OWN)
    return article


def test_the_branch_lives_at_the_root_of_its_host(client, article):
    assertContains(client.get("/", headers={"host": OWN}), "<h1>东莞市鹏星社会工作服务社</h1>")
    assertContains(client.get("/news/visit/", headers={"host": OWN}), "<h1>东莞社工探访</h1>")


@pytest.mark.parametrize(
    "old,new",
    [
        ("/dongguan/", "http://dg.example.org/"),
        ("/dongguan/news/visit/?from=wechat", "http://dg.example.org/news/visit/?from=wechat"),
        ("/dongguan/contact/", "http://dg.example.org/contact/"),
    ],
)
def test_its_path_on_the_main_host_redirects_there_for_good(client, article, old, new):
    assertRedirects(client.get(old), new, status_code=301, fetch_redirect_response=False)


def test_links_and_canonical_follow(client, article):
    portal = client.get("/").content.decode()
    assert find_link(portal, "http://dg.example.org/news/visit/", "东莞社工探访")
    assert find_link(portal, "http://dg.example.org/", "东莞")
    own = client.get("/news/visit/", headers={"host": OWN}).content.decode()
    assert '<link rel="canonical" href="http://dg.example.org/news/visit/">' in own
    assert find_link(own, "http://testserver/shenzhen/news/", "深圳")
    assert find_link(own, "/news/", "东莞")["aria-current"] == "true"


def test_the_footer_is_the_organisations_on_every_host(client, article):
    response = client.get("/", headers={"host": OWN})
    assertContains(response, "dgpengxing@126.com")
    assertContains(response, "pengxing888@126.com")


def test_other_branches_and_the_portal_do_not_live_on_its_host(client, article):
    assert client.get("/shenzhen/", headers={"host": OWN}).status_code == 404
    assertNotContains(client.get("/", headers={"host": OWN}), "深圳社工培训")


def test_filing_numbers_of_the_branch_stand_on_its_own_host_only(client, dongguan, article):
    page = dongguan.page
    page.icp_number = "粤ICP备15059714号-2"
    page.public_security_number = "粤公网安备 44190002000001号"
    page.save_revision().publish()
    own = client.get("/", headers={"host": OWN})
    assertContains(own, "粤ICP备15059714号-2")
    assertContains(own, "粤公网安备 44190002000001号")
    portal = client.get("/")
    assertContains(portal, "粤ICP备15059714号<")
    assertNotContains(portal, "粤公网安备")


def test_an_unknown_host_gets_the_portal(client, article):
    assertContains(client.get("/", headers={"host": "elsewhere.example"}), "<h1>鹏星社工</h1>")


def test_a_translated_branch_keeps_its_host(client, dongguan, article):
    world.translate(dongguan.page, short_name="Dongguan Pengxing")
    assertContains(client.get("/en/", headers={"host": OWN}), "Dongguan Pengxing")
    assertRedirects(
        client.get("/en/dongguan/"),
        "http://dg.example.org/en/",
        status_code=301,
        fetch_redirect_response=False,
    )
