"""Visibility: the one place that decides what the public may see. Every public surface asks it.

`host.py` decides whose content a host shows; a list needs both.
"""

from collections.abc import Callable

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    BigIntegerField,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
)
from django.db.models.functions import Cast, Now
from wagtail.models import (
    CollectionViewRestriction,
    Page,
    PageQuerySet,
    PageViewRestriction,
    ReferenceIndex,
)

# Without which pages of any type are hidden along with something else, as all that stands below a
# hidden branch is. The app that knows of such things adds it (`home.apps`).
FILTERS: list[Callable[[PageQuerySet], PageQuerySet]] = []


def published(pages: PageQuerySet) -> PageQuerySet:
    """Pages that are live, not expired, truly in their language, and of nothing that is hidden.

    `expire_at` is compared here because a page is unpublished only when the worker next looks, and
    with the database's clock, so that the query may be kept (`prepared`).
    An alias of a page in another language is the placeholder that wagtail-localize keeps for a
    missing translation: it holds the source's text and must never be shown. How page types hide
    along with something else, as an article with its branch, is in `exclude_hidden` of their
    QuerySet.
    """
    pages = pages.filter(
        Q(expire_at__isnull=True) | Q(expire_at__gt=Now()),
        Q(alias_of__isnull=True) | Q(alias_of__locale=F("locale")),
        live=True,
    )
    return pages.exclude_hidden() if hasattr(pages, "exclude_hidden") else exclude_hidden(pages)


def exclude_hidden(pages: PageQuerySet) -> PageQuerySet:
    """`pages` of any type without those that are hidden along with something else."""
    for each in FILTERS:
        pages = each(pages)
    return pages


def public(pages: PageQuerySet) -> PageQuerySet:
    """`published` pages that no password, login or group guards, on themselves or above them.

    Wagtail's `PageQuerySet.public()` as a condition of the query, where that costs a query more.
    """
    # By key, and not by a join: with that SQLite looks through all pages for each page.
    guarded = Page.objects.filter(pk__in=PageViewRestriction.objects.values("page"))
    return published(pages).exclude(at_or_below(guarded, "path"))


def at_or_below(roots: QuerySet, path: str) -> Exists:
    """A condition for what stands in a tree: those whose path begins with the `path` of one of
    `roots`."""
    candidates = roots.annotate(
        descendant_path=ExpressionWrapper(OuterRef("path"), output_field=CharField())
    )
    return Exists(candidates.filter(descendant_path__startswith=F(path)))


def referred_to(files: QuerySet, pages: PageQuerySet) -> QuerySet:
    """Those images or documents that one of `pages`, which the public may see, shows or links to,
    and that no private collection holds. A title that a draft alone uses may tell its secret.
    """
    return outside_private_collections(referenced_by(pages, files))


def referenced_by(pages: PageQuerySet, files: QuerySet) -> QuerySet:
    """Those of `files`, images or documents, that one of `pages` shows or links to.

    What only a draft of a published page refers to is not found: Wagtail's index is of what is
    published.
    """
    references = ReferenceIndex.objects.filter(
        Exists(pages.filter(pk=Cast(OuterRef("object_id"), BigIntegerField()))),
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(files.model),
        to_object_id=Cast(OuterRef("pk"), CharField()),
    )
    return files.filter(Exists(references))


def outside_private_collections(items: QuerySet, path: str = "collection__path") -> QuerySet:
    """`items` without those in a collection that a password, login or group guards; `path` leads
    to the path of an item's collection."""
    guarded = CollectionViewRestriction.objects.annotate(
        item_path=ExpressionWrapper(OuterRef(path), output_field=CharField())
    ).filter(item_path__startswith=F("collection__path"))
    return items.exclude(Exists(guarded))


def is_public(page: Page) -> bool:
    """Whether `public` lets this page through, as it is stored now."""
    return public(page.specific_class.objects.filter(pk=page.pk)).exists()


def is_published(page: Page) -> bool:
    """Whether `published` lets this page through, as it is stored now."""
    return published(page.specific_class.objects.filter(pk=page.pk)).exists()
