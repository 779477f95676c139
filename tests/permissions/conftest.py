import pytest
from wagtail.models import Locale
from wagtail_localize.models import LocaleSynchronization

from tests import world
from tests.factories import UserFactory
from tests.layers import shared

from .roles import Visitor
from .secrets import plant
from .writes import forms_of


@shared
def secrets(dongguan, shenzhen):
    """Of Shenzhen, where Dongguan's people shall not find them, with two languages open."""
    english = Locale.objects.create(language_code="en")
    LocaleSynchronization.objects.create(locale=english, sync_from=Locale.get_default())
    return plant(shenzhen, visitors=dongguan)


@shared
def forms(secrets):
    """What each page of the admin proposes to send, by its address."""
    return forms_of(Visitor(UserFactory(is_superuser=True)), secrets)


@pytest.fixture
def spread_out(secrets):
    """A third language, and both branches on hosts of their own."""
    traditional = Locale.objects.create(language_code="zh-hant")
    LocaleSynchronization.objects.create(locale=traditional, sync_from=Locale.get_default())
    world.own_host(secrets.branch.page, "sz.example.org")
    world.own_host(secrets.visitors.page, "dg.example.org")
