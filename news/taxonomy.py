"""How articles are sorted: the organisation's categories, and tags."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Locale, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from cms.core.pages.api_fields import writable


class NewsCategory(TranslatableMixin, models.Model):
    """One of the organisation's few kinds of news. Head office keeps the list."""

    code = models.SlugField(
        _("code"),
        max_length=30,
        help_text=_("Used in addresses, e.g. party-building. The same in every language."),
    )
    name = models.CharField(_("name"), max_length=30)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    api_fields = writable("code", "name")
    panels = [FieldPanel("name"), FieldRowPanel([FieldPanel("code"), FieldPanel("position")])]
    translatable_fields = [
        SynchronizedField("code", overridable=False),
        TranslatableField("name"),
        SynchronizedField("position", overridable=False),
    ]

    class Meta(TranslatableMixin.Meta):
        ordering = ["position", "code"]
        verbose_name = _("news category")
        verbose_name_plural = _("news categories")
        constraints = [
            models.UniqueConstraint(fields=["locale", "code"], name="unique_category_code")
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        source = NewsCategory.objects.filter(translation_key=self.translation_key)
        here = self.locale if self.locale_id else Locale.get_default()
        if here != Locale.get_default() and not source.exclude(locale=here).exists():
            raise ValidationError(
                _("Add it in the source language; its translations come along by themselves.")
            )


class NewsPageTag(TaggedItemBase):
    content_object = ParentalKey(
        "news.NewsPage", on_delete=models.CASCADE, related_name="tagged_items"
    )
