"""A language is opened in step with the source language, and in no other way.

wagtail-localize leaves that open. Without it people make by hand what the other tree lacks: a
second branch, a second category, which are nobody's translation and appear twice.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail_localize.locales.components import get_locale_components
from wagtail_localize.models import LocaleSynchronization, LocaleSynchronizationModelForm


class SynchronizationForm(LocaleSynchronizationModelForm):
    """Offers the source language, chosen already."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["sync_from"]
        field.queryset = Locale.objects.filter(language_code=settings.LANGUAGE_CODE)
        field.initial = field.queryset.first()
        field.empty_label = None
        field.error_messages["required"] = field.error_messages["invalid_choice"] = _(
            "Every language is kept in step with the source language."
        )

    def validate_with_locale(self, locale: Locale) -> None:
        if locale.language_code == settings.LANGUAGE_CODE:
            raise ValidationError(
                _("The source language is what the others are kept in step with.")
            )
        before = Locale.objects.filter(pk=locale.pk).exclude(language_code=locale.language_code)
        if before.exists() and Page.objects.filter(locale=locale.pk).exists():
            raise ValidationError(_("There are pages in this language; add another one instead."))
        super().validate_with_locale(locale)


def require_synchronization() -> None:
    """For Wagtail's form of a language."""
    LocaleSynchronization.base_form_class = SynchronizationForm
    for component in get_locale_components():
        if component["model"] is LocaleSynchronization:
            component["required"] = True
