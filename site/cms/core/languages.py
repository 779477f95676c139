"""The active language, and fallbacks for missing translations."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import BigIntegerField, ExpressionWrapper, F
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import Locale, Page, PageQuerySet

from .db.planner_hints import own_table_first


def active_language() -> str:
    """The content language of this request, e.g. `zh-hans`; the source language outside one."""
    return get_supported_content_language_variant(get_language() or settings.LANGUAGE_CODE)


def active_locale(request: HttpRequest | None = None) -> Locale | None:
    """The `Locale` of `active_language()`; None where head office has not opened that language.

    Unlike `Locale.get_active()` it never falls back to the source language. Looked up once for
    each `request`.
    """
    if request is None:
        return Locale.objects.filter(language_code=active_language()).first()
    found = vars(request)
    if "_active_locale" not in found:
        found["_active_locale"] = active_locale()
    return found["_active_locale"]


def with_source(pages: PageQuerySet, language: str) -> PageQuerySet:
    """`pages` in `language` and in the source language; thin them out with `one_each`."""
    return in_languages(pages, language, settings.LANGUAGE_CODE)


def in_languages(pages: PageQuerySet, *languages: str) -> PageQuerySet:
    """The `pages` in one of `languages`, of a type of which there are few.

    Compared is a sum, for which there is no index: with that of the locale SQLite begins with all
    pages of a language, of whatever type.
    """
    locales = Locale.objects.filter(language_code__in=languages).values("pk")
    own_locale = ExpressionWrapper(F("locale") + 0, BigIntegerField())
    return own_table_first(pages).alias(own_locale=own_locale).filter(own_locale__in=locales)


def one_each(pages: Iterable[Page], language: str) -> list[Page]:
    """One page for each translation key, in `language` where there is one, else the source's.

    For facts that must not go missing with a translation, such as the telephone number in a
    footer. Keeps the order of `pages`, which must have `locale` loaded.
    """
    best: dict = {}
    for page in pages:
        if page.translation_key not in best or page.locale.language_code == language:
            best[page.translation_key] = page
    return list(best.values())
