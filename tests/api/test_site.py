"""The frame around every page, branches and contacts."""

import pytest

from home.models import HomePage
from tests import world
from tests.factories import ImageFactory, StandardPageFactory


def test_the_frame_in_one_request(get, organisation, dongguan, shenzhen):
    StandardPageFactory(parent=organisation, title="隐私政策", slug="privacy", show_in_menus=True)
    site = get("site/")
    assert (site["name"], site["url"], site["branch"]) == ("鹏星社工", "http://testserver/", None)
    assert site["legal"] == {
        "copyright_owner": "鹏星社工",
        "copyright_since": 2014,
        "icp_number": "粤ICP备15059714号",
        "public_security_number": "",
        "technical_support": "腾硕网络",
    }
    assert [link["path"] for link in site["menu"]] == ["/privacy/"]
    assert [branch["code"] for branch in site["branches"]] == ["dongguan", "shenzhen"]
    branch = site["branches"][0]
    assert (branch["city"], branch["short_name"], branch["path"]) == (
        "东莞",
        "东莞鹏星",
        "/dongguan/",
    )
    assert branch["contact"]["phone"] == "0769-22820037"
    assert [link["path"] for link in branch["menu"]] == ["/dongguan/news/", "/dongguan/contact/"]
    assert [language["code"] for language in site["languages"]] == ["zh-hans"]


def test_for_a_branch_or_on_its_host(get, problem, dongguan, shenzhen):
    assert get("site/", branch="shenzhen")["branch"]["code"] == "shenzhen"
    assert "dongguan, shenzhen" in problem("site/", branch="beijing")[1]["branch"]
    page = dongguan.page
    page.icp_number = "粤ICP备15059714号-2"
    page.save_revision().publish()
    world.own_host(page, "dg.example.org")
    site = get("site/", host="dg.example.org")
    assert site["branch"]["code"] == "dongguan"
    assert site["legal"]["icp_number"] == "粤ICP备15059714号-2"
    assert [branch["url"] for branch in site["branches"]] == [
        "http://dg.example.org/",
        "http://testserver/shenzhen/",
    ]


def test_in_another_language_with_the_source_where_that_is_missing(get, dongguan, shenzhen):
    world.translate(HomePage.objects.get(), title="Pengxing")
    world.translate(dongguan.page, short_name="Dongguan Pengxing")
    site = get("site/", locale="en")
    assert site["name"] == "Pengxing"
    names = [(branch["locale"], branch["short_name"]) for branch in site["branches"]]
    assert names == [("en", "Dongguan Pengxing"), ("zh-hans", "深圳鹏星")]
    assert [(each["code"], each["path"]) for each in site["languages"]] == [
        ("zh-hans", "/"),
        ("en", "/en/"),
    ]


def test_branches_and_contacts_are_the_organisations_on_every_host(get, dongguan, shenzhen):
    contact = dongguan.contact
    contact.wechat_qr, contact.latitude, contact.longitude = ImageFactory(), "23.05", "113.75"
    contact.save_revision().publish()
    world.own_host(dongguan.page, "dg.example.org")
    for host in ("testserver", "dg.example.org"):
        codes = [branch["code"] for branch in get("branches/", host=host)]
        assert codes == ["dongguan", "shenzhen"]
        found = get("contacts/", host=host)
        assert [each["branch"]["code"] for each in found] == codes
        assert found[0]["phone_uri"] == "tel:+8676922820037"
        assert found[0]["position"] == {"latitude": 23.05, "longitude": 113.75}
        assert found[0]["map_url"].startswith("https://uri.amap.com/marker?position=113.75")
        assert found[0]["wechat_qr"]["url"].startswith(f"http://{host}/media/")
    assert get("branches/shenzhen/")["contact"]["phone"] == "0755-26470873"


@pytest.mark.parametrize("path", ["branches/beijing/", "pages/99999/", "news/99999/", "images/9/"])
def test_what_there_is_not_is_404(problem, dongguan, path):
    assert problem(path) == (404, {})


def test_graphql_asks_for_several_things_at_once(graphql, dongguan):
    query = """{ site { name branches { code contact { phone } menu { path } } legal { icpNumber } }
        branch(code: "dongguan") { shortName } contacts { email } categories { code }
        branches(locale: EN) { code } }"""
    answer = graphql(query)
    assert answer["site"]["branches"][0]["contact"] == {"phone": "0769-22820037"}
    assert answer["branch"] == {"shortName": "东莞鹏星"}
    assert answer["contacts"] == [{"email": "dgpengxing@126.com"}]
