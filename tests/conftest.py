import gc

import pytest
from django.core.cache import cache
from django.utils import translation
from wagtail.search.backends import get_search_backend

from news.models import NewsPage
from search.analytics import query_log

from . import layers, world
from .layers import shared

# The collector would go through all of Django and Wagtail every few tests, for nothing.
gc.set_threshold(100_000, 50, 100)


def pytest_collection_modifyitems(items):
    """Tests within the same layers one after the other, so that each layer is made once.

    The rest stays behind them: that is where pytest-django has put tests in real transactions.
    """

    def order(item):
        if "db" not in item.fixturenames or layers.commits(item, item.fixturenames):
            return 1, []
        return 0, [layer.number for layer in layers.wanted(item, item.fixturenames)]

    items.sort(key=order)


@pytest.fixture(scope="session")
def _switch_layers(django_db_setup, django_db_blocker):
    def switch(wanted):
        with django_db_blocker.unblock():
            layers.switch(wanted)

    yield switch
    switch([])


@pytest.fixture(autouse=True, scope="class")  # before a TestCase begins its transaction
def _layers(request):
    wanted = layers.wanted(request.node, request.fixturenames)
    if wanted or layers.open_now:
        request.getfixturevalue("_switch_layers")(wanted)


@pytest.fixture(autouse=True)
def _fresh_cache():
    """Wagtail caches site roots; a rolled-back test must not leave them to the next."""
    cache.clear()


@pytest.fixture(autouse=True)
def _source_language():
    """A request leaves its language active in the thread; the next test begins without."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def _any_host(settings):
    settings.ALLOWED_HOSTS = ["*"]


@pytest.fixture(autouse=True)
def _counts_by_hand(monkeypatch):
    """No thread writes into a test's database; tests of what is counted write down themselves."""
    monkeypatch.setattr("search.analytics.query_log.flush_later", lambda: None)
    query_log._counts.clear()


@pytest.fixture
def indexed(settings, db):
    """What is there can be searched, and what is saved from here on."""
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.index.backends"}}
    index = get_search_backend().get_index_for_model(NewsPage)
    index.add_items(NewsPage, NewsPage.objects.all())


@shared
def organisation():
    return world.organisation()


@shared
def dongguan(organisation):
    return world.found(
        "dongguan", email="dgpengxing@126.com", phone="0769-22820037", postcode="523082"
    )


@shared
def shenzhen(organisation):
    return world.found(
        "shenzhen", email="pengxing888@126.com", phone="0755-26470873", postcode="518110"
    )


@pytest.fixture
def image(db):
    from .factories import ImageFactory

    return ImageFactory(title="社工与长者")
