import pytest
from django.core.cache import cache
from django.utils import translation

from . import world


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


@pytest.fixture
def organisation(db):
    return world.organisation()


@pytest.fixture
def dongguan(organisation):
    return world.found(
        "dongguan", email="dgpengxing@126.com", phone="0769-22820037", postcode="523082"
    )


@pytest.fixture
def shenzhen(organisation):
    return world.found(
        "shenzhen", email="pengxing888@126.com", phone="0755-26470873", postcode="518110"
    )


@pytest.fixture
def image(db):
    from .factories import ImageFactory

    return ImageFactory(title="社工与长者")
