"""Branch membership, denormalised into the row so that no list has to walk the tree."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageManager

from cms.core.pages.base import BasePage

from .models import BranchPage
from .querysets import BelongsToBranchQuerySet


class BelongsToBranch(BasePage):
    """Base of page types below a `BranchPage`: `branch` is that page, in the same language.

    Set from the page's own path on every save, whatever a revision, a copy or a caller brought;
    `home.signal_handlers` corrects it for a subtree that is moved.
    """

    branch = models.ForeignKey(
        BranchPage,
        verbose_name=_("branch"),
        on_delete=models.RESTRICT,  # never alone; with the branch's whole tree it may go
        editable=False,
        related_name="+",
    )

    objects = PageManager.from_queryset(BelongsToBranchQuerySet)()

    class Meta:
        abstract = True

    def update_derived_fields(self) -> None:
        super().update_derived_fields()
        branch = BranchPage.objects.containing(self).first()
        if branch is None:
            raise ValidationError(_("This page must be below a branch."))
        self.branch = branch

    def with_content_json(self, content: dict) -> Page:
        # A revision may be older than a move, and its branch may be gone.
        return super().with_content_json({**content, "branch": self.branch_id})
