from wagtail.models import Locale
from wagtail_localize.models import LocaleSynchronization

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
