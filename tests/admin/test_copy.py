"""Copying a page: the copy gets an address of its own, without anybody having to think of one."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment

from news.models import NewsPage
from tests.factories import NewsPageFactory, StandardPageFactory

from .forms import form_data

LONG_AGO = datetime(2022, 10, 30, 6, 18, 22, tzinfo=UTC)


@pytest.fixture
def approver(client, dongguan):
    client.force_login(dongguan.approver())
    return client


@pytest.fixture
def article(dongguan):
    page = NewsPageFactory(parent=dongguan.index, title="走访慰问", slug="zou-fang")
    page.save_revision().publish()
    return NewsPage.objects.get(pk=page.pk)


def copy(client, page, **changes):
    url = reverse("wagtailadmin_pages:copy", args=[page.pk])
    data = form_data(client.get(url).content.decode(), f"form[action='{url}']")
    return client.post(url, {**data, **changes})


def slugs(parent):
    return set(parent.get_children().values_list("slug", flat=True))


def test_a_copy_twice_as_the_form_proposes_it(approver, dongguan, article):
    copy(approver, article)
    copy(approver, article)
    assert slugs(dongguan.index) == {"zou-fang", "zou-fang-2", "zou-fang-3"}
    assert set(dongguan.index.get_children().values_list("title", flat=True)) == {"走访慰问"}


@pytest.mark.parametrize(
    "typed,expected",
    [
        ("", "zou-fang-2"),
        ("zou-fang", "zou-fang-2"),
        ("探访", "tan-fang"),
        ("New One", "new-one"),
        ("！！", "zou-fang-2"),
    ],
)
def test_whatever_is_typed(approver, dongguan, article, typed, expected):
    assert copy(approver, article, new_slug=typed).status_code == 302
    assert slugs(dongguan.index) == {"zou-fang", expected}


def test_a_typed_address_that_is_taken_is_refused(approver, dongguan, article):
    NewsPageFactory(parent=dongguan.index, slug="taken")
    response = copy(approver, article, new_slug="taken")
    assert "new_slug" in response.context["form"].errors


def test_the_address_is_free_where_the_copy_goes(approver, dongguan):
    about = StandardPageFactory(parent=dongguan.page, title="机构简介", slug="about")
    below = StandardPageFactory(parent=about, title="搜索", slug="search")
    assert copy(approver, below, new_parent_page=str(dongguan.page.pk)).status_code == 302
    assert "search-2" in slugs(dongguan.page)
    refused = copy(approver, below, new_parent_page=str(dongguan.page.pk), new_slug="api")
    assert "系统自身使用的网址" in str(refused.context["form"].errors["new_slug"])


def test_comments_stay_with_the_page_that_they_are_about(approver, dongguan, article):
    Comment.objects.create(
        page=article, user=dongguan.editor(), text="请核实", contentpath="title", position=""
    )
    article.save_revision()
    copy(approver, article)
    made = NewsPage.objects.get(slug="zou-fang-2")
    assert not Comment.objects.filter(page=made).exists()
    assert approver.get(reverse("wagtailadmin_pages:edit", args=[made.pk])).status_code == 200


def test_a_copy_is_dated_when_it_is_published(approver, dongguan, article):
    copy(approver, article)
    made = NewsPage.objects.get(slug="zou-fang-2")
    assert made.published_at is None
    before = timezone.now().replace(microsecond=0)
    made.get_latest_revision().publish()
    made.refresh_from_db()
    assert made.published_at >= before


def test_a_copy_that_is_published_at_once_is_dated_now(approver, dongguan, article):
    NewsPage.objects.update(published_at=LONG_AGO, first_published_at=LONG_AGO)
    copy(approver, article, publish_copies="on")
    made = NewsPage.objects.get(slug="zou-fang-2")
    assert made.live
    assert made.published_at > LONG_AGO
    assert made.get_latest_revision_as_object().published_at == made.published_at


def test_a_copy_comes_and_goes_by_a_clock_of_its_own(approver, dongguan, article):
    NewsPage.objects.update(expire_at=LONG_AGO, live=False, expired=True)
    copy(approver, article)
    copied = NewsPage.objects.get(slug="zou-fang-2")
    assert (copied.expire_at, copied.expired) == (None, False)


def test_a_copy_of_the_longest_address(approver, dongguan, article):
    NewsPage.objects.update(slug="a" * 255)
    copy(approver, article)
    assert len(slugs(dongguan.index)) == 2
