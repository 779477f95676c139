"""Two languages: a translation has its address, a missing one has none."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains
from wagtail.models import Locale
from wagtail_localize.models import LocaleSynchronization

from tests import world
from tests.factories import NewsCategoryFactory, NewsPageFactory
from tests.html import find_link


@pytest.fixture
def english(dongguan, shenzhen):
    """English is opened, and wagtail-localize fills its tree with placeholders."""
    locale = Locale.objects.create(language_code="en")
    LocaleSynchronization.objects.create(
        locale=locale, sync_from=Locale.objects.get(language_code="zh-hans")
    )
    return locale


@pytest.mark.parametrize("path", ["/en/", "/en/dongguan/", "/en/dongguan/news/", "/zh-hant/"])
def test_an_address_in_a_language_without_a_translation_is_404(client, english, path):
    response = client.get(path)
    assert response.status_code == 404
    assertNotContains(response, "市鹏星社会工作服务社", status_code=404)


def test_a_language_that_head_office_has_not_opened_is_404(client, dongguan):
    assert client.get("/en/").status_code == 404
    assert client.get("/en/dongguan/").status_code == 404


def test_a_translation_has_its_own_address_below_parents_that_have_none(client, dongguan, english):
    article = NewsPageFactory(parent=dongguan.index, slug="visit", title="探访")
    translation = world.translate(article, title="A home visit")
    assert translation.full_url == "http://testserver/en/dongguan/news/visit/"
    assertContains(client.get("/en/dongguan/news/visit/"), "<h1>A home visit</h1>")
    assert client.get("/en/dongguan/").status_code == 404


def test_a_translated_branch_lists_translated_news_only(client, dongguan, english):
    article = NewsPageFactory(parent=dongguan.index, title="探访")
    NewsPageFactory(parent=dongguan.index, title="没有译文")
    world.translate(dongguan.page, short_name="Dongguan Pengxing")
    world.translate(article, title="A home visit")
    response = client.get("/en/dongguan/")
    assertContains(response, "A home visit")
    assertNotContains(response, "没有译文")
    assertNotContains(client.get("/dongguan/"), "A home visit")


def test_switcher_and_footer_use_the_sources_facts_where_a_translation_is_missing(
    client, dongguan, english
):
    world.translate(dongguan.page, city="Dongguan", short_name="Dongguan Pengxing")
    html = client.get("/en/dongguan/").content.decode()
    assert find_link(html, "/en/dongguan/", "Dongguan")["aria-current"] == "true"
    assert find_link(html, "/shenzhen/", "深圳")["lang"] == "zh-hans"
    assert "pengxing888@126.com" in html
    assert "dgpengxing@126.com" in html
    assert "鹏星社工" in html


def test_a_draft_translation_is_not_used_for_facts(client, dongguan, english):
    world.translate(dongguan.page, city="Dongguan", short_name="Dongguan Pengxing")
    contact = world.translate(dongguan.contact, email="english@example.org")
    assertContains(client.get("/en/dongguan/"), "english@example.org")
    contact.unpublish()
    response = client.get("/en/dongguan/")
    assertNotContains(response, "english@example.org")
    assertContains(response, "dgpengxing@126.com")


def test_the_interface_speaks_the_pages_language(client, dongguan, english):
    world.translate(dongguan.page, short_name="Dongguan Pengxing")
    assertContains(client.get("/en/dongguan/"), "Latest news")
    assertContains(client.get("/dongguan/"), "最新动态")


def test_a_category_filter_uses_the_pages_language(client, dongguan, english):
    party = NewsCategoryFactory(code="party-building", name="党建")
    translated = party.copy_for_translation(english)
    translated.name = "Party building"
    translated.save()
    article = NewsPageFactory(parent=dongguan.index, title="共建", category=party)
    world.translate(dongguan.index, title="News")
    world.translate(article, title="Joint work", category=translated)
    response = client.get("/en/dongguan/news/?category=party-building")
    assertContains(response, "Joint work")
    assertContains(response, "Party building")


def test_a_portal_draft_does_not_hide_a_published_branch(client, organisation, dongguan, english):
    portal = world.translate(organisation, title="Pengxing Social Work")
    world.translate(dongguan.page, short_name="Dongguan Pengxing")
    portal.unpublish()
    assert client.get("/en/").status_code == 404
    assertContains(client.get("/en/dongguan/"), "Dongguan Pengxing")


def test_a_link_in_a_text_goes_to_the_translation_only_if_that_is_published(
    client, dongguan, english
):
    target = NewsPageFactory(parent=dongguan.index, slug="target", title="目标")
    source = NewsPageFactory(parent=dongguan.index, slug="source", title="来源")
    from wagtail.rich_text import RichText

    body = [("rich_text", RichText(f'<p><a linktype="page" id="{target.pk}">go</a></p>'))]
    world.translate(source, title="Source", body=body)
    assertContains(client.get("/en/dongguan/news/source/"), '<a href="/dongguan/news/target/">go')
    world.translate(target, title="Target")
    assertContains(
        client.get("/en/dongguan/news/source/"), '<a href="/en/dongguan/news/target/">go'
    )
