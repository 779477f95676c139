"""`/api/v2/`: what Wagtail's clients find there, and that it tells no stranger's secret."""

import pytest
from django.core.files.base import ContentFile
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction
from wagtail.rich_text import RichText

from cms.core.images.models import CustomRendition
from tests import world
from tests.factories import ImageFactory, NewsPageFactory, StandardPageFactory, UserFactory
from tests.layers import shared
from tests.pages.test_visibility import WAYS

SECRET = "尚未公开"
OWN = "dg.example.org"


@pytest.fixture
def get(client):
    def get(path, **headers):
        response = client.get(f"/api/v2/{path}", headers=headers, follow=True)
        return response.json() if response.status_code == 200 else response.status_code

    return get


@shared
def story(dongguan):
    """An article with a cover, and with a picture and a file in its body."""
    cover, picture = ImageFactory(title=f"{SECRET}封面"), ImageFactory(title=f"{SECRET}插图")
    file = Document.objects.create(title=f"{SECRET}附件", file=ContentFile(b"x", name="secret.pdf"))
    story = NewsPageFactory(
        parent=dongguan.index,
        title=f"{SECRET}的消息",
        slug="secret",
        author=f"{SECRET}的人",
        cover=cover,
        body=[
            (
                "rich_text",
                RichText(f'<p>社工探访。<a linktype="document" id="{file.pk}">文</a></p>'),
            ),
            ("picture", {"image": picture, "caption": ""}),
        ],
    )
    story.tags.add("x")
    story.save_revision().publish()
    Redirect.add_redirect("/old-secret/", story)
    story.cover, story.picture, story.file = cover, picture, file
    return story


def surfaces(story):
    """Every way in which an endpoint might tell of `story` or of what is in it."""
    redirect = Redirect.objects.first()
    branch, index = story.branch, story.get_parent()
    return [
        "pages/?limit=20&fields=*",
        "pages/?type=news.NewsPage&fields=*,cover(*),branch(*)",
        "pages/?type=news.NewsPage,home.BranchPage",
        "pages/?slug=secret",
        f"pages/?child_of={index.pk}",
        "pages/?descendant_of=root",
        f"pages/?descendant_of={branch.pk}",
        f"pages/?ancestor_of={story.pk}",
        f"pages/?translation_of={story.pk}",
        f"pages/{story.pk}/",
        f"pages/{story.pk}/?fields=*",
        f"pages/find/?id={story.pk}",
        "pages/find/?html_path=/dongguan/news/secret/",
        "images/?fields=*",
        f"images/{story.cover.pk}/",
        f"images/{story.picture.pk}/",
        f"images/find/?id={story.cover.pk}",
        "documents/?fields=*",
        f"documents/{story.file.pk}/",
        f"documents/find/?id={story.file.pk}",
        "redirects/?fields=*",
        f"redirects/{redirect.pk if redirect else 1}/",
        "redirects/find/?html_path=/old-secret",
    ]


def told(get, story, **headers):
    return [
        path
        for path in surfaces(story)
        if any(each in str(get(path, **headers)) for each in (SECRET, "news/secret", "old-secret"))
    ]


# --- What clients find ----------------------------------------------------------------------


def test_a_list_has_all_that_a_card_shows_and_makes_no_picture(get, story):
    before = CustomRendition.objects.count()
    fields = "title,excerpt,summary,author,published_at,cover_picture,category(name),branch(city)"
    card = get(f"pages/?type=news.NewsPage&fields={fields}&order=-published_at")["items"][0]
    assert card["meta"]["html_url"] == "http://testserver/dongguan/news/secret/"
    assert (card["title"], card["author"]) == (story.title, story.author)
    assert card["summary"].startswith("社工探访")
    assert card["branch"]["city"] == "东莞"
    picture = card["cover_picture"]
    assert picture["full_url"].startswith("http://testserver/media/images/")
    assert {"width", "height", "alt", "sources"} <= picture.keys()
    assert CustomRendition.objects.count() == before


def test_a_browser_gets_json_as_all_do(client, story):
    for path, status in (("pages/", 200), ("nothing/", 404), ("pages/0/", 404)):
        response = client.get(f"/api/v2/{path}", headers={"accept": "text/html"})
        assert (response.status_code, response["Content-Type"]) == (status, "application/json")


def test_a_page_is_told_with_its_body(get, story):
    page = get(f"pages/{story.pk}/")
    assert [block["type"] for block in page["body"]] == ["rich_text", "picture"]
    assert page["meta"]["parent"]["title"] == "新闻动态"
    assert page["tags"] == ["x"]


def test_every_surface_tells_of_what_is_public(get, story):
    silent = set(surfaces(story)) - set(told(get, story))
    # Neither its ancestors nor its translations are the article itself.
    assert silent == {f"pages/?ancestor_of={story.pk}", f"pages/?translation_of={story.pk}"}


def test_pages_are_found_by_their_address_in_every_language(get, story):
    world.translate(story.branch, short_name="Dongguan")
    world.translate(story, title="A visit", slug="visit")
    assert get("pages/find/?html_path=/en/dongguan/news/visit/")["title"] == "A visit"
    assert get("pages/?locale=en&type=news.NewsPage")["meta"]["total_count"] == 1


def test_a_picture_is_shown_and_its_original_is_not(get, story):
    image = get(f"images/{story.picture.pk}/")
    assert image["picture"]["url"].startswith("/media/images/")
    everything = str(get("images/?fields=*")) + str(image)
    assert "download_url" not in everything
    assert "original_images" not in everything


def test_a_list_of_twenty_asks_no_more_than_one_of_ten(get, story, django_assert_max_num_queries):
    for _number in range(12):
        NewsPageFactory(parent=story.get_parent(), cover=story.cover)
    with django_assert_max_num_queries(9):
        get("pages/?type=news.NewsPage&fields=summary,cover_picture&limit=13")


# --- What nobody is told --------------------------------------------------------------------


def hide_under_private(story):
    shelf = StandardPageFactory(parent=story.branch, title="内部", slug="inside")
    PageViewRestriction.objects.create(page=shelf, restriction_type="login")
    Page.objects.get(pk=story.pk).move(shelf, "last-child")


@pytest.mark.parametrize("hide", [*WAYS, hide_under_private])
def test_what_is_hidden_is_told_nowhere(client, get, story, hide):
    paths = surfaces(story)
    hide(story)
    client.force_login(world.head_officer())  # who logs in does not see more
    leaks = [path for path in paths if any(x in str(get(path)) for x in (SECRET, "secret"))]
    assert not leaks
    # Nor by leading to where nothing is.
    assert client.get("/api/v2/redirects/find/?html_path=/old-secret").status_code == 404


def test_a_branch_with_a_host_of_its_own_is_told_there_alone(get, story):
    world.own_host(story.branch, OWN)
    assert not told(get, story)
    there = told(get, story, host=OWN)
    assert f"pages/{story.pk}/" in there
    assert f"images/{story.cover.pk}/" in there
    assert story.title in str(get(f"pages/?site={OWN}&type=news.NewsPage"))


def test_the_portal_is_not_told_on_a_branchs_host(get, organisation, dongguan, shenzhen):
    world.own_host(dongguan.page, OWN)
    titles = {page["title"] for page in get("pages/?limit=20", host=OWN)["items"]}
    assert titles == {"东莞鹏星", "新闻动态", "联系我们"}
    assert get(f"pages/{shenzhen.page.pk}/", host=OWN) == 404
    assert get(f"pages/{organisation.pk}/", host=OWN) == 404


def test_a_page_names_no_hidden_parent(get, dongguan):
    parent = StandardPageFactory(parent=dongguan.page, title=SECRET, live=False)
    child = StandardPageFactory(parent=parent, title="公开")
    assert get(f"pages/{child.pk}/")["meta"]["parent"] is None


def test_a_page_names_no_hidden_source(get, dongguan, story):
    alias = story.create_alias(update_slug="alias")
    assert get(f"pages/{alias.pk}/")["meta"]["alias_of"]["id"] == story.pk
    PageViewRestriction.objects.create(page=story, restriction_type="login")
    assert get(f"pages/{alias.pk}/")["meta"]["alias_of"] is None


def test_an_article_translated_ahead_of_its_branch_does_not_tell_the_branchs_draft(get, story):
    draft = world.translate(story.branch, short_name=SECRET)
    draft.unpublish()
    english = world.translate(story, title="A visit", slug="visit", author="")
    page = get(f"pages/{english.pk}/?fields=*,branch(*)")
    assert (page["title"], page["branch"]) == ("A visit", None)


def test_pictures_and_files_of_drafts_are_nobodys(get, story):
    unused = ImageFactory(title="草稿用图")
    story.body = [("picture", {"image": unused, "caption": ""})]
    story.save_revision()
    lonely = ImageFactory(title="无人使用")
    listed = str(get("images/"))
    assert story.cover.title in listed
    assert not [image for image in (unused, lonely) if image.title in listed]
    assert get(f"images/{unused.pk}/") == 404


def test_private_collections_are_closed_with_all_below_them(client, get, story):
    private = Collection.get_first_root_node().add_child(name="内部")
    below = private.add_child(name="更里面")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    for file in (story.cover, story.file):
        file.collection = below
        file.save()
    client.force_login(UserFactory(is_superuser=True))
    listed = str(get("images/?fields=*")) + str(get("documents/?fields=*"))
    assert story.picture.title in listed
    assert story.cover.title not in listed
    assert story.file.title not in listed
    assert get(f"documents/{story.file.pk}/") == 404
    assert get(f"pages/{story.pk}/")["cover"] is None
    with_it = get(f"pages/?type=news.NewsPage&cover={story.cover.pk}")
    assert with_it["meta"]["total_count"] == 0


# --- What is asked wrongly ------------------------------------------------------------------

LONG = "99999999999999999999"
WRONG = [
    "pages/?search=%00",
    f"pages/?offset={LONG}",
    f"images/?offset={LONG}",
    "pages/?limit=-1",
    "pages/?locale=xx",
    "pages/?site=nowhere",
    "pages/?site=testserver:x",
    "pages/?type=core.CustomImage",
    f"pages/?child_of={LONG}",
    "pages/?fields=" + "a(" * 1500,
    "pages/?fields=*,-",
    "pages/?fields=secret",
    "pages/?order=--title",
    "pages/?type=news.NewsPage&order=tags",  # of three tags thrice
    "pages/?type=news.NewsPage&order=-cover",
    "pages/?type=news.NewsPage&order=title,-tags",
    "pages/?type=news.NewsPage&published_at=yesterday",
    "pages/?type=contacts.ContactPage&latitude=north",
    "pages/?search_operator=near&search=x",
    "pages/?search_operator=or&search=x",
    "pages/?search=x&type=news.NewsPage&body=x",
    "pages/find/?id=x",
    "images/?width=wide",
    f"images/?tags={','.join('abcdefghijk')}",  # a join each
    f"pages/?type=news.NewsPage&tags={','.join('abcdefghijk')}",
]
HARMLESS = [
    *(f"{endpoint}/?search={text}" for endpoint in ("pages", "images", "documents", "redirects")
      for text in ('"', "a AND", "NEAR(", "*", "a:b", "-", "'", "(")),
    f"pages/{LONG}/",
    f"pages/?type=news.NewsPage&cover={LONG}",
    "pages/find/?html_path=//[",
    "redirects/find/?html_path=http://[",
    "pages/?format=xml",
    f"images/?tags={','.join('abcdefghij')}",
]  # fmt: skip


def test_what_cannot_be_answered_is_400(client, story):
    client.raise_request_exception = False
    found = {path: client.get(f"/api/v2/{path}").status_code for path in WRONG}
    assert found == dict.fromkeys(WRONG, 400)


def test_nothing_that_is_asked_is_500(client, story):
    client.raise_request_exception = False
    found = {path: client.get(f"/api/v2/{path}").status_code for path in HARMLESS}
    assert not {path: status for path, status in found.items() if status >= 500}
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert client.generic(method, f"/api/v2/pages/{story.pk}/").status_code == 405
