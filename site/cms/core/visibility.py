"""What the public may see: the one place that decides it. Every public surface asks here.

`scope.py` decides whose content a surface shows; a list needs both.
"""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.utils import timezone
from wagtail.models import Page, PageQuerySet, PageViewRestriction


def published(pages: PageQuerySet) -> PageQuerySet:
    """Pages that are live, not expired, and truly in their language.

    `expire_at` is compared here because Wagtail unpublishes only when its scheduler next runs.
    An alias of a page in another language is the placeholder that wagtail-localize keeps for a
    missing translation: it is live, holds the source's text, and must never be shown.
    """
    return pages.filter(
        Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now()),
        Q(alias_of__isnull=True) | Q(alias_of__locale=F("locale")),
        live=True,
    )


def public(pages: PageQuerySet) -> PageQuerySet:
    """`published` pages that no password, login or group guards, on themselves or above them.

    Wagtail's `PageQuerySet.public()` as a condition of the query, where that costs a query more.
    """
    guards = PageViewRestriction.objects.annotate(
        guarded_path=ExpressionWrapper(OuterRef("path"), output_field=CharField())
    )
    return published(pages).exclude(Exists(guards.filter(guarded_path__startswith=F("page__path"))))


def is_published(page: Page) -> bool:
    """Whether `published` lets this page through, as it is stored now."""
    return published(Page.objects.filter(pk=page.pk)).exists()
