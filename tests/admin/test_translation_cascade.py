"""What is done to a page is done to its translations, by every way in, whole or not at all."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from pytest_django.asserts import assertContains
from wagtail.models import APIToken, Locale, Page, PageLogEntry, PageViewRestriction
from wagtail_localize.models import LocaleSynchronization, Translation, TranslationSource

from news.models import NewsPage
from tests import world
from tests.factories import NewsPageFactory
from tests.layers import shared

from .forms import create


@shared
def english(dongguan, shenzhen):
    locale = Locale.objects.create(language_code="en")
    LocaleSynchronization.objects.create(locale=locale, sync_from=Locale.get_default())
    return locale


@shared
def article(dongguan, english):
    page = NewsPageFactory(parent=dongguan.index, title="走访慰问", slug="visit")
    page.save_revision().publish()
    return NewsPage.objects.get(pk=page.pk)


@shared
def visit(article):
    """Its English translation, public."""
    world.translate(article.branch, short_name="Dongguan Pengxing")
    return world.translate(article, title="Home visits")


@pytest.fixture
def placeholder(article, english):
    return article.copy_for_translation(english, copy_parents=True, alias=True)


@pytest.fixture
def chief(client, dongguan):
    client.force_login(world.head_officer())
    return client


def in_minutes(minutes):
    return timezone.now() + timedelta(minutes=minutes)


def bulk(client, action, *pages, **data):
    ids = "&".join(f"id={page.pk}" for page in pages)
    return client.post(f"/admin/bulk/wagtailcore/page/{action}/?{ids}", data)


def v3(client, user, method, path, **body):
    _token, key = APIToken.create_token(user=user, name="电脑")
    headers = {"authorization": f"Bearer {key}"}
    sent = {"data": body, "content_type": "application/json"}
    return getattr(client, method)(f"/api/v3-preview/pages/{path}", headers=headers, **sent)


def expire(client, page):
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now())
    call_command("publish_scheduled")


UNPUBLISH = {
    "view": lambda client, page: client.post(f"/admin/pages/{page.pk}/unpublish/"),
    "bulk": lambda client, page: bulk(client, "unpublish", page),
    "v3": lambda client, page: v3(
        client, world.head_officer(), "post", f"{page.pk}/actions/unpublish/", recursive=False
    ),
    "time": expire,
    "code": lambda client, page: page.unpublish(),
    "admin API": lambda client, page: client.post(
        f"/admin/api/main/pages/{page.pk}/action/unpublish/"
    ),
}
DELETE = {
    "view": lambda client, page: client.post(f"/admin/pages/{page.pk}/delete/"),
    "bulk": lambda client, page: bulk(client, "delete", page),
    "v3": lambda client, page: v3(client, world.head_officer(), "delete", f"{page.pk}/"),
    "code": lambda client, page: page.delete(),
    "query": lambda client, page: Page.objects.filter(pk=page.pk).delete(),
}
MOVE = {
    "view": lambda client, page, to: client.post(f"/admin/pages/{page.pk}/move/{to.pk}/confirm/"),
    "bulk": lambda client, page, to: bulk(client, "move", page, chooser=to.pk),
    "v3": lambda client, page, to: v3(
        client,
        world.head_officer(),
        "post",
        f"{page.pk}/actions/move/",
        destination_id=to.pk,
        position="last-child",
    ),
    "code": lambda client, page, to: page.move(to, pos="last-child"),
}


# --- Unpublish ------------------------------------------------------------------------------


@pytest.mark.parametrize("way", UNPUBLISH)
def test_translations_go_offline_with_their_source(chief, article, visit, way):
    assert chief.get(visit.url).status_code == 200
    UNPUBLISH[way](chief, article)
    visit.refresh_from_db()
    assert not visit.live
    assert chief.get("/en/dongguan/news/visit/").status_code == 404


def test_a_translation_goes_offline_alone(chief, article, visit):
    UNPUBLISH["view"](chief, visit)
    article.refresh_from_db()
    visit.refresh_from_db()
    assert (article.live, visit.live) == (True, False)


def test_subpages_take_their_translations_along(chief, dongguan, article, visit):
    chief.post(f"/admin/pages/{dongguan.page.pk}/unpublish/", {"include_descendants": "on"})
    live = Page.objects.live()
    assert not live.filter(locale=visit.locale).exists()
    assert not live.descendant_of(dongguan.page, inclusive=True).exists()


# --- Delete ---------------------------------------------------------------------------------


@pytest.mark.parametrize("way", DELETE)
def test_translations_are_deleted_with_their_source(chief, article, visit, way):
    DELETE[way](chief, article)
    assert not Page.objects.filter(translation_key=article.translation_key).exists()


@pytest.mark.parametrize("way", DELETE)
def test_no_placeholder_outlives_its_source(chief, article, placeholder, way):
    DELETE[way](chief, article)
    assert not Page.objects.filter(pk=placeholder.pk).exists()


def test_source_and_translation_may_be_deleted_at_once(chief, article, visit):
    assert bulk(chief, "delete", article, visit).status_code == 302
    assert not Page.objects.filter(translation_key=article.translation_key).exists()


def test_a_translation_is_deleted_alone(chief, article, visit):
    DELETE["view"](chief, visit)
    assert list(Page.objects.translation_of(article, inclusive=True)) == [article.page_ptr]


def test_a_branch_is_deleted_in_every_language(chief, dongguan, shenzhen, article, visit):
    world.own_host(visit.branch, "en.example.org")
    dongguan.page.delete()
    assert not Page.objects.filter(slug__in=["dongguan", "visit"]).exists()
    assert Page.objects.filter(translation_key=shenzhen.page.translation_key).count() == 2
    assert Page.find_problems() == ([], [], [], [], [])


# --- Move -----------------------------------------------------------------------------------


@pytest.mark.parametrize("way", MOVE)
def test_translations_move_along(chief, shenzhen, article, visit, way):
    world.translate(shenzhen.page, short_name="Shenzhen Pengxing")
    MOVE[way](chief, article, shenzhen.index)
    visit.refresh_from_db()
    assert visit.get_parent() == shenzhen.index.get_translation(visit.locale).page_ptr
    assert visit.branch.code == "shenzhen"
    assert chief.get("/en/shenzhen/news/visit/").status_code == 200
    assert chief.get("/en/dongguan/news/visit/").url == "/en/shenzhen/news/visit/"
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.mark.parametrize("way", MOVE)
def test_what_is_translated_after_a_move_is_published_where_it_stands_now(
    chief, shenzhen, article, placeholder, way
):
    MOVE[way](chief, article, shenzhen.index)
    source, _created = TranslationSource.update_or_create_from_instance(
        NewsPage.objects.get(pk=article.pk)
    )
    Translation.objects.create(source=source, target_locale=placeholder.locale).save_target()
    assert article.get_translation(placeholder.locale).branch.code == "shenzhen"


def test_a_parent_that_lacks_the_language_gets_its_placeholder(article, visit, shenzhen):
    LocaleSynchronization.objects.all().delete()
    shenzhen.page.get_translation(visit.locale).delete()
    article.move(shenzhen.index, pos="last-child")
    visit.refresh_from_db()
    assert visit.branch == shenzhen.page.get_translation(visit.locale)
    assert visit.branch.alias_of == shenzhen.page.page_ptr


def test_a_taken_address_refuses_the_whole_move(chief, shenzhen, article, visit):
    other = NewsPageFactory(parent=shenzhen.index, slug="other")
    world.translate(other, slug="visit")
    response = chief.post(
        f"/admin/pages/{article.pk}/move/{shenzhen.index.pk}/confirm/", follow=True
    )
    assertContains(response, "visit")
    assertContains(response, "Home visits")
    assert MOVE["v3"](chief, article, shenzhen.index).status_code == 422
    for page in (article, visit):
        page.refresh_from_db()
        assert page.branch.code == "dongguan"


def test_a_placeholder_makes_way(article, placeholder, shenzhen):
    other = NewsPageFactory(parent=shenzhen.index, slug="other")
    world.translate(other, slug="visit")
    article.move(shenzhen.index, pos="last-child")
    placeholder.refresh_from_db()
    assert placeholder.branch.code == "shenzhen"
    assert placeholder.slug != "visit"


@pytest.mark.parametrize("way", ["view", "bulk", "v3"])
def test_a_translation_stays_where_its_source_is(chief, shenzhen, visit, way):
    MOVE[way](chief, visit, shenzhen.index.get_translation(visit.locale))
    visit.refresh_from_db()
    assert visit.branch.code == "dongguan"


@pytest.mark.parametrize("way", ["view", "bulk", "v3"])
def test_a_page_stays_in_its_language(chief, shenzhen, article, visit, way):
    MOVE[way](chief, article, shenzhen.index.get_translation(visit.locale))
    article.refresh_from_db()
    assert article.branch.locale == article.locale


def test_an_older_version_of_a_moved_page_is_of_its_new_branch(article, visit, shenzhen):
    old = visit.save_revision()
    article.move(shenzhen.index, pos="last-child")
    old.refresh_from_db()
    old.publish()
    visit.refresh_from_db()
    assert visit.branch.code == "shenzhen"


def test_order_among_siblings_is_each_languages_own(chief, dongguan, article, visit):
    NewsPageFactory(parent=dongguan.index)
    before = Page.objects.get(pk=visit.pk).path
    article.move(dongguan.index, pos="last-child")
    assert Page.objects.get(pk=visit.pk).path == before


# --- Restrict -------------------------------------------------------------------------------


def test_translations_are_as_private_as_their_source(chief, article, visit):
    url = f"/admin/pages/{article.pk}/privacy/"
    chief.post(url, {"restriction_type": "login"})
    assert chief.get(visit.url).status_code == 200  # she is logged in
    chief.logout()
    assert chief.get(visit.url).status_code == 302


def test_a_later_translation_is_private_too(client, article):
    PageViewRestriction.objects.create(page=article, restriction_type="password", password="x")
    visit = world.translate(article, title="Home visits")
    world.translate(article.branch)
    assert visit.title not in client.get("/en/dongguan/").content.decode()
    restriction = PageViewRestriction.objects.get(page=visit)
    assert (restriction.restriction_type, restriction.password) == ("password", "x")


def test_a_translation_below_a_private_page_is_private(client, dongguan, article):
    PageViewRestriction.objects.create(page=dongguan.index, restriction_type="login")
    visit = world.translate(article, title="Home visits")
    world.translate(dongguan.page)
    assert visit.title not in client.get("/en/dongguan/").content.decode()


def test_a_translation_is_not_opened_on_its_own(chief, article, visit):
    PageViewRestriction.objects.create(page=article, restriction_type="login")
    chief.post(f"/admin/pages/{visit.pk}/privacy/", {"restriction_type": "none"})
    assert PageViewRestriction.objects.filter(page=visit).exists()


# --- Permissions and confirmation -----------------------------------------------------------


def test_who_may_not_touch_the_translation_is_refused_the_source(
    client, dongguan, shenzhen, article, visit
):
    """A team without permissions in the other language's tree."""
    dongguan.team.approvers.page_permissions.exclude(page__locale=article.locale).delete()
    client.force_login(dongguan.approver())
    UNPUBLISH["view"](client, article)
    UNPUBLISH["bulk"](client, article)
    DELETE["view"](client, article)
    DELETE["bulk"](client, article)
    client.post(f"/admin/pages/{article.pk}/privacy/", {"restriction_type": "login"})
    for page in (article, visit):
        page.refresh_from_db()
        assert page.live
    assert not PageViewRestriction.objects.exists()
    assert v3(client, dongguan.approver(), "delete", f"{article.pk}/").status_code == 403


@pytest.mark.parametrize("action", ["delete", "unpublish"])
def test_the_confirmation_says_what_goes_along(chief, article, visit, action):
    assertContains(chief.get(f"/admin/pages/{article.pk}/{action}/"), "译文")
    response = chief.get(f"/admin/bulk/wagtailcore/page/{action}/?id={article.pk}")
    assertContains(response, "Home visits")


def test_the_confirmation_of_a_move_says_what_goes_along(chief, shenzhen, article, visit):
    response = chief.get(f"/admin/pages/{article.pk}/move/{shenzhen.index.pk}/confirm/")
    assertContains(response, "译文")
    response = chief.get(f"/admin/bulk/wagtailcore/page/move/?id={article.pk}")
    assertContains(response, "Home visits")


def test_what_goes_along_is_logged_with_who_did_it(chief, article, visit):
    chief.post(f"/admin/pages/{article.pk}/unpublish/")
    entry = PageLogEntry.objects.get(page=visit, action="wagtail.unpublish")
    assert str(entry.user_id) == chief.session["_auth_user_id"]


# --- Placeholders and copies ----------------------------------------------------------------


def test_a_translation_turned_into_a_placeholder_and_back_is_a_draft(chief, article, placeholder):
    source, _created = TranslationSource.update_or_create_from_instance(article)
    translation = Translation.objects.create(source=source, target_locale=placeholder.locale)
    translation.save_target(publish=True)
    NewsPage.objects.filter(pk=placeholder.pk).update(expire_at=timezone.now() + timedelta(days=1))
    chief.post(f"/admin/localize/page/{placeholder.pk}/convert_to_alias/")
    placeholder.refresh_from_db()
    assert placeholder.alias_of is not None
    assert (placeholder.live, placeholder.expire_at) == (False, None)
    chief.post(f"/admin/pages/{placeholder.pk}/convert_alias/")
    placeholder.refresh_from_db()
    assert placeholder.alias_of is None
    assert not placeholder.live


def test_a_copy_shares_nothing_with_the_sources_translations(chief, article, visit):
    copy = article.copy(update_attrs={"slug": "copy"})
    copy.delete()
    visit.refresh_from_db()
    assert visit.live


def test_an_alias_in_the_same_language_is_no_translation(article, visit, shenzhen):
    alias = article.create_alias(parent=shenzhen.index)
    alias.delete()
    visit.refresh_from_db()
    assert visit.live


def test_a_language_with_pages_is_not_deleted(chief, article, visit, admin_client):
    admin_client.post(f"/admin/locales/delete/{visit.locale_id}/")
    assert Locale.objects.filter(pk=visit.locale_id).exists()


# --- Opening a language ---------------------------------------------------------------------

SYNC = "component-wagtail_localize_localesynchronization"


def test_a_language_is_opened_in_step_with_the_source(admin_client, dongguan):
    source = Locale.get_default()
    form = admin_client.get("/admin/locales/new/")
    assertContains(form, f'<option value="{source.pk}" selected>')
    response = admin_client.post("/admin/locales/new/", {"language_code": "en"})
    assertContains(response, "每种语言都与源语言保持同步。")
    assert not Locale.objects.filter(language_code="en").exists()
    admin_client.post(
        "/admin/locales/new/", {"language_code": "en", f"{SYNC}-sync_from": source.pk}
    )
    locale = Locale.objects.get(language_code="en")
    assert LocaleSynchronization.objects.get(locale=locale).sync_from == source
    assert dongguan.page.has_translation(locale)


def test_a_new_article_has_its_placeholder(client, dongguan, english):
    client.force_login(dongguan.editor())
    create(client, "news/newspage", dongguan.index, title="走访")
    assert NewsPage.objects.get(title="走访", locale=english).alias_of is not None


@pytest.mark.parametrize("placeholder", [False, True])
def test_a_translation_has_no_clock_of_its_source(dongguan, english, placeholder):
    page = NewsPageFactory(parent=dongguan.index, title="走访慰问", expire_at=in_minutes(60))
    page.go_live_at = in_minutes(30)
    page.save_revision().publish()
    translation = page.copy_for_translation(english, copy_parents=True, alias=placeholder)
    for each in (translation, translation.get_latest_revision_as_object()):
        assert (each.go_live_at, each.expire_at) == (None, None)


def test_what_expires_takes_its_translations_along(article, visit):
    NewsPage.objects.filter(pk=article.pk).update(expire_at=in_minutes(5))
    visit.go_live_at, visit.title = in_minutes(60), "Visits"
    visit.save_revision().publish()
    with time_machine.travel(in_minutes(6)):
        call_command("publish_scheduled")
        visit.refresh_from_db()
        assert (visit.live, visit.expired) == (False, True)
    log = PageLogEntry.objects.filter(page=visit.pk).values_list("action", flat=True)
    assert {"wagtail.unpublish.scheduled", "wagtail.schedule.cancel"} <= set(log)


def test_a_scheduled_translation_does_not_outlive_its_source(article, english):
    world.translate(article.branch, short_name="Dongguan Pengxing")
    visit = world.translate(article, title="Visits")
    visit.unpublish()
    visit.go_live_at = in_minutes(30)
    visit.save_revision().publish()
    NewsPage.objects.get(pk=article.pk).unpublish()
    with time_machine.travel(in_minutes(60)):
        call_command("publish_scheduled")
    visit.refresh_from_db()
    assert not visit.live


@pytest.fixture
def below_a_placeholder(dongguan, article, english):
    """An English article; of the index above it there is no English version yet."""
    world.translate(dongguan.page, short_name="Dongguan Pengxing")
    visit = world.translate(article, title="Visits")
    assert visit.get_parent().alias_of_id
    return visit


@pytest.mark.parametrize("action", ["delete", "unpublish"])
def test_the_confirmation_counts_what_is_below_a_placeholder(
    chief, dongguan, below_a_placeholder, action
):
    url = f"/admin/pages/{dongguan.index.pk}/{action}/"
    assertContains(chief.get(url), "译文")


def test_subpages_that_are_no_translations_go_offline_too(chief, dongguan, visit):
    alone = NewsPageFactory(parent=visit.get_parent(), title="English only", locale=visit.locale)
    url = f"/admin/pages/{dongguan.index.pk}/unpublish/"
    chief.post(url, {"include_descendants": "on"})
    alone.refresh_from_db()
    assert not alone.live


@pytest.mark.parametrize("way", ["unpublish", "move"])
def test_code_does_it_whole_or_not_at_all(article, visit, shenzhen, monkeypatch, way):
    def fail(*args, **options):
        raise OSError("disk full")

    monkeypatch.setattr(f"cms.core.pages.translations.{way}", fail)
    with pytest.raises(OSError, match="disk full"), transaction.atomic():
        article.unpublish() if way == "unpublish" else article.move(shenzhen.index)
    article = NewsPage.objects.get(pk=article.pk)
    assert (article.live, article.branch) == (True, visit.branch.get_translation(article.locale))


def test_a_language_with_pages_stays_that_language(admin_client, article, visit):
    source = Locale.get_default()
    for locale, code in ((source, "en"), (visit.locale, "zh-hant")):
        component = "component-wagtail_localize_localesynchronization"
        data = {"language_code": code, f"{component}-enabled": "on"}
        data[f"{component}-sync_from"] = source.pk
        before = locale.language_code
        admin_client.post(f"/admin/locales/edit/{locale.pk}/", data)
        locale.refresh_from_db()
        assert locale.language_code == before


def test_no_category_is_nobodys_translation(admin_client, article, english):
    url = "/admin/snippets/news/newscategory/add/?locale=en"
    answer = admin_client.post(url, {"name": "Odd", "code": "odd", "position": "0"})
    assertContains(answer, "请在源语言中添加")
