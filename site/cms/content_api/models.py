from secrets import token_urlsafe
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class Preview(models.Model):
    """A draft that was never saved, as somebody looks at it in a frontend. See `previews`."""

    key = models.CharField(max_length=43, unique=True, default=token_urlsafe)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # One of the two: the page, or for one that is being created its parent.
    page = models.ForeignKey(Page, on_delete=models.CASCADE, null=True, related_name="+")
    parent = models.ForeignKey(Page, on_delete=models.CASCADE, null=True, related_name="+")
    page_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    # Of a page that is being created, which of its author's open forms: see `previews`.
    form = models.CharField(max_length=64, blank=True)
    content = models.JSONField(encoder=DjangoJSONEncoder)
    updated_at = models.DateTimeField(auto_now=True, db_index=True)

    class Meta:
        verbose_name = _("preview")
        verbose_name_plural = _("previews")
        constraints = [
            models.UniqueConstraint(fields=["user", "page"], name="one_preview_of_a_page"),
            models.UniqueConstraint(
                fields=["user", "parent", "page_type", "form"], name="one_preview_of_a_new_page"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page_type}: {self.page or self.parent}"

    def as_page(self) -> Page:
        """The page with the content that was never saved, in the place that it has or would get."""
        if self.page:
            page = self.page.specific.with_content_json(self.content)
        else:
            model: Any = self.page_type.model_class()
            parent: Any = self.parent
            page = model.from_serializable_data(self.content)
            page.path = parent.path + page.path[-page.steplen :]  # the parent may have moved
            page.depth = parent.depth + 1
            page.set_url_path(parent)
        page.update_derived_fields_for_preview()
        return page
