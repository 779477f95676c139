"""What querysets of articles are asked."""

from typing import Self

from django.db.models import Q
from wagtail.models import Page

from cms.core.api.cursor import Cursor
from cms.core.images import responsive
from cms.core.page_tree import ORGANISATION_DEPTH
from home.querysets import BelongsToBranchQuerySet

from .filters import Filters


class NewsPageQuerySet(BelongsToBranchQuerySet):
    def matching(self, filters: Filters) -> Self:
        """The public ones that `filters` describe."""
        return filters.apply(self).public()

    def for_listing(self) -> Self:
        """The public ones, newest first, with what a list shows and without bodies. Of what
        `matching` gives, visibility would be asked twice: apply the filters instead."""
        return (
            self.public()
            .defer_streamfields()
            .select_related("branch", "category", "cover", "locale")
            .prefetch_related(responsive.prefetch("cover", "card"))
            .by_time()
        )

    def by_time(self, *, oldest_first: bool = False, after: Cursor | None = None) -> Self:
        """By time, from behind `after` on: as cheap at the end of the list as at its top."""
        articles = self
        if after:
            # The plain condition lets the database seek in its index; the other settles one second.
            moment, pk = after.moment, after.pk
            if oldest_first:
                rest = Q(published_at__gt=moment) | Q(pk__gt=pk)
                articles = articles.filter(rest, published_at__gte=moment)
            else:
                rest = Q(published_at__lt=moment) | Q(pk__lt=pk)
                articles = articles.filter(rest, published_at__lte=moment)
        order = ("published_at", "pk") if oldest_first else ("-published_at", "-pk")
        return articles.order_by(*order)

    def in_scope(self, root: Page) -> Self:
        """By the indexed columns; the organisation's news are those of its language."""
        if root.depth == ORGANISATION_DEPTH:
            return self.filter(content_locale=root.locale_id)
        return super().in_scope(root)
