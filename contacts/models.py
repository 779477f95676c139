"""A branch's contact details: a page, so that they get drafts, review and translation."""

from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import CommentPanel, FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField, TranslatableField

from cms.core.pages.api_fields import picture_field, writable
from cms.core.pages.base import SEO_PANEL, TITLE_PANEL
from home.membership import BelongsToBranch
from home.models import SEO_FIELDS
from home.permissions import HeadOfficePublishingPanel, StructuralPage

from .phone import tel_uri
from .validators import validate_phone, validate_postcode, validate_wechat_id


class ContactPage(StructuralPage, BelongsToBranch):
    """How to reach a branch. Feeds the footer of every city site."""

    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(
        _("phone / fax"),
        max_length=30,
        blank=True,
        validators=[validate_phone],
        help_text=_("With the area code, e.g. 0769-22820037."),
    )
    postcode = models.CharField(
        _("postcode"), max_length=6, blank=True, validators=[validate_postcode]
    )
    address = models.CharField(_("address"), max_length=200, blank=True)
    opening_hours = models.TextField(
        _("opening hours"), blank=True, help_text=_("E.g. 周一至周五 9:00–12:00, 14:00–17:30.")
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    wechat_id = models.CharField(
        _("WeChat ID"), max_length=20, blank=True, validators=[validate_wechat_id]
    )
    wechat_qr = models.ForeignKey(
        "core.CustomImage",
        verbose_name=_("WeChat QR code"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    wecom_qr = models.ForeignKey(
        "core.CustomImage",
        verbose_name=_("WeCom QR code"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    parent_page_types = ["home.BranchPage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    page_description = _("How to reach the branch. Shown in the footer of every city site.")
    show_in_menus_default = True
    picture_presets = {"wechat_qr": ("square",), "wecom_qr": ("square",)}

    content_panels = [
        TITLE_PANEL,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("email"), FieldPanel("phone")]),
                FieldPanel("address"),
                FieldRowPanel([FieldPanel("postcode"), FieldPanel("opening_hours")]),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
            ],
            heading=_("Contact details"),
            help_text=_(
                "The map position is the one that AMap (高德) or Tencent Maps shows for the "
                "address, in degrees."
            ),
        ),
        MultiFieldPanel(
            [
                FieldPanel("wechat_id"),
                FieldRowPanel([FieldPanel("wechat_qr"), FieldPanel("wecom_qr")]),
            ],
            heading=_("WeChat and WeCom"),
        ),
    ]
    promote_panels = [SEO_PANEL]
    settings_panels = [HeadOfficePublishingPanel(), CommentPanel()]
    api_fields = [
        "branch",
        "map_url",
        picture_field("wechat_qr_picture", "wechat_qr", "square"),
        picture_field("wecom_qr_picture", "wecom_qr", "square"),
        *writable(
            "email",
            "phone",
            "postcode",
            "address",
            "opening_hours",
            "latitude",
            "longitude",
            "wechat_id",
            "wechat_qr",
            "wecom_qr",
        ),
    ]
    translatable_fields = [
        TranslatableField("title"),
        SynchronizedField("slug", overridable=False),
        SynchronizedField("email"),
        SynchronizedField("phone"),
        SynchronizedField("postcode"),
        TranslatableField("address"),
        TranslatableField("opening_hours"),
        SynchronizedField("latitude", overridable=False),
        SynchronizedField("longitude", overridable=False),
        SynchronizedField("wechat_id"),
        SynchronizedField("wechat_qr"),
        SynchronizedField("wecom_qr"),
        *SEO_FIELDS,
    ]

    class Meta:
        verbose_name = _("contact page")
        verbose_name_plural = _("contact pages")

    def clean(self) -> None:
        super().clean()
        half = (self.latitude is None) != (self.longitude is None)
        if half and not self.is_deferred_validation:
            missing = "latitude" if self.latitude is None else "longitude"
            raise ValidationError({missing: _("A map position needs latitude and longitude.")})

    @property
    def phone_uri(self) -> str:
        """For a link that dials; "" without a number."""
        return tel_uri(self.phone) if self.phone else ""

    @property
    def map_url(self) -> str:
        """AMap's address for the map position, else for the postal address, or "".

        A plain link, no script: https://lbs.amap.com/api/uri-api/guide/travel/marker
        """
        if self.latitude is not None and self.longitude is not None:
            query = {"position": f"{self.longitude},{self.latitude}", "name": self.branch.full_name}
            return f"https://uri.amap.com/marker?{urlencode(query, safe=',')}"
        if self.address:
            return f"https://uri.amap.com/search?{urlencode({'keyword': self.address})}"
        return ""
