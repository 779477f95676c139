"""`BasePage`: what every page type of the project shares."""

from types import SimpleNamespace
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm as WagtailCopyForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.log_actions import log
from wagtail.models import Page, PageManager, Revision
from wagtail.url_routing import RouteResult

from cms.core import visibility
from cms.core.languages import active_locale
from cms.core.page_tree import BRANCH_DEPTH, ORGANISATION_DEPTH
from cms.core.querysets import BasePageQuerySet

from . import chooser_permissions, preview_modes
from .completeness import check_complete
from .permissions import PagePermissionTester
from .seo import SEOMixin
from .slugs import RESERVED, free_slug, slugify
from .validators import validate_plausible_time
from .widgets import PinyinSlugInput

# For page types whose slug nobody edits: Wagtail's own title panel would look for it.
TITLE_PANEL = FieldPanel("title", classname="title")
SEO_PANEL = MultiFieldPanel(
    [FieldPanel("seo_title"), FieldPanel("search_description"), FieldPanel("show_in_menus")],
    heading=_("For search engines and menus"),
)


class BasePageForm(WagtailAdminPageForm):
    """Tells a page that is being created its parent, so that clashes show as field errors; takes
    no picture, file or page that the editor may not choose.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # The management API leaves fields out of a form, and their permissions in: a KeyError.
        permissions = self._meta.field_permissions or {}
        self._meta.field_permissions = {
            name: permission for name, permission in permissions.items() if name in self.base_fields
        }
        super().__init__(*args, **kwargs)
        if self.parent_page is not None and not self.instance.path:
            self.instance._cached_parent_obj = self.parent_page
        if "slug" in self.fields:
            self.fields["slug"].required = False  # an empty one is made from the title
        for name in self.fields.keys() & {"go_live_at", "expire_at"}:
            self.fields[name].validators.append(validate_plausible_time)
        self.chosen_before = chooser_permissions.chosen_in(self.instance)
        chooser_permissions.keep_showing(self.chosen_before)

    def _post_clean(self) -> None:
        self.instance.is_deferred_validation = self.is_deferred_validation
        try:
            super()._post_clean()
        finally:
            self.instance.is_deferred_validation = False
        # What somebody else put into the page may stay.
        added = chooser_permissions.chosen_in(self.instance) - self.chosen_before
        if added and self.for_user and not chooser_permissions.may_choose(self.for_user, added):
            self.add_error(None, chooser_permissions.NOT_CHOOSABLE)


class CopyForm(WagtailCopyForm):
    """Wagtail's, which gives the copy an address of its own. One that is typed may be Chinese."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        slug = self.fields["new_slug"]
        self.fields["new_slug"] = forms.CharField(
            initial=self._free(self.page.slug, self.page.get_parent()),
            label=slug.label,
            required=False,
            max_length=Page._meta.get_field("slug").max_length,
            widget=PinyinSlugInput,
        )

    def clean_new_slug(self) -> str:
        return slugify(self.cleaned_data["new_slug"])

    def clean(self) -> dict[str, Any]:
        parent = self.cleaned_data.get("new_parent_page") or self.page.get_parent()
        typed = self.cleaned_data.get("new_slug")
        if typed in ("", self.page.slug):
            self.cleaned_data["new_slug"] = self._free(self.page.slug, parent)
        elif typed and _is_reserved(typed, parent):
            self.add_error("new_slug", _reserved_slug_error(typed))
        return super().clean()

    @staticmethod
    def _free(slug: str, parent: Page) -> str:
        longest = Page._meta.get_field("slug").max_length
        return free_slug(slug, lambda each: BasePage._slug_is_available(each, parent), longest)


class BasePage(SEOMixin, Page):
    slug: str  # Wagtail's fields
    locale_id: int
    # As Wagtail's blocks and form fields have it: a draft is being saved, which may be unfinished.
    is_deferred_validation = False
    base_form_class = BasePageForm
    copy_form_class = CopyForm
    # A copy or a translation comes and goes by a clock of its own.
    exclude_fields_in_copy = ["go_live_at", "expire_at", "expired"]
    objects = PageManager.from_queryset(BasePageQuerySet)()
    promote_panels = [FieldPanel("slug", widget=PinyinSlugInput), SEO_PANEL]

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        # wagtail-localize keeps an alias of the source in the place of a missing translation. As a
        # draft it cannot come to light when somebody makes a page of its own of it.
        if self.alias_of_id and self.alias_of.locale_id != self.locale_id:
            self.live, self.go_live_at, self.expire_at = False, None, None
            if kwargs.get("update_fields") is not None:  # when it becomes such an alias again
                cleared = {"live", "go_live_at", "expire_at"}
                kwargs["update_fields"] = cleared.union(kwargs["update_fields"])
        # Wagtail's form for a new page saves it as live before it looks at the time set for that.
        if self._state.adding and self.go_live_at and self.go_live_at > timezone.now():
            self.live = False
        # A page copied into another language's tree becomes a page of that language.
        parent = self.get_parent() if self._state.adding else None
        if parent is not None and parent.depth > 1:
            self.locale_id = parent.locale_id
        self.update_derived_fields()
        super().save(*args, **kwargs)

    def save_revision(
        self,
        user: AbstractBaseUser | None = None,
        *args: Any,
        log_action: str | bool | None = None,
        **kwargs: Any,
    ) -> Revision:
        """Wagtail's, which logs an edit unless the caller says that it does so itself.

        The history offers to bring back only versions whose edit was logged: programs (importer,
        demo, copies, translations) do not think of it.

        Raises `NotChoosable`, whatever way the content came.
        """
        chooser_permissions.check_chosen(self, user)
        overwritten = kwargs.get("overwrite_revision")
        if overwritten and _has_been_approved(overwritten, self):
            kwargs["overwrite_revision"] = None  # the history keeps what was approved
        revision = super().save_revision(user, *args, log_action=log_action or False, **kwargs)
        if log_action is None:
            log(self, "wagtail.edit", user=user, revision=revision, content_changed=True)
        return revision

    def publish(
        self, revision: Revision, user: AbstractBaseUser | None = None, **kwargs: Any
    ) -> None:
        """Wagtail's. Raises `Incomplete` if somebody publishes what is not finished."""
        if user or revision.user_id:  # wagtail-localize says only who has made the version
            check_complete(revision.as_object())
        super().publish(revision, user=user, **kwargs)

    def permissions_for_user(self, user: AbstractBaseUser | AnonymousUser) -> PagePermissionTester:
        return PagePermissionTester(user, self)

    def update_derived_fields(self) -> None:
        """Fill what the row keeps for lists: on every save."""

    def update_derived_fields_for_preview(self) -> None:
        """Fill them for a preview: as if the page were published now, and not saved."""
        self.update_derived_fields()

    # --- Addresses --------------------------------------------------------------------------

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Wagtail's routing, answering only for the language that the address asks for.

        Wagtail falls back to the source language when a site root has no live translation,
        which would serve Chinese under /en/.
        """
        locale = active_locale(request)
        if locale is None:
            raise Http404
        if self.locale_id != locale.pk:
            translation = self.get_translation_or_none(locale)
            if translation is None:
                raise Http404
            return translation.route(request, path_components)
        if not path_components and not visibility.is_published(self):
            raise Http404
        self.locale = locale  # or its template would look it up again
        return super().route(request, path_components)

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """Wagtail's URL parts, always on the host that the page lives on.

        Wagtail prefers the host of `request` when a page belongs to several sites; here a branch
        with a `Site` of its own lives there and nowhere else. Only a made-up request gets Wagtail's
        own answer: with those Wagtail asks for the page's old address on each site in turn, to
        keep redirects for them.
        """
        if isinstance(request, HttpRequest) and request.resolver_match is None:
            return super().get_url_parts(request)
        roots = self._get_site_root_paths(request)
        return super().get_url_parts(SimpleNamespace(_wagtail_cached_site_root_paths=roots))

    @property
    def localized(self) -> Page:
        """The page in the active language if it is published there, else this page."""
        locale = active_locale()
        if locale is None or locale.pk == self.locale_id:
            return self
        translation = self.get_translation_or_none(locale)
        return translation if translation and visibility.is_published(translation) else self

    def get_parent(self, update: bool = False) -> Page | None:
        """The parent, also of a page that has no place in the tree yet: see `BasePageForm`."""
        if not self.path:
            return getattr(self, "_cached_parent_obj", None)
        return super().get_parent(update)

    # --- Previews ---------------------------------------------------------------------------

    @cached_property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """This site, then what other rooms offer: see `cms.core.pages.preview_modes`."""
        others = ((mode.name, mode.label) for mode in preview_modes.offered(self))
        return [("", _("This site")), *others]

    def is_previewable(self) -> bool:
        return True  # lists ask this of every row; no need to look for offers

    def make_preview_request(
        self,
        original_request: HttpRequest | None = None,
        preview_mode: str | None = None,
        extra_request_attrs: dict | None = None,
    ) -> HttpResponse:
        # Wagtail's preview for approvers knows the first mode alone; here it may be asked for any.
        if original_request is not None:
            preview_mode = original_request.GET.get("mode", preview_mode)
        return super().make_preview_request(original_request, preview_mode, extra_request_attrs)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        self.update_derived_fields_for_preview()
        for mode in preview_modes.offered(self):
            if mode.name == mode_name:
                return mode.serve(self, request)
        return super().serve_preview(request, mode_name)

    # --- Slugs ------------------------------------------------------------------------------

    @staticmethod
    def _slug_is_available(slug: str, parent_page: Page | None, page: Page | None = None) -> bool:
        return not _is_reserved(slug, parent_page) and Page._slug_is_available(
            slug, parent_page, page
        )

    def _set_core_field_defaults(self) -> None:
        if not self.slug and self.get_parent() is not None:
            self.slug = self._get_autogenerated_slug(slugify(self.title) or self._meta.model_name)
        super()._set_core_field_defaults()

    def _check_slug_is_unique(self) -> None:
        if _is_reserved(self.slug, self.get_parent()):
            raise ValidationError({"slug": _reserved_slug_error(self.slug)})
        super()._check_slug_is_unique()


def _has_been_approved(revision: Revision, page: Page) -> bool:
    """Whether readers see this version, or will at its time, or approvers have it before them."""
    return (
        revision.pk == type(page).objects.values_list("live_revision_id", flat=True).get(pk=page.pk)
        or revision.approved_go_live_at is not None
        or revision.task_states.exists()
    )


def _is_reserved(slug: str, parent: Page | None) -> bool:
    """Children of a top page and of a branch page (it may get a host of its own) share the
    first segment of the address with the system's own paths."""
    return (
        parent is not None
        and parent.depth in (ORGANISATION_DEPTH, BRANCH_DEPTH)
        and slug.lower() in RESERVED
    )


def _reserved_slug_error(slug: str) -> str:
    return _("“%(slug)s” is an address of the system itself.") % {"slug": slug}
