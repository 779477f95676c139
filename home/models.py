"""The organisation's pages: its portal, its branches, and plain pages of either."""

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import CommentPanel, FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PageManager
from wagtail.search import index
from wagtail.url_routing import RouteResult
from wagtail_localize.fields import SynchronizedField, TranslatableField

from cms.core import styles
from cms.core.blocks.body import RICH_TEXT_FEATURES, BodyBlock
from cms.core.pages.api_fields import writable
from cms.core.pages.base import SEO_PANEL, TITLE_PANEL, BasePage
from cms.core.pages.seo import BranchNames, beginning, organisation_json_ld

from .blocks import BannersBlock
from .permissions import (
    MANAGE_BRANCHES,
    HeadOfficePublishingPanel,
    PortalPermissionTester,
    StructuralPage,
    StructuralPageForm,
)
from .querysets import BranchPageQuerySet, HidesAloneQuerySet, shown_branches
from .validators import (
    validate_code_form,
    validate_code_not_reserved,
    validate_icp_number,
    validate_public_security_number,
)

SEO_FIELDS = [
    TranslatableField("seo_title"),
    TranslatableField("search_description"),
    SynchronizedField("show_in_menus", overridable=False),
]


class FilingNumbers(models.Model):
    """The two numbers under which a web site is filed in China; they stand in its footer."""

    icp_number = models.CharField(
        _("ICP number"),
        max_length=40,
        blank=True,
        validators=[validate_icp_number],
        help_text=_("For example 粤ICP备15059714号. Required by law on every page."),
    )
    public_security_number = models.CharField(
        _("public-security number"),
        max_length=40,
        blank=True,
        validators=[validate_public_security_number],
        help_text=_("For example 粤公网安备 44190002000001号. Leave empty if there is none."),
    )

    class Meta:
        abstract = True


class HasFrontend(models.Model):
    """Where a frontend of one's own shows drafts: see `home.queries.frontend_url`."""

    frontend_url = models.URLField(
        _("preview address of the frontend"),
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_(
            "Where an external frontend shows drafts, e.g. https://www.example.org/preview; "
            "?token=… is appended to it. Applies to every language. Head office only."
        ),
    )

    class Meta:
        abstract = True


FRONTEND_PANEL = FieldPanel("frontend_url", permission=MANAGE_BRANCHES)


class HomePage(FilingNumbers, HasFrontend, BasePage):
    """The organisation's portal, and the legal facts that every footer shows."""

    introduction = RichTextField(
        _("introduction"),
        blank=True,
        features=RICH_TEXT_FEATURES,
        help_text=_("What the organisation is and does, in a few sentences."),
    )
    copyright_owner = models.CharField(
        _("copyright owner"), max_length=100, help_text=_("Shown after the © in every footer.")
    )
    copyright_since = models.PositiveSmallIntegerField(
        _("copyright since"),
        validators=[MinValueValidator(1949), MaxValueValidator(2100)],
        help_text=_("The year behind the ©."),
    )
    technical_support = models.CharField(
        _("technical support"),
        max_length=100,
        blank=True,
        help_text=_("Who maintains the site; named in every footer."),
    )

    objects = PageManager.from_queryset(HidesAloneQuerySet)()
    base_form_class = StructuralPageForm
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["home.BranchPage", "home.StandardPage"]
    max_count = 1  # further languages come by translation, which this does not count
    page_description = _("The organisation's portal. There is only one.")

    content_panels = [
        TITLE_PANEL,
        FieldPanel("introduction"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("copyright_owner"), FieldPanel("copyright_since")]),
                FieldPanel("icp_number"),
                FieldPanel("public_security_number"),
                FieldPanel("technical_support"),
            ],
            heading=_("Legal facts"),
        ),
        FRONTEND_PANEL,
    ]
    promote_panels = [SEO_PANEL]
    search_fields = [*BasePage.search_fields, index.SearchField("introduction")]
    api_fields = writable(
        "introduction",
        "copyright_owner",
        "copyright_since",
        "icp_number",
        "public_security_number",
        "technical_support",
    )
    translatable_fields = [
        TranslatableField("title"),
        TranslatableField("introduction"),
        TranslatableField("copyright_owner"),
        SynchronizedField("copyright_since", overridable=False),
        SynchronizedField("icp_number"),
        SynchronizedField("public_security_number"),
        TranslatableField("technical_support"),
        SynchronizedField("frontend_url", overridable=False),
        *SEO_FIELDS,
    ]

    class Meta:
        verbose_name = _("portal")
        verbose_name_plural = _("portals")

    def permissions_for_user(
        self, user: AbstractBaseUser | AnonymousUser
    ) -> PortalPermissionTester:
        return PortalPermissionTester(user, self)

    def site_name(self, branch: BranchNames | None, organisation: str) -> str:
        return ""

    def own_description(self) -> str:
        return beginning(self.introduction) or self.title

    def json_ld(self, url: str, description: str, image: str, branch: BranchNames | None) -> dict:
        return organisation_json_ld(self.title, url)


class BranchPage(StructuralPage, FilingNumbers, HasFrontend, BasePage):
    """The root of a city site. Its title is its short name and its slug its code."""

    code = models.CharField(
        _("code"),
        max_length=30,
        validators=[validate_code_form, validate_code_not_reserved],
        help_text=_(
            "The branch's address and its name for programs, e.g. dongguan. The same in every "
            "language; only head office changes it."
        ),
    )
    city = models.CharField(
        _("city"), max_length=30, help_text=_("As shown in the city switcher, e.g. 东莞.")
    )
    short_name = models.CharField(
        _("short name"),
        max_length=60,
        help_text=_("As shown at the top of the footer, e.g. 东莞鹏星."),
    )
    full_name = models.CharField(
        _("full name"),
        max_length=120,
        help_text=_(
            "The registered name, e.g. 东莞市鹏星社会工作服务社. "
            "Used as the author of articles that name none."
        ),
    )
    banners = StreamField(
        BannersBlock(),
        verbose_name=_("banner pictures"),
        blank=True,
        help_text=_("Shown at the top of the city site. Wide pictures work best."),
    )
    introduction = RichTextField(
        _("introduction"),
        blank=True,
        features=RICH_TEXT_FEATURES,
        help_text=_("What this branch does, in a few sentences."),
    )
    switcher_position = models.PositiveSmallIntegerField(
        _("place in the switcher"),
        default=0,
        help_text=_("Lower numbers come first; 0 puts the branch last. Head office only."),
    )

    objects = PageManager.from_queryset(BranchPageQuerySet)()
    parent_page_types = ["home.HomePage"]
    subpage_types = ["news.NewsIndexPage", "contacts.ContactPage", "home.StandardPage"]
    page_description = _("A city site. Its other pages and its teams are created with it.")

    content_panels = [
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [FieldPanel("city"), FieldPanel("short_name", required_on_save=True)]
                ),
                FieldPanel("full_name"),
                FieldRowPanel(
                    [
                        FieldPanel("code", permission=MANAGE_BRANCHES, required_on_save=True),
                        FieldPanel("switcher_position", permission=MANAGE_BRANCHES),
                    ]
                ),
            ],
            heading=_("Names"),
        ),
        FieldPanel(
            "banners",
            help_text=_(
                "Shown at the top of the city site. Wide pictures work best; an animation stands "
                "still here."
            ),
        ),
        FieldPanel("introduction"),
        MultiFieldPanel(
            [FieldPanel("icp_number"), FieldPanel("public_security_number")],
            heading=_("Filing numbers of the branch's own host"),
            help_text=_("Only for a branch with a host name of its own; else the organisation's."),
            classname="collapsed",
        ),
        FRONTEND_PANEL,
    ]
    promote_panels = [SEO_PANEL]
    settings_panels = [HeadOfficePublishingPanel(), CommentPanel()]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("full_name"),
        index.SearchField("introduction"),
    ]
    api_fields = writable(
        "code",
        "city",
        "short_name",
        "full_name",
        "banners",
        "introduction",
        "switcher_position",
        "icp_number",
        "public_security_number",
    )
    translatable_fields = [
        SynchronizedField("slug", overridable=False),
        SynchronizedField("code", overridable=False),
        TranslatableField("city"),
        TranslatableField("short_name"),
        TranslatableField("full_name"),
        TranslatableField("banners"),
        TranslatableField("introduction"),
        SynchronizedField("switcher_position", overridable=False),
        SynchronizedField("icp_number"),
        SynchronizedField("public_security_number"),
        SynchronizedField("frontend_url", overridable=False),
        *SEO_FIELDS,
    ]

    class Meta:
        verbose_name = _("branch")
        verbose_name_plural = _("branches")
        permissions = [("manage_branches", _("Can manage branches (head office)"))]

    @property
    def accent(self) -> int:
        """The number of its colour in the style sheets, from 1."""
        return (self.switcher_position - 1) % (len(styles.accents()) - 1) + 1

    @property
    def is_source(self) -> bool:
        return self.locale.language_code == settings.LANGUAGE_CODE

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Answer 404 for all of a hidden branch, but not for pages translated ahead of it."""
        if not shown_branches(BranchPage).filter(pk=self.pk).exists():
            raise Http404
        return super().route(request, path_components)

    def with_content_json(self, content: dict) -> "BranchPage":
        # A translation's revision may be older than a change of the source's code.
        if not self.is_source:
            shared = ("code", "slug", "switcher_position")
            content = {**content, **{name: getattr(self, name) for name in shared}}
        return super().with_content_json(content)

    def _set_core_field_defaults(self) -> None:
        self.slug, self.title = self.code, self.short_name
        if not self.switcher_position:
            last = BranchPage.objects.order_by("switcher_position").last()
            self.switcher_position = last.switcher_position + 1 if last else 1
        super()._set_core_field_defaults()

    def clean(self) -> None:
        self._check_code_is_free()
        super().clean()

    def minimal_clean(self) -> None:
        # A draft may be unfinished, but its code is its slug at once.
        self._check_code_is_free()
        super().minimal_clean()

    def _check_code_is_free(self) -> None:
        others = BranchPage.objects.exclude(translation_key=self.translation_key)
        parent = self.get_parent()
        if others.filter(code=self.code).exists() or (
            parent is not None and not self._slug_is_available(self.code, parent, self)
        ):
            raise ValidationError({"code": _("“%s” is taken.") % self.code})

    def site_name(self, branch: BranchNames | None, organisation: str) -> str:
        return organisation

    def own_description(self) -> str:
        return beginning(self.introduction) or self.full_name

    def json_ld(self, url: str, description: str, image: str, branch: BranchNames | None) -> dict:
        return organisation_json_ld(self.full_name, url)


class StandardPage(BasePage):
    """A page of running text: who we are, what we offer, privacy policy."""

    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    parent_page_types = ["home.HomePage", "home.BranchPage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]
    page_description = _("A page of running text, e.g. 机构简介 or 服务项目.")
    show_in_menus_default = True

    content_panels = [*Page.content_panels, FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    api_fields = writable("body")
    translatable_fields = [
        TranslatableField("title"),
        TranslatableField("slug"),
        TranslatableField("body"),
        *SEO_FIELDS,
    ]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
