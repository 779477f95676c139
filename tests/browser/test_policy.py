"""Our Content-Security-Policy keeps no page of ours from anything that it needs: `Visitor` fails on
what a browser says of it."""

import pytest
from playwright.sync_api import expect
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from tests.factories import ImageFactory, NewsPageFactory, UserFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def test_the_consoles_of_the_apis(visitor, site):
    page = visitor(viewport={"width": 1280, "height": 900}).page
    page.goto("/api/v1/docs")
    page.get_by_text("/api/v1/news", exact=True).first.click()
    page.get_by_role("button", name="Try it out").first.click()
    page.get_by_role("button", name="Execute").first.click()
    expect(page.get_by_text("Server response").first).to_be_visible()
    page.goto("/graphql/")
    page.get_by_role("button", name="Execute query").click()
    expect(page.locator(".result-window")).to_contain_text("edges")


def test_the_consoles_on_a_phone(visitor, site):
    phone = visitor(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True).page
    for address in ("/api/v1/docs", "/graphql/"):
        phone.goto(address)
        phone.get_by_text("news").first.wait_for()
        assert phone.evaluate("document.documentElement.scrollWidth") == 390, address
    phone.goto("/api/v1/docs")
    phone.get_by_text("/api/v1/news", exact=True).first.click()
    phone.get_by_role("button", name="Try it out").first.click()
    phone.get_by_role("button", name="Execute").first.click()
    expect(phone.get_by_text("Server response").first).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") == 390


def test_the_admin(visitor, site, dongguan):
    english = Locale.objects.create(language_code="en")
    article = NewsPageFactory(parent=dongguan.index, body=[("rich_text", "<p>一段。</p>")])
    image = ImageFactory(collection=dongguan.team.collection)
    source, _created = TranslationSource.update_or_create_from_instance(article)
    translation = Translation.objects.create(source=source, target_locale=english)
    translation.save_target(publish=False)
    translated = article.get_translation(english)
    page = visitor(viewport={"width": 1280, "height": 900}).log_in(UserFactory(is_superuser=True))
    for address in (
        f"/admin/pages/{dongguan.index.pk}/",
        f"/admin/pages/{article.pk}/history/",
        f"/admin/pages/{translated.pk}/edit/",
        f"/admin/images/{image.pk}/",
        "/admin/images/add/",
        "/admin/documents/multiple/add/",
        "/admin/reports/site-history/",
        "/admin/workflows/list/",
        "/admin/users/",
        "/admin/components/",
        "/admin/account/",
    ):
        page.goto(address)
        page.wait_for_load_state("networkidle")
    page.goto(f"/admin/pages/{article.pk}/edit/")
    page.get_by_role("button", name="选择一个图片").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
