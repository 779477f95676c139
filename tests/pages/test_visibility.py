"""What the public may see. One article, every way in which it can be hidden, every surface."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import PageViewRestriction

from news.models import NewsPage
from tests import world
from tests.factories import NewsPageFactory
from tests.world import head_officer

SECRET = "尚未公开的消息"


@pytest.fixture
def article(dongguan):
    article = NewsPageFactory(parent=dongguan.index, title=SECRET, slug="secret")
    article.tags.add("x")
    article.save()
    return article


def hide_as_draft(article):
    article.unpublish()


def hide_as_expired(article):
    article.expire_at = timezone.now() - timedelta(seconds=1)
    article.save()
    assert article.live  # the worker has not looked yet


def hide_as_scheduled(article):
    article.unpublish()
    article.go_live_at = timezone.now() + timedelta(days=1)
    article.save_revision().publish()


def hide_by_password(article):
    PageViewRestriction.objects.create(page=article, restriction_type="password", password="x")


def hide_by_login(article):
    PageViewRestriction.objects.create(page=article, restriction_type="login")


def hide_by_group(article):
    restriction = PageViewRestriction.objects.create(page=article, restriction_type="groups")
    restriction.groups.add(Group.objects.get_or_create(name="内部")[0])


def hide_by_parent(article):
    hide_by_password(article.get_parent())


def hide_by_branch(article):
    hide_by_login(article.branch)


def hide_with_branch(article):
    article.branch.unpublish()


def hide_with_expired_branch(article):
    article.branch.expire_at = timezone.now() - timedelta(seconds=1)
    article.branch.save()


def hide_by_deletion(article):
    article.delete()


WAYS = [
    hide_as_draft,
    hide_as_expired,
    hide_as_scheduled,
    hide_by_password,
    hide_by_login,
    hide_by_group,
    hide_by_parent,
    hide_by_branch,
    hide_with_branch,
    hide_with_expired_branch,
    hide_by_deletion,
]
LISTS = ["/", "/dongguan/", "/dongguan/news/", "/dongguan/news/?tag=x"]
SURFACES = [*LISTS, "/dongguan/news/secret/"]


def read_all(client):
    return "".join(client.get(path, follow=True).content.decode() for path in SURFACES)


@pytest.mark.parametrize("path", SURFACES)
def test_a_published_article_is_seen(client, article, path):
    assert SECRET in client.get(path).content.decode()


@pytest.mark.parametrize("hide", WAYS)
def test_a_hidden_article_is_seen_nowhere(client, article, hide):
    hide(article)
    assert SECRET not in read_all(client)


@pytest.mark.parametrize("hide", [hide_as_draft, hide_as_expired, hide_as_scheduled])
def test_an_address_of_something_unpublished_is_404_even_for_head_office(client, article, hide):
    hide(article)
    client.force_login(head_officer())
    assert client.get("/dongguan/news/secret/").status_code == 404


def test_a_draft_of_a_live_article_does_not_show(client, article):
    article.title = "修改中的标题"
    article.save_revision()
    assert "修改中的标题" not in read_all(client)


def test_a_hidden_branch_leaves_switcher_and_footers(client, dongguan, shenzhen):
    shenzhen.page.unpublish()
    html = client.get("/dongguan/").content.decode()
    assert ">深圳</a>" not in html
    assert "pengxing888@126.com" not in html


def test_hidden_contact_details_leave_the_footer(client, dongguan, shenzhen):
    shenzhen.contact.unpublish()
    html = client.get("/dongguan/").content.decode()
    assert ">深圳</a>" in html
    assert "pengxing888@126.com" not in html


def test_a_password_opens_a_private_article(client, article):
    hide_by_password(article)
    form = client.get("/dongguan/news/secret/")
    assert form.status_code == 200
    restriction = PageViewRestriction.objects.get()
    client.post(
        f"/_util/authenticate_with_password/{restriction.pk}/{article.pk}/",
        {"password": "x", "return_url": "/dongguan/news/secret/"},
    )
    assert SECRET in client.get("/dongguan/news/secret/").content.decode()


def test_a_password_is_asked_for_where_it_opens_something_and_nowhere_else(client, article):
    """Wagtail's form answers for every id that there is of a page and of a restriction."""
    other = NewsPageFactory(parent=article.get_parent(), title=SECRET)
    hide_by_password(article)
    hide_by_login(other)
    own, other_own = PageViewRestriction.objects.order_by("pk")

    def status(restriction, page):
        path = f"/_util/authenticate_with_password/{restriction.pk}/{page.pk}/"
        return client.get(path).status_code

    assert status(own, article) == 200
    assert status(own, other) == status(own, article.branch) == 404
    assert status(other_own, other) == 404  # this is no password
    hide_as_draft(article)
    assert status(own, article) == 404


@pytest.mark.parametrize("path", ["/shenzhen/", "/shenzhen/contact/", "/shenzhen/news/"])
def test_nothing_of_a_hidden_branch_has_an_address(client, shenzhen, path):
    assert client.get(path).status_code == 200
    shenzhen.page.unpublish()
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("hide", [hide_by_password, hide_by_login, hide_by_group, hide_by_branch])
def test_what_is_made_private_is_private_in_every_language(client, article, hide):
    world.translate(article.branch, "en", short_name="Dongguan")
    world.translate(article, "en", title="A secret", slug="secret")
    path = "/en/dongguan/news/secret/"
    assert "A secret" in client.get(path).content.decode()
    hide(article)
    for url in (path, "/en/dongguan/", "/en/search/?q=secret"):
        assert "A secret" not in client.get(url, follow=True).content.decode()
    PageViewRestriction.objects.filter(page__locale__language_code="zh-hans").delete()
    assert "A secret" in client.get(path).content.decode()


def test_a_translation_stays_private_when_its_source_is_deleted(client, article):
    world.translate(article, "en", title="A secret", slug="secret")
    hide_by_password(article)
    NewsPage.objects.get(pk=article.pk).delete()
    response = client.get("/en/dongguan/news/secret/", follow=True)
    assert "A secret" not in response.content.decode()


def in_banner(client, href):
    banners = BeautifulSoup(client.get("/dongguan/").content, "html.parser").select(".banners a")
    return [link for link in banners if link["href"] == href and link.picture]


def test_a_banner_leads_to_public_pages_only(client, dongguan, article, image):
    page = dongguan.page
    page.banners = [("banner", {"image": image, "caption": "", "page": article, "url": ""})]
    page.save_revision().publish()
    assert in_banner(client, "/dongguan/news/secret/")
    article.unpublish()
    assert "secret" not in client.get("/dongguan/").content.decode()


def test_a_banner_does_not_lead_into_a_hidden_branch(client, dongguan, shenzhen, image):
    page = dongguan.page
    banner = {"image": image, "caption": "", "page": shenzhen.contact, "url": ""}
    page.banners = [("banner", banner)]
    page.save_revision().publish()
    assert in_banner(client, "/shenzhen/contact/")
    shenzhen.page.unpublish()
    assert "/shenzhen/contact/" not in client.get("/dongguan/").content.decode()
