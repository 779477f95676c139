"""`manage.py load_demo`: a living organisation to look at."""

import pytest
from django.core.management import call_command
from django_tasks import task_backends
from django_tasks.backends.dummy import DummyBackend
from wagtail.models import PageLogEntry, Revision

from cms.core.blocks.body import BodyBlock
from cms.core.images.models import CustomImage
from cms.operations import initial_content
from home.models import BranchPage, HomePage, StandardPage
from news.models import NewsPage


@pytest.fixture
def filled(db):
    """Without what is made of the pictures, which takes most of the time."""
    immediate = task_backends["background"]
    task_backends["background"] = DummyBackend("background", {})
    initial_content.load_initial_content()
    call_command("load_demo")
    yield
    task_backends["background"] = immediate


def everything():
    return {
        "pages": sorted(NewsPage.objects.values_list("url_path", "latest_revision")),
        "standard": sorted(StandardPage.objects.values_list("url_path", "latest_revision")),
        "branches": sorted(BranchPage.objects.values_list("code", "latest_revision")),
        "pictures": CustomImage.objects.count(),
    }


@pytest.mark.slow
def test_the_organisation_comes_to_life_and_a_second_time_changes_nothing(client, filled, capsys):
    articles = {
        branch.code: NewsPage.objects.live().filter(branch=branch).count()
        for branch in BranchPage.objects.all()
    }
    assert articles.pop("dongguan") >= 40
    assert min(articles.values()) >= 12
    shown = {block.block_type for page in NewsPage.objects.all() for block in page.body}
    assert shown == set(BodyBlock().child_blocks)
    # Without an entry the history does not offer to go back to a version.
    logged = PageLogEntry.objects.filter(content_changed=True).values("revision")
    assert not Revision.objects.exclude(pk__in=logged).exists()
    for path in ("/", "/dongguan/", "/nanhai/services/elderly/", "/privacy/", "/shenzhen/news/"):
        assert client.get(path, headers={"host": "localhost"}).status_code == 200, path

    # What people did since is theirs.
    article = NewsPage.objects.filter(branch__code="dongguan").latest("published_at")
    article.title = "编辑改过的标题"
    article.save_revision().publish()
    branch = BranchPage.objects.get(code="nanhai")
    branch.introduction = "<p>我们自己的简介</p>"
    branch.save_revision().publish()
    StandardPage.objects.get(slug="privacy").unpublish()
    before = everything()
    call_command("load_demo")
    assert everything() == before
    assert "新建 0 个页面" in capsys.readouterr().out


def test_an_empty_organisation_is_left_in_peace(db, capsys):
    call_command("load_demo")
    assert not HomePage.objects.exists()
