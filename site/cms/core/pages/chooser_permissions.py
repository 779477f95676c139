"""What an editor may put into a page: pictures and files of her collections, and links to pages
that everybody reads or that she explores."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import page_permission_policy, policy_registry

from cms.core import visibility
from cms.core.admin.current_request import current_request
from cms.core.admin.refusals import Refusal

from . import translations

NOT_CHOOSABLE = _("A picture, file or page is one that you may not choose.")
Chosen = set[tuple[int, str]]  # content type and primary key, as the reference index has them


def chosen_in(page: Page) -> Chosen:
    """The pictures, documents and pages in all fields, blocks and links of `page` as it stands."""
    kinds = {type_.pk for type_ in _types().values()}
    references = ReferenceIndex._extract_references_from_object(page)
    return {(kind, key) for kind, key, *_path in references if kind in kinds}


class NotChoosable(Refusal):
    """A picture, file or page that somebody may not choose has got into the page."""


def check_chosen(page: Page, user: AbstractBaseUser | None) -> None:
    """Raises `NotChoosable` if `user` has put into `page` what she may not choose.

    What somebody else has put there may stay: into the latest version, or into the page of which
    this one is a translation.
    """
    if user is None:
        return
    chosen = chosen_in(page)
    if may_choose(user, chosen):  # nearly always: no need to open what stood there before
        return
    stands = type(page).objects.filter(pk=page.pk).first()
    sources = [stands and stands.get_latest_revision_as_object(), translations.source_of(page)]
    added = chosen.difference(*(chosen_in(each.specific) for each in sources if each))
    if not may_choose(user, added):
        raise NotChoosable(page, {NON_FIELD_ERRORS: [str(NOT_CHOOSABLE)]})


def may_choose(user: AbstractBaseUser | AnonymousUser, chosen: Chosen) -> bool:
    for model, type_ in _types().items():
        keys = {key for kind, key in chosen if kind == type_.pk}
        if keys and _choosable(user, model, keys).count() < len(keys):
            return False
    return True


def keep_showing(chosen: Chosen) -> None:
    """Forms show what stands on their pages, whoever put it there: see `admin.chosen_values`."""
    request: Any = current_request.get()
    if request is not None:
        request.chosen_and_stored = stored(request) | chosen


def stored(request: HttpRequest) -> Chosen:
    return getattr(request, "chosen_and_stored", set())


def as_chosen(instance: Model) -> tuple[int, str]:
    model = next(model for model in _types() if isinstance(instance, model))
    return _types()[model].pk, str(instance.pk)


def _choosable(user: AbstractBaseUser | AnonymousUser, model: Any, keys: Iterable[str]) -> QuerySet:
    if issubclass(model, Page):
        pages = Page.objects.filter(pk__in=keys)
        explorable = page_permission_policy.explorable_instances(user)
        return pages.filter(
            Q(pk__in=visibility.public(pages).values("pk"))
            | Q(pk__in=explorable.filter(pk__in=keys).values("pk"))
        )
    policy = policy_registry.get_by_type(model)
    return policy.instances_user_has_permission_for(user, "choose").filter(pk__in=keys)


def choosable_pages(user: AbstractBaseUser | AnonymousUser) -> QuerySet:
    """Pages that `user` can explore, and public pages anywhere."""
    return Page.objects.filter(is_choosable(user))


def is_choosable(user: AbstractBaseUser | AnonymousUser) -> Q:
    """`choosable_pages` as a condition. By keys: Wagtail's search knows no `Exists`."""
    explorable = page_permission_policy.explorable_instances(user)
    public = visibility.public(Page.objects.all())
    return Q(pk__in=public.values("pk")) | Q(pk__in=explorable.values("pk"))


def usable(user: AbstractBaseUser | AnonymousUser, model: type[Model]) -> QuerySet:
    """The pictures or documents that the admin lists for `user`."""
    policy = policy_registry.get_by_type(model)
    return policy.instances_user_has_any_permission_for(user, {"choose", "change", "delete"})


def _types() -> dict[type[Model], ContentType]:
    return ContentType.objects.get_for_models(get_image_model(), get_document_model(), Page)
