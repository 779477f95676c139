"""What Wagtail's own indexes know of imported articles: all, and without a rebuild."""

import pytest
from django.core.management import CommandError
from wagtail.models import ReferenceIndex
from wagtail.search.backends import get_search_backend
from wagtail.search.models import IndexEntry

from cms.core import task_backends
from cms.core.images.models import CustomImage
from news.models import NewsPage
from tests.factories import NewsPageFactory

from .pages import builder_page, photo


@pytest.fixture
def indexing(settings):
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}


def test_an_imported_article_is_found_at_once_and_its_picture_knows_it(
    dongguan, save, outcomes, indexing
):
    body = '<p>grapefruit</p><p><img src="p_files/a.jpg" alt="pomelo"></p>'
    outcomes(
        save(builder_page(body, title="kumquat"), a__jpg=photo()), save(builder_page(), "b.html")
    )
    page = NewsPage.objects.get(title="kumquat")
    search = get_search_backend().search
    assert list(search("kumquat", NewsPage)) == list(search("grapefruit", NewsPage)) == [page]
    image = CustomImage.objects.get()
    assert list(search("pomelo", CustomImage)) == [image]
    assert [owner.specific for owner, _references in image.get_usage()] == [page]


def test_a_refused_or_rehearsed_one_leaves_no_entry(dongguan, save, outcomes, indexing):
    before = IndexEntry.objects.count(), ReferenceIndex.objects.count()
    outcomes(save(builder_page()), dry_run=True)
    outcomes(save(builder_page(title="长" * 256)), fails=True)
    assert (IndexEntry.objects.count(), ReferenceIndex.objects.count()) == before


def test_tasks_wait_for_the_end_of_the_block_and_for_its_success(dongguan, indexing):
    def entries():
        return IndexEntry.objects.filter(title="kumquat").count()

    with task_backends.deferred_indexing():
        NewsPageFactory(parent=dongguan.index, title="kumquat")
        assert entries() == 0
    assert entries() == 1

    def fails():
        with task_backends.deferred_indexing():
            NewsPageFactory(parent=dongguan.index, title="kumquat", slug="second")
            raise CommandError

    with pytest.raises(CommandError):
        fails()
    assert entries() == 1
    NewsPageFactory(parent=dongguan.index, title="kumquat", slug="third")
    assert entries() == 2
