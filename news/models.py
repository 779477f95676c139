"""A branch's news: its list, its articles, and the organisation's categories."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import InvalidPage, Paginator
from django.db import models
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from wagtail.admin.panels import CommentPanel, FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Locale, Page, PageManager, Revision
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from cms.core.blocks.body import BodyBlock, first_paragraph
from cms.core.pages.api_fields import picture_field, writable
from cms.core.pages.base import SEO_PANEL, TITLE_PANEL
from cms.core.pages.seo import BranchNames, organisation_json_ld
from cms.core.pages.validators import validate_plausible_time
from home.membership import BelongsToBranch
from home.models import SEO_FIELDS
from home.permissions import HeadOfficePublishingPanel, StructuralPage

from .filters import Filters
from .forms import NewsFilterForm
from .querysets import NewsPageQuerySet
from .taxonomy import NewsCategory, NewsPageTag

ARTICLES_A_PAGE = 20
SUMMARY_LENGTH = 90


class NewsIndexPage(StructuralPage, BelongsToBranch):
    """The list of a branch's articles, by category, tag and page."""

    parent_page_types = ["home.BranchPage"]
    subpage_types = ["news.NewsPage"]
    max_count_per_parent = 1
    page_description = _("The list of a branch's articles.")
    show_in_menus_default = True

    content_panels = [TITLE_PANEL]
    promote_panels = [SEO_PANEL]
    settings_panels = [HeadOfficePublishingPanel(), CommentPanel()]
    api_fields = ["branch"]
    translatable_fields = [
        TranslatableField("title"),
        SynchronizedField("slug", overridable=False),
        *SEO_FIELDS,
    ]

    class Meta:
        verbose_name = _("news list")
        verbose_name_plural = _("news lists")

    def get_admin_default_ordering(self) -> str:
        return "-latest_revision_created_at"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict:
        """`?category=`, `?tag=`, `?page=`; what does not exist is answered with 404."""
        form = NewsFilterForm(request.GET, locale_id=self.locale_id)
        if not form.is_valid():
            raise Http404
        filters = form.cleaned_data
        category = filters["category"] and filters["category"].code
        matching = Filters(
            language=self.locale.language_code,
            branches=[self.branch.code],
            category=category,
            tag=filters["tag"],
        ).apply(NewsPage.objects.all())
        try:
            articles = Paginator(matching.for_listing(), ARTICLES_A_PAGE).page(filters["page"] or 1)
        except InvalidPage as error:
            raise Http404 from error
        number = articles.number
        canonical = {
            "category": category,
            "tag": filters["tag"],
            "page": number if number > 1 else None,
        }
        return {
            **super().get_context(request, *args, **kwargs),
            "canonical_query": urlencode({key: each for key, each in canonical.items() if each}),
            "articles": articles,
            "categories": form.categories,
            "filters": filters,
        }


class NewsPage(BelongsToBranch):
    """An article of a branch."""

    open_graph_type = "article"

    # Never null once it is public: see `update_derived_fields`.
    published_at = models.DateTimeField(
        _("published at"),
        null=True,
        blank=True,
        validators=[validate_plausible_time],
        help_text=_(
            "The date that readers see, and the order of the lists. If empty, the time when the "
            "article is first published."
        ),
    )
    author = models.CharField(
        _("author"),
        max_length=120,
        blank=True,
        help_text=_("If empty, the branch's full name."),
    )
    category = models.ForeignKey(
        NewsCategory,
        verbose_name=_("category"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    cover = models.ForeignKey(
        "core.CustomImage",
        verbose_name=_("cover"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    excerpt = models.TextField(
        _("excerpt"),
        blank=True,
        max_length=300,
        help_text=_("Shown in lists. If empty, the beginning of the first paragraph."),
    )
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    tags = ClusterTaggableManager(through=NewsPageTag, blank=True, verbose_name=_("tags"))

    # Denormalised on every save, so that a list reads one table's index and never a body.
    content_locale = models.ForeignKey(
        Locale, on_delete=models.PROTECT, editable=False, related_name="+"
    )
    summary = models.TextField(blank=True, editable=False)

    # From the old site (`cms.legacy_import`): where this stood there, and how often it had been
    # read; None where the old site did not say.
    legacy_url = models.CharField(
        _("address on the former site"), max_length=500, blank=True, editable=False
    )
    legacy_views = models.PositiveIntegerField(
        _("views on the former site"), null=True, blank=True, editable=False
    )

    objects = PageManager.from_queryset(NewsPageQuerySet)()
    parent_page_types = ["news.NewsIndexPage"]
    subpage_types: list[str] = []
    page_description = _("An article.")
    exclude_fields_in_copy = [
        *BelongsToBranch.exclude_fields_in_copy, "published_at", "legacy_url", "legacy_views"
    ]  # fmt: skip
    picture_presets = {"cover": ("card", "cover")}

    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("published_at"), FieldPanel("author")]),
        FieldPanel(
            "cover",
            help_text=_(
                "Its description is read to people who cannot see it: say in the picture what it "
                "shows. An animation stands still here."
            ),
        ),
        FieldPanel("excerpt"),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("category"), FieldPanel("tags")], heading=_("Category and tags")
        ),
    ]
    search_fields = [
        *BelongsToBranch.search_fields,
        index.SearchField("excerpt"),
        index.SearchField("author"),
        index.SearchField("body"),
        index.FilterField("published_at"),
        index.FilterField("branch"),
        index.FilterField("category"),
    ]
    api_fields = [
        "branch",
        "summary",
        picture_field("cover_picture", "cover", "card"),
        *writable("published_at", "author", "category", "cover", "excerpt", "body", "tags"),
    ]
    translatable_fields = [
        TranslatableField("title"),
        TranslatableField("slug"),
        SynchronizedField("published_at", overridable=False),
        TranslatableField("author"),
        TranslatableField("category"),
        SynchronizedField("cover"),
        TranslatableField("excerpt"),
        TranslatableField("body"),
        SynchronizedField("tagged_items", overridable=False),
        *SEO_FIELDS,
    ]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = [
            models.Index(fields=["branch", "published_at", "page_ptr"], name="news_by_branch"),
            models.Index(
                fields=["branch", "category", "published_at", "page_ptr"],
                name="news_by_branch_category",
            ),
            models.Index(
                fields=["content_locale", "published_at", "page_ptr"], name="news_by_locale"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def update_derived_fields(self) -> None:
        super().update_derived_fields()
        if self.live and self.published_at is None:
            self.published_at = self._time_of_publication()
        if self.published_at is not None:
            self.published_at = self.published_at.replace(microsecond=0)
        self.summary = self.excerpt or Truncator(first_paragraph(self.body)).chars(
            SUMMARY_LENGTH, truncate="…"
        )
        self.content_locale = self.locale if self.locale_id else self.get_default_locale()
        if self.category and self.category.locale_id != self.content_locale.pk:
            translated = self.category.get_translation_or_none(self.content_locale)
            self.category = translated or self.category

    def update_derived_fields_for_preview(self) -> None:
        if self.published_at is None:
            self.published_at = self._time_of_publication()
        super().update_derived_fields_for_preview()

    def _time_of_publication(self) -> datetime:
        """What dates an article that nobody has dated: that of which it is a translation or an
        alias, else when it is or was first published."""
        now = timezone.now()
        planned = self.go_live_at if self.go_live_at and self.go_live_at > now else None
        # A copy that is published at once still has the time of what it was copied from.
        first_published_at = None if self._state.adding else self.first_published_at
        return self._time_of_the_same() or first_published_at or planned or now

    def _time_of_the_same(self) -> datetime | None:
        others = NewsPage.objects.exclude(pk=self.pk).exclude(published_at=None)
        same = Q(translation_key=self.translation_key) | Q(pk=self.alias_of_id)
        return others.filter(same).values_list("published_at", flat=True).first()

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        # What goes live by time has that time, however late the worker comes to it.
        if revision.approved_go_live_at and not revision.content.get("published_at"):
            revision.content["published_at"] = (
                self.published_at or self._time_of_the_same() or revision.content["go_live_at"]
            )
        super().publish(revision, *args, **kwargs)

    def with_content_json(self, content: dict) -> "NewsPage":
        # A version from before it was first published.
        if self.published_at and not content.get("published_at"):
            content = {**content, "published_at": self.published_at}
        return super().with_content_json(content)

    @property
    def share_image_id(self) -> int | None:  # type: ignore[override]
        return self.cover_id

    def own_description(self) -> str:
        return self.summary

    def json_ld(self, url: str, description: str, image: str, branch: BranchNames | None) -> dict:
        publisher = organisation_json_ld(branch.full_name, branch.url) if branch else None
        article = {
            "@type": "NewsArticle",
            "headline": self.title,
            "description": description,
            "url": url,
            "inLanguage": self.locale.language_code,
            "datePublished": localtime(self.published_at).isoformat(),
            "author": {"@type": "Person", "name": self.author} if self.author else publisher,
            "publisher": publisher,
        }
        return {**article, "image": image} if image else article
