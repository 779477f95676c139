"""Slugs: readable pinyin, while typing and on saving; never empty, never clashing."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from cms.core.pages.slugs import MAX_LENGTH, slugify
from news.models import NewsPage
from tests import world
from tests.factories import NewsPageFactory, UserFactory

from .forms import create, edit

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@pytest.mark.parametrize(
    "title,slug",
    [
        ("机构简介", "ji-gou-jian-jie"),
        ("牵手共学,东莞鹏星", "qian-shou-gong-xue-dong-guan-peng-xing"),
        ("“牵手”计划：２０２２年（第三期）！", "qian-shou-ji-hua-2022-nian-di-san-qi"),
        ("重庆银行", "chong-qing-yin-hang"),
        ("東莞鵬星", "dong-guan-peng-xing"),
        ("绿色ABC行动", "lv-se-abc-xing-dong"),
        ("Café Straße", "cafe-strasse"),
        ("a_b", "a-b"),
        ("！？。", ""),
        ("", ""),
    ],
)
def test_slugify(title, slug):
    assert slugify(title) == slug


def test_a_long_title_is_cut_between_words():
    slug = slugify("东莞市鹏星社会工作服务社" * 5)
    assert len(slug) <= MAX_LENGTH
    assert slugify("东莞市鹏星社会工作服务社" * 5, 1000).startswith(slug + "-")


@given(st.text(max_size=300))
def test_any_text_gives_a_valid_slug_or_none(text):
    slug = slugify(text)
    assert slug == "" or (SLUG.fullmatch(slug) and len(slug) <= MAX_LENGTH)
    assert slugify(slug) == slug


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1))
def test_common_han_are_never_lost(text):
    assert slugify(text) != ""


class AnyTitleInCode(TestCase):
    """`TestCase` of Hypothesis: one database transaction for each example."""

    @settings(max_examples=15, deadline=None)
    @given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=255))
    def test_two_articles_of_any_one_title_get_two_valid_slugs(self, title):
        world.organisation()
        dongguan = world.found("dongguan")
        pages = [NewsPageFactory(parent=dongguan.index, title="!" + title[:254]) for _ in range(2)]
        assert all(SLUG.fullmatch(page.slug) for page in pages)
        assert pages[0].slug != pages[1].slug


def test_a_title_without_any_sound_still_gets_a_slug(dongguan):
    assert NewsPageFactory(parent=dongguan.index, title="！？").slug == "newspage"
    assert NewsPageFactory(parent=dongguan.index, title="……").slug == "newspage-2"


def test_a_system_address_is_avoided_in_code(dongguan):
    from tests.factories import StandardPageFactory

    assert StandardPageFactory(parent=dongguan.page, title="Search").slug == "search-2"
    assert NewsPageFactory(parent=dongguan.index, title="Search").slug == "search"


def test_the_browser_gets_pinyin_while_the_title_is_typed(client, dongguan):
    client.force_login(dongguan.editor())
    response = client.get("/admin/slug/", {"title": "走访慰问"})
    assert response.json() == {"slug": "zou-fang-wei-wen"}


def test_strangers_cannot_ask_for_slugs(client, dongguan):
    assert client.get("/admin/slug/", {"title": "走访"}).status_code == 302


def test_a_slug_left_empty_is_made_on_saving_and_can_be_edited(client, dongguan):
    client.force_login(UserFactory(is_superuser=True))
    create(client, "news/newspage", dongguan.index, title="走访慰问", **{"action-publish": "1"})
    page = NewsPage.objects.get(title="走访慰问")
    assert page.slug == "zou-fang-wei-wen"
    edit(client, page, slug="visit-2024", **{"action-publish": "1"})
    page.refresh_from_db()
    assert page.slug == "visit-2024"
