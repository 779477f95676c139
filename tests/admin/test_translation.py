"""A translation made with wagtail-localize, as the translation editor makes it."""

import pytest
from django.core.files.base import ContentFile
from django.test.client import encode_multipart
from pytest_django.asserts import assertContains
from wagtail.documents.models import Document
from wagtail.models import Locale
from wagtail.rich_text import RichText
from wagtail_localize.models import (
    LocaleSynchronization,
    OverridableSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from news.models import NewsPage
from tests.factories import NewsCategoryFactory, NewsPageFactory
from tests.world import head_officer


@pytest.fixture
def english(dongguan):
    locale = Locale.objects.create(language_code="en")
    LocaleSynchronization.objects.create(locale=locale, sync_from=Locale.get_default())
    return locale


@pytest.fixture
def translate(django_capture_on_commit_callbacks):
    """Send for translation, translate each string (by `words`, else marked «…»), publish."""

    def run(instance, locale, words):
        source, _created = TranslationSource.update_or_create_from_instance(instance)
        translation, _created = Translation.objects.get_or_create(
            source=source, target_locale=locale
        )
        for segment in source.stringsegment_set.all():
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                locale=locale,
                context=segment.context,
                defaults={"data": words.get(segment.string.data, f"«{segment.string.data}»")},
            )
        with django_capture_on_commit_callbacks(execute=True):
            translation.save_target(publish=True)
        return translation.get_target_instance()

    return run


@pytest.fixture
def article(dongguan, image):
    image.contextual_alt_text, image.decorative = "社工与长者", False
    page = NewsPageFactory(
        parent=dongguan.index,
        title="走访慰问",
        slug="visit",
        category=NewsCategoryFactory(code="services", name="服务动态"),
        cover=image,
        excerpt="摘要",
        body=[
            ("rich_text", RichText("<p>走访五户。</p>")),
            ("heading", {"text": "第一节", "level": "h3"}),
            ("picture", {"image": image, "caption": "说明"}),
            ("picture_group", {"pictures": [{"image": image, "caption": "组图说明"}] * 2}),
            ("quotation", {"text": "助人自助", "attribution": "社工"}),
            ("attachment", Document.objects.create(title="手册", file=ContentFile(b"x", "a.pdf"))),
            (
                "table",
                {
                    "data": [["服务", "次数"], ["探访", None]],
                    "table_header_choice": "row",
                    "first_row_is_table_header": True,
                    "first_col_is_header": False,
                    "table_caption": "统计",
                },
            ),
        ],
    )
    page.tags.add("长者")
    page.save_revision().publish()
    return NewsPage.objects.get(pk=page.pk)


def test_every_text_of_an_article_is_translated(client, translate, english, article):
    translate(article.category, english, {"服务动态": "Services"})
    page = translate(article, english, {"走访慰问": "Home visits", "visit": "home-visits"})
    assert page.url == "/en/dongguan/news/home-visits/"
    response = client.get(page.url)
    for text in (
        "<h1>Home visits</h1>",
        "«走访五户。»",
        "<h2>«第一节»</h2>",
        'alt="«社工与长者»"',
        "<figcaption>«说明»</figcaption>",
        "<figcaption>«组图说明»</figcaption>",
        "«助人自助»",
        "«服务»",
        "«探访»",
        "«统计»",
        "Services",
        "长者",
        "手册",
    ):
        assertContains(response, text)
    assert page.published_at == article.published_at
    assert page.cover == article.cover
    assert page.branch.locale == english
    assert page.content_locale == english
    assert page.summary == "«摘要»"


def test_a_branchs_code_and_slug_cannot_be_translated(client, translate, dongguan, english):
    source, _created = TranslationSource.update_or_create_from_instance(dongguan.page)
    contexts = {segment.context.path for segment in source.stringsegment_set.all()}
    assert contexts == {"city", "short_name", "full_name"}
    page = translate(dongguan.page, english, {"东莞": "Dongguan", "东莞鹏星": "Dongguan Pengxing"})
    assert (page.code, page.slug, page.title) == ("dongguan", "dongguan", "Dongguan Pengxing")
    assertContains(client.get("/en/dongguan/"), "Dongguan Pengxing")


def test_code_and_place_reach_the_translations_at_once(client, translate, dongguan, english):
    translate(dongguan.page, english, {})
    page = dongguan.page
    page.code, page.switcher_position = "guancheng", 9
    page.save_revision().publish()
    translation = page.get_translation(english)
    assert (translation.code, translation.slug) == ("guancheng", "guancheng")
    assert translation.switcher_position == 9
    assert client.get("/en/guancheng/").status_code == 200


def test_a_translations_older_revision_does_not_bring_the_old_code_back(
    translate, dongguan, english
):
    old = translate(dongguan.page, english, {}).save_revision()
    dongguan.page.code = "guancheng"
    dongguan.page.save_revision().publish()
    old.refresh_from_db()
    old.publish()
    translation = dongguan.page.get_translation(english)
    assert (translation.code, translation.slug) == ("guancheng", "guancheng")


def test_sending_a_page_for_translation_publishes_nothing(client, dongguan, english, article):
    client.force_login(head_officer())
    for page in (dongguan.page, article):
        sent = client.post(f"/admin/localize/submit/page/{page.pk}/", {"locales": [english.pk]})
        assert sent.status_code == 302
        assert page.get_translation(english).alias_of is None
    assert client.get("/en/dongguan/").status_code == 404
    assert client.get("/en/dongguan/news/visit/").status_code == 404


def test_a_placeholder_that_is_made_a_page_of_its_own_is_a_draft(client, dongguan, english):
    placeholder = dongguan.page.get_translation(english)
    client.force_login(dongguan.editor())
    client.post(f"/admin/pages/{placeholder.pk}/convert_alias/")
    placeholder.refresh_from_db()
    assert placeholder.alias_of is None
    assert not placeholder.live
    assert client.get("/en/dongguan/").status_code == 404


@pytest.mark.parametrize("role", ["editor", "approver"])
def test_branch_teams_cannot_take_a_structural_translation_offline(
    client, translate, dongguan, english, role
):
    translate(dongguan.page, english, {})
    page = translate(dongguan.contact, english, {})
    client.force_login(getattr(dongguan, role)())
    assert client.post(f"/admin/localize/page/{page.pk}/convert_to_alias/").status_code == 302
    page.refresh_from_db()
    assert page.live
    assert page.alias_of is None


def test_a_draft_of_the_branchs_translation_lends_its_names_to_nobody(
    client, translate, dongguan, english, article
):
    page = translate(article, english, {})
    branch = translate(dongguan.page, english, {"东莞鹏星": "Draft name"})
    branch.unpublish()
    html = client.get(page.url).content.decode()
    assert "Draft name" not in html
    assert "东莞鹏星" in html


def test_an_excerpt_may_grow_in_translation(translate, english, article):
    page = translate(article, english, {"摘要": "a long way of putting it " * 11})
    assert len(page.summary) > 250


def test_an_article_gets_its_category_in_its_own_language(dongguan, english):
    category = NewsCategoryFactory()
    foreign = category.copy_for_translation(english)
    foreign.save()
    assert NewsPageFactory(parent=dongguan.index, category=foreign).category == category


def test_an_address_smuggled_in_as_an_override_is_no_link(client, dongguan, image):
    page = dongguan.page
    banner = {"image": image, "caption": "", "page": None, "url": "javascript:alert(1)"}
    page.banners = [("banner", banner)]
    page.save_revision().publish()
    video = {"file": None, "url": "javascript:alert(1)", "caption": ""}
    article = NewsPageFactory(parent=dongguan.index, body=[("video", video)])
    for path in ("/dongguan/", article.url):
        assert "javascript:" not in client.get(path).content.decode()


def test_a_script_in_the_place_of_a_link_is_refused(client, dongguan, english, translate):
    """wagtail-localize stores what its editor sends for a link as it comes."""
    text = RichText('<p><a href="https://example.org/">链接</a></p>')
    article = NewsPageFactory(parent=dongguan.index, body=[("rich_text", text)])
    translate(article, english, {})
    translation = Translation.objects.get(source__object_id=article.translation_key)
    segment = OverridableSegment.objects.get(data_json__contains="example.org")
    url = f"/admin/localize/translate/{translation.pk}/overrides/{segment.pk}/edit/"
    client.force_login(head_officer())

    def override(value):
        data = encode_multipart("limit", {"value": value})
        return client.put(url, data, content_type="multipart/form-data; boundary=limit")

    assert override("java\tscript:alert(1)").status_code == 400
    assert override("https://example.com/").status_code == 201


def test_head_office_sends_pages_for_translation_and_branch_teams_do_not(
    client, dongguan, english, article
):
    url = f"/admin/localize/submit/page/{article.pk}/"
    client.force_login(dongguan.editor())
    assert client.get(url).status_code == 302
    client.force_login(head_officer())
    assert client.get(url).status_code == 200
