"""What the public may not see: every way of hiding it, everywhere in the content API.

One article, which everything that can name it names: lists, addresses, ids, its neighbours, a text
that links to it, a banner, a translation, a redirect, its picture, its document, its tag.
"""

import json
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction
from wagtail.rich_text import RichText

from tests import world
from tests.factories import ImageFactory, NewsPageFactory, StandardPageFactory
from tests.layers import shared
from tests.pages.test_visibility import WAYS, hide_by_password

# Its title, slug, tag, picture, document, excerpt and English title.
SECRETS = (
    "秘密标题",
    "mi-mi-di-zhi",
    "秘密标签",
    "秘密图片",
    "秘密文件",
    "秘密摘要",
    "Secret title",
)


@pytest.fixture
def ronggui(organisation):
    return world.found("ronggui")


@shared
def article(dongguan, shenzhen):
    """The secret, and around it what names it."""
    file = ContentFile(b"x", name="secret.pdf")
    document = Document.objects.create(title="秘密文件", file=file)
    day = timedelta(days=1)
    image = ImageFactory(title="秘密图片")
    article = NewsPageFactory(
        parent=dongguan.index, title="秘密标题", slug="mi-mi-di-zhi", excerpt="秘密摘要",
        cover=image, published_at=timezone.now() - day,
        body=[("picture", {"image": image, "caption": ""}), ("attachment", document)],
    )  # fmt: skip
    article.tags.add("秘密标签")
    article.save()
    world.translate(article, title="Secret title", slug="mi-mi-di-zhi-en")
    link = f'<p><a linktype="page" id="{article.pk}">链接</a></p>'
    for when, slug in ((timezone.now(), "newer"), (timezone.now() - 2 * day, "older")):
        body = [("rich_text", RichText(link))]
        NewsPageFactory(parent=dongguan.index, slug=slug, published_at=when, body=body)
    StandardPageFactory(parent=shenzhen.page, slug="about", body=[("rich_text", RichText(link))])
    branch = shenzhen.page
    banner = {"image": ImageFactory(title="横幅"), "caption": "", "page": article, "url": ""}
    branch.banners = [("banner", banner)]
    branch.introduction = link
    branch.save_revision().publish()
    Redirect.objects.create(old_path="/old", redirect_page=article)
    return article


@pytest.fixture(autouse=True)
def _indexed(indexed):
    """The search knows of it, too."""


def surfaces(article, image_id):
    paths = ["/", "/dongguan/", "/dongguan/news/", "/dongguan/contact/", "/shenzhen/about/"]
    paths += ["/shenzhen/", "/dongguan/news/newer/", "/dongguan/news/older/", "/old/"]
    paths += ["/dongguan/news/mi-mi-di-zhi/", "/en/dongguan/news/mi-mi-di-zhi-en/"]
    pk, branch, index = article.pk, article.branch_id, article.get_parent().pk
    rest = [
        *(f"route/?path={path}" for path in paths),
        *(f"pages/{each}/" for each in (pk, branch, index, pk + 1, pk + 2, pk + 3, pk + 4)),
        f"news/{pk}/",
        "branches/dongguan/news/mi-mi-di-zhi/",
        "branches/dongguan/news/mi-mi-di-zhi-en/?locale=en",
        *("news/", "news/?branch=dongguan", "news/?locale=en", "news/?order=published_at"),
        *("news/?tag=秘密标签", "news/?fields=title,tags,slug", "news/?count=true&limit=1"),
        f"images/{image_id}/",
        *("search/?q=秘密", "search/?q=secret&locale=en", "search/?q=链接"),
        *("search/suggest/?q=秘密", "search/suggest/?q=mimi", "search/suggest/?q=sec&locale=en"),
        *(
            "site/",
            "site/?locale=en",
            "branches/",
            "branches/dongguan/",
            "contacts/",
            "categories/",
        ),
    ]
    item = "title slug excerpt tags cover { url alt } url"
    page = "__typename title url breadcrumbs { title url } alternates { url } seo { jsonLd }"
    page += " ... on NewsPage { previous { title } next { title } tags body { __typename } }"
    page += " ... on BranchPage { banners { url } introduction }"
    page += " ... on StandardPage { body { ... on RichTextBlock { text } } }"
    graphql = [
        f"{{ news(first: 100) {{ totalCount edges {{ cursor node {{ {item} }} }} }} }}",
        f'{{ news(tag: "秘密标签") {{ edges {{ node {{ {item} }} }} }} }}',
        f'{{ news(locale: "en") {{ edges {{ node {{ {item} }} }} }} }}',
        f'{{ search(q: "秘密") {{ count items {{ article {{ {item} }} title {{ html }} }} }} }}',
        f"{{ page(id: {pk}) {{ {page} }} }}",
        f"{{ newsItem(id: {pk}) {{ title body {{ __typename }} }} }}",
        '{ newsItem(branch: "dongguan", slug: "mi-mi-di-zhi") { title } }',
        *(
            f'{{ route(path: "{path}") {{ redirect {{ url }} page {{ {page} }} }} }}'
            for path in paths
        ),
        "{ site { branches { menu { title } } menu { title } } branches { menu { title } } }",
    ]
    return rest, graphql


def read_all(client, article, image_id):
    """Everything that a stranger can ask, in one text."""
    rest, graphql = surfaces(article, image_id)
    answers = {path: client.get(f"/api/v1/{path}") for path in rest}
    for query in graphql:
        answers[query] = client.post("/graphql/", {"query": query}, content_type="application/json")
    assert all(answer.status_code in (200, 404, 422) for answer in answers.values())
    # As text, not as escaped JSON: "\u79d8" would hide from the search.
    return {
        asked: json.dumps(answer.json(), ensure_ascii=False) for asked, answer in answers.items()
    }


def leaks(client, article, image_id):
    return [
        f"{secret} in {asked}"
        for asked, text in read_all(client, article, image_id).items()
        for secret in SECRETS
        # An address that was asked for may be repeated.
        if secret in text
    ]


def test_what_is_public_is_named_everywhere(client, article):
    """Else the tests below would look for it in the wrong places."""
    found = [each.split(" in ", 1) for each in leaks(client, article, article.cover_id)]
    assert {secret for secret, _asked in found} == set(SECRETS)
    rest, graphql = surfaces(article, article.cover_id)
    silent = {*rest, *graphql} - {asked for _secret, asked in found}
    paths = ("/", "/dongguan/", "/dongguan/news/", "/dongguan/contact/")
    assert silent == {
        # The newest alone, which is another; the frame; pages that name no article.
        *(
            "news/?count=true&limit=1",
            "search/?q=链接",
            "categories/",
            "contacts/",
            "branches/",
            "branches/dongguan/",
        ),
        *("site/", "site/?locale=en", graphql[-1]),
        *(f"pages/{pk}/" for pk in (article.branch_id, article.get_parent().pk)),
        *(f"pages/{article.pk + number}/" for number in (1, 2, 3)),  # placeholders
        *(f"route/?path={path}" for path in paths),
        *(each for each in graphql if any(f'route(path: "{path}")' in each for path in paths)),
    }


# A translation is a page of its own: what is unpublished in one language is not in the other.
NOT_TRANSLATED = {"hide_as_draft", "hide_as_expired", "hide_as_scheduled", "hide_by_deletion"}


@pytest.mark.parametrize("hide", WAYS)
def test_what_is_hidden_is_named_nowhere(client, article, hide):
    image_id = article.cover_id
    if hide.__name__ in NOT_TRANSLATED:
        article.get_translations().delete()
    hide(article)
    assert leaks(client, article, image_id) == []


def test_what_is_moved_under_something_private(client, article, ronggui):
    hide_by_password(ronggui.index)
    article.get_translations().delete()
    article.move(ronggui.index, pos="last-child")
    article.refresh_from_db()
    assert leaks(client, article, article.cover_id) == []


def test_nobody_sees_more_for_being_logged_in(client, article, dongguan):
    image_id = article.cover_id
    article.get_translations().delete()
    article.unpublish()
    client.force_login(dongguan.approver())
    assert leaks(client, article, image_id) == []


def test_the_draft_of_a_live_article(client, article):
    article.title, article.excerpt = "修改中的标题", "修改中的摘要"
    article.cover = ImageFactory(title="修改中的图片")
    article.save_revision()
    text = "".join(read_all(client, article, article.cover_id).values())
    assert "修改中" not in text


def test_another_hosts_article(client, article, shenzhen):
    world.own_host(shenzhen.page, "sz.example.org")
    client.defaults["HTTP_HOST"] = "sz.example.org"
    found = leaks(client, article, article.cover_id)
    # 深圳's own page may link to it; nothing else tells of it.
    assert all("mi-mi-di-zhi in" in each for each in found), found
    assert not any("news" in each.split(" in ")[1].split("?")[0] for each in found), found


def private_collection(way="password"):
    collection = Collection.get_first_root_node().add_child(name="内部")
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=way, password="x"
    )
    return collection


@pytest.mark.parametrize("way", ["password", "login"])
def test_pictures_and_documents_of_private_collections(client, article, way):
    collection = private_collection(way)
    for each in (article.cover, Document.objects.get()):
        each.collection = collection
        each.save()
    file = article.cover.renditions.first().file.name
    for asked, text in read_all(client, article, article.cover_id).items():
        assert "秘密图片" not in text, asked
        assert "秘密文件" not in text, asked
        assert file not in text, asked
    assert file not in client.get(article.url).content.decode()


def test_a_picture_that_only_a_draft_shows(client, dongguan):
    image = ImageFactory(title="秘密图片")
    NewsPageFactory(parent=dongguan.index, cover=image, live=False)
    assert client.get(f"/api/v1/images/{image.pk}/").status_code == 404


def test_a_hidden_parent_is_no_breadcrumb(client, dongguan):
    parent = StandardPageFactory(parent=dongguan.page, title="秘密标题", slug="parent")
    page = StandardPageFactory(parent=parent, title="下级", slug="child")
    answer = client.get(f"/api/v1/pages/{page.pk}/").json()
    assert [crumb["title"] for crumb in answer["breadcrumbs"]][-2:] == ["秘密标题", "下级"]
    parent.unpublish()
    answer = client.get(f"/api/v1/pages/{page.pk}/").json()
    assert [crumb["title"] for crumb in answer["breadcrumbs"]] == ["鹏星社工", "东莞鹏星", "下级"]


def test_a_private_page_in_a_menu(client, dongguan):
    page = StandardPageFactory(parent=dongguan.page, title="秘密标题", show_in_menus=True)
    assert "秘密标题" in json.dumps(client.get("/api/v1/site/").json(), ensure_ascii=False)
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert "秘密标题" not in json.dumps(client.get("/api/v1/site/").json(), ensure_ascii=False)


def test_a_link_in_a_text_of_the_city_site_tells_no_hidden_address(client, article):
    html = client.get("/shenzhen/about/").content.decode()
    assert f'<a href="{article.url}">链接</a>' in html
    article.unpublish()
    html = client.get("/shenzhen/about/").content.decode()
    assert "<p>链接</p>" in html
    assert "mi-mi-di-zhi" not in client.get("/shenzhen/").content.decode()
