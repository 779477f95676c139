"""Which branch a page belongs to, kept in the row so that no list has to walk the tree."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageQuerySet

from cms.core.pages.base import BasePage


class BelongsToBranch(BasePage):
    """Base of page types below a `BranchPage`: `branch` is that page, in the same language.

    Set from the page's own path on every save, whatever a revision, a copy or a caller brought;
    `home.signal_handlers` corrects it for a subtree that is moved.
    """

    branch = models.ForeignKey(
        "home.BranchPage",
        verbose_name=_("branch"),
        on_delete=models.RESTRICT,  # never alone; with the branch's whole tree it may go
        editable=False,
        related_name="+",
    )

    class Meta:
        abstract = True

    def update_derived_fields(self) -> None:
        from .queries import branch_of

        super().update_derived_fields()
        branch = branch_of(self)
        if branch is None:
            raise ValidationError(_("This page must be below a branch."))
        self.branch = branch

    def with_content_json(self, content: dict) -> Page:
        # A revision may be older than a move, and its branch may be gone.
        return super().with_content_json({**content, "branch": self.branch_id})

    @classmethod
    def exclude_hidden(cls, pages: PageQuerySet) -> PageQuerySet:
        """A branch that is hidden hides all that belongs to it. See `cms.core.visibility`."""
        from .queries import shown_branches

        return pages.filter(branch__in=shown_branches())

    @classmethod
    def in_scope(cls, pages: PageQuerySet, root: Page) -> PageQuerySet:
        """By the indexed column where `root` is a branch."""
        if root.specific_class is cls._meta.get_field("branch").related_model:
            return pages.filter(branch=root.pk)
        return super().in_scope(pages, root)
