"""What querysets of the organisation's pages are asked."""

from functools import cache
from typing import Any, Self

from django.conf import settings
from django.db.models import Q
from wagtail.models import Page, PageQuerySet

from cms.core.db.planner_hints import own_table_first
from cms.core.page_tree import paths_down_to
from cms.core.querysets import BasePageQuerySet


class HidesAloneQuerySet(BasePageQuerySet):
    """Of pages that hide with nothing but themselves. See `cms.core.visibility`."""

    def exclude_hidden(self) -> Self:
        return self


class BranchPageQuerySet(HidesAloneQuerySet):
    def containing(self, page: Page) -> Self:
        """The branch that `page` is or stands below, in its language; none for the portal's."""
        return self.filter(path__in=paths_down_to(page.path))


def shown_branches(branch_model: Any) -> PageQuerySet:
    """The branch pages, in any language, whose branch the public may see: in their own language
    or, as where that has a draft or nothing yet, in the source language."""
    return _shown_branches(branch_model).all()


@cache
def _shown_branches(branch_model: Any) -> PageQuerySet:
    """Part of most queries: composed once, which takes Django longer than the rest of one."""
    published = own_table_first(branch_model.objects.all()).published()
    source = published.in_languages(settings.LANGUAGE_CODE)
    # By columns of this table alone: a code is the same in every language.
    return branch_model.objects.filter(
        Q(pk__in=published.values("pk")) | Q(code__in=source.values("code"))
    )


class BelongsToBranchQuerySet(BasePageQuerySet):
    """Of pages that carry their `branch` in the row."""

    def exclude_hidden(self) -> Self:
        """A branch that is hidden hides all that belongs to it. See `cms.core.visibility`."""
        return self.filter(branch__in=shown_branches(self._branch_model))

    def in_scope(self, root: Page) -> Self:
        """By the indexed column where `root` is a branch."""
        if root.specific_class is self._branch_model:
            return self.filter(branch=root.pk)
        return super().in_scope(root)

    @property
    def _branch_model(self) -> Any:
        return self.model._meta.get_field("branch").related_model
