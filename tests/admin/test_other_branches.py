"""No address of the admin tells an editor of another branch's drafts, however many languages."""

import pytest
from django.core.files.base import ContentFile
from django.urls import NoReverseMatch, get_resolver, reverse
from pytest_django.asserts import assertContains
from wagtail.documents import get_document_model
from wagtail.models import Locale
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield
from wagtail_localize.models import LocaleSynchronization, Translation, TranslationSource

from cms.core.admin.explorable_pages import PAGE_KWARGS
from tests.factories import ImageFactory, NewsPageFactory, UserFactory

from .forms import create, edit

SECRET = "未公开的深圳计划"
NAMESPACES = ("", "wagtailadmin_pages:", "wagtail_localize:")


@pytest.fixture(params=["one language", "two languages"])
def draft(request, dongguan, shenzhen):
    """Of 深圳; an editor of 东莞 reads."""
    if request.param == "two languages":
        english = Locale.objects.create(language_code="en")
        LocaleSynchronization.objects.create(locale=english, sync_from=Locale.get_default())
    author = UserFactory(first_name="深圳作者")
    page = NewsPageFactory(parent=shenzhen.index, title=SECRET, live=False, owner=author)
    page.save_revision(user=author)
    return page


@pytest.fixture
def editor(client, dongguan):
    client.force_login(dongguan.editor())
    return client


def page_addresses(page, own):
    """Every address of the admin that names a page, for `page`."""
    values = {
        "page_id": page.pk,
        "parent_page_id": page.pk,
        "page_to_move_id": page.pk,
        "destination_id": page.pk,
        "pk": page.pk,
        "content_type_app_name": "news",
        "content_type_model_name": "newspage",
        "revision_id": page.latest_revision_id,
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "action_name": "approve",
        "task_state_id": 1,
        "task_id": 1,
        "workflow_state_id": 1,
    }
    patterns = get_resolver()
    for namespace in NAMESPACES:
        within = patterns
        for part in filter(None, namespace.split(":")):
            within = within.namespace_dict[part][1] if part in within.namespace_dict else None
            if within is None:
                break
        if within is None:
            within = _resolver(patterns, namespace[:-1])
        for name in filter(lambda each: isinstance(each, str), within.reverse_dict):
            for _bits, _pattern, _defaults, _converters in within.reverse_dict.getlist(name):
                named = {each for _text, names in _bits for each in names}
                pages = named & {*PAGE_KWARGS, *(["pk"] if "pages:" in namespace else [])}
                if not pages or named - values.keys():
                    continue
                try:
                    yield reverse(namespace + name, kwargs={each: values[each] for each in named})
                except NoReverseMatch:
                    continue
    yield reverse("wagtailadmin_pages:move_confirm", args=[own.pk, page.pk])
    for action in ("delete", "move", "publish", "unpublish"):
        yield reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]) + (
            f"?id={page.pk}&next=/admin/"
        )


def _resolver(resolver, namespace):
    for each in resolver.url_patterns:
        if hasattr(each, "url_patterns"):
            if each.namespace == namespace:
                return each
            if found := _resolver(each, namespace):
                return found
    return None


def test_there_are_addresses_to_try(draft, dongguan):
    addresses = set(page_addresses(draft, dongguan.index))
    assert len(addresses) > 35
    assert {f"/admin/pages/{draft.pk}/{end}" for end in ("", "results/", "history/")} <= addresses


def test_no_page_address_tells_of_another_branchs_draft(editor, draft, dongguan):
    for url in page_addresses(draft, dongguan.index):
        response = editor.get(url)
        assert response.status_code < 500, url
        assert SECRET not in response.content.decode(), url
        assert "深圳作者" not in response.content.decode(), url


def test_nor_does_the_parent_that_holds_it(editor, draft, shenzhen):
    for url in page_addresses(shenzhen.index, shenzhen.index):
        assert SECRET not in editor.get(url).content.decode(), url


@pytest.mark.parametrize(
    "url",
    [
        "/admin/",
        "/admin/pages/",
        "/admin/pages/1/",
        "/admin/pages/1/?q=深圳计划&search_all=1",
        "/admin/pages/search/?q=深圳计划",
        "/admin/pages/search/results/?q=深圳计划",
        "/admin/choose-page/",
        "/admin/choose-page/1/",
        "/admin/choose-page/search/?q=深圳计划",
        "/admin/pages/usage/news/newspage/",
        "/admin/pages/usage/news/newspage/results/",
        "/admin/reports/site-history/",
        "/admin/reports/aging-pages/",
        "/admin/reports/locked/",
        "/admin/reports/workflow/",
        "/admin/localize/reports/translations/",
        "/admin/api/main/pages/",
        "/admin/api/main/pages/?child_of=1",
    ],
)
def test_no_list_tells_of_it(editor, draft, url):

    for locale in Locale.objects.exclude(pk=draft.locale_id):
        source, _created = TranslationSource.update_or_create_from_instance(draft)
        Translation.objects.create(source=source, target_locale=locale)
    response = editor.get(url)
    assert response.status_code != 500
    assert SECRET not in response.content.decode()
    assert SECRET not in response.content.decode("unicode_escape", errors="ignore")


def test_her_own_pages_stay_open(editor, draft, dongguan):
    own = NewsPageFactory(parent=dongguan.index, live=False)
    own.save_revision()
    for end in ("", "edit/", "history/", "usage/"):
        assert editor.get(f"/admin/pages/{own.pk}/{end}").status_code == 200
    for page in dongguan.page.get_ancestors():
        assert editor.get(f"/admin/pages/{page.pk}/", follow=True).status_code == 200
    assert editor.get(f"/admin/choose-page/{dongguan.index.pk}/").status_code == 200


def test_anybody_links_to_what_is_live_elsewhere(editor, draft, shenzhen):
    response = editor.get(f"/admin/choose-page/{shenzhen.index.pk}/")
    assert response.status_code == 200
    assert SECRET not in response.json()["html"]


@pytest.mark.parametrize("action", ["delete", "move", "publish", "unpublish"])
@pytest.mark.parametrize(
    "chosen", ["id=all", "id=all&childOf={index}", "id=%2B{draft}", "id=+{draft}"]
)
def test_no_bulk_action_tells_of_it(editor, draft, shenzhen, action, chosen):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    chosen = chosen.format(draft=draft.pk, index=shenzhen.index.pk)
    assert SECRET not in editor.get(f"{url}?{chosen}", follow=True).content.decode()


def test_no_form_that_names_it_tells_its_title(client, draft, dongguan, shenzhen):
    client.force_login(dongguan.approver())
    own = NewsPageFactory(parent=dongguan.index)
    copy = reverse("wagtailadmin_pages:copy", args=[own.pk])
    move = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
    for url, data in [
        (copy, {"new_title": "x", "new_slug": "x", "new_parent_page": draft.pk}),
        (f"{move}?id={own.pk}", {"chooser": draft.pk}),
    ]:
        assert SECRET not in client.post(url, data, follow=True).content.decode(), url
    body = nested_form_data({"banners": streamfield([("picture", {"page": draft.pk})])})
    answer = edit(client, dongguan.page, **body)
    assert SECRET not in answer.content.decode()
    assert not list(dongguan.page.get_latest_revision_as_object().banners)


def test_nobody_links_to_it(client, draft, dongguan):
    client.force_login(dongguan.editor())
    link = f'<p><a linktype="page" id="{draft.pk}">看</a></p>'
    body = nested_form_data({"body": streamfield([("rich_text", rich_text(link))])})
    answer = create(client, "news/newspage", dongguan.index, title="一", **body)
    assertContains(answer, "不能选用")


def test_what_everybody_reads_has_its_published_title_alone(editor, draft, shenzhen, dongguan):
    page = NewsPageFactory(parent=shenzhen.index, title="公开的旧题")
    page.title = SECRET
    page.save_revision()
    for url in (
        f"/admin/choose-page/{shenzhen.index.pk}/",
        "/admin/choose-page/search/?q=公开",
        "/admin/reports/page-types-usage/",
        "/admin/reports/page-types-usage/results/",
    ):
        assert SECRET not in editor.get(url).content.decode(), url
    assert "公开的旧题" in editor.get(f"/admin/choose-page/{shenzhen.index.pk}/").json()["html"]


def test_its_own_editors_see_its_title(client, draft, shenzhen):
    client.force_login(shenzhen.editor())
    assertContains(client.get(f"/admin/pages/{shenzhen.index.pk}/"), SECRET)


def document(title, collection):
    file = ContentFile(b"%PDF", name="a.pdf")
    return get_document_model().objects.create(title=title, collection=collection, file=file)


@pytest.mark.parametrize("kind,factory", [("images", ImageFactory), ("documents", document)])
def test_the_admins_api_tells_of_no_other_branchs_files(editor, dongguan, shenzhen, kind, factory):
    own = factory(title="东莞的文件", collection=dongguan.team.collection)
    theirs = factory(title=SECRET, collection=shenzhen.team.collection)
    listed = editor.get(f"/admin/api/main/{kind}/").json()["items"]
    assert [each["id"] for each in listed] == [own.pk]
    assert editor.get(f"/admin/api/main/{kind}/{own.pk}/").status_code == 200
    assert editor.get(f"/admin/api/main/{kind}/{theirs.pk}/").status_code == 404


@pytest.mark.parametrize("action", ["add_tags", "add_to_collection", "delete"])
@pytest.mark.parametrize("factory", [ImageFactory, document])
def test_no_bulk_action_tells_of_another_branchs_files(editor, dongguan, shenzhen, action, factory):
    own = factory(title="东莞的文件", collection=dongguan.team.collection)
    theirs = factory(title=SECRET, collection=shenzhen.team.collection)
    url = reverse("wagtail_bulk_action", args=[own._meta.app_label, own._meta.model_name, action])
    told = editor.get(f"{url}?id={own.pk}&id={theirs.pk}").content.decode()
    assert "东莞的文件" in told
    assert SECRET not in told
