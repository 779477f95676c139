"""Queries are compiled once a process: what changes afterwards is seen with the next request."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from home.models import BranchPage
from tests import world
from tests.factories import NewsPageFactory

HIDING = {
    "unpublished": lambda page: page.unpublish(),
    "expired": lambda page: (
        type(page)
        .objects.filter(pk=page.pk)
        .update(expire_at=timezone.now() - timedelta(seconds=1))
    ),
    "guarded": lambda page: PageViewRestriction.objects.create(page=page, restriction_type="login"),
    "deleted": lambda page: page.delete(),
}


@pytest.fixture
def told(client, dongguan, shenzhen):
    """Whether an article is told of, in a list, by its address, by its id and in GraphQL."""
    article = NewsPageFactory(parent=dongguan.index, title="走访", slug="visit")
    NewsPageFactory(parent=shenzhen.index)

    def ask(host="testserver", address="/dongguan/news/visit/"):
        asked = [
            "/api/v1/news/",
            "/api/v1/news/?branch=dongguan&branch=shenzhen",
            f"/api/v1/route/?path={address}",
            f"/api/v1/news/{article.pk}/",
            f"/graphql/?query={{news{{edges{{node{{title}}}}}}page(databaseId:{article.pk}){{title}}}}",
        ]
        answers = [client.get(path, headers={"host": host}).content.decode() for path in asked]
        return {"走访" in each for each in answers}

    ask.article = article
    return ask


@pytest.mark.parametrize("hide", HIDING.values(), ids=HIDING)
def test_an_article_that_is_hidden(told, hide):
    assert told() == {True}
    hide(told.article)
    assert told() == {False}


@pytest.mark.parametrize("hide", list(HIDING.values())[:3], ids=list(HIDING)[:3])
def test_an_article_whose_branch_is_hidden(told, dongguan, hide):
    assert told() == {True}
    hide(BranchPage.objects.get(pk=dongguan.page.pk))
    assert told() == {False}


def test_an_article_whose_branch_gets_a_host_of_its_own(told, dongguan, shenzhen):
    assert told() == {True}
    world.own_host(dongguan.page, "dg.example.org")
    assert told("dg.example.org", "/news/visit/") == {True}
    world.own_host(shenzhen.page, "sz.example.org")
    assert told("sz.example.org", "/news/visit/") == {False}
