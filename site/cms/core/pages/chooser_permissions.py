"""What an editor may put into a page: pictures and files of her collections, and links to pages
that everybody reads or that she explores."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import page_permission_policy, policy_registry

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
        if keys and _choosable(user, model).filter(pk__in=keys).count() < len(keys):
            return False
    return True


def _choosable(user: AbstractBaseUser | AnonymousUser, model: Any) -> QuerySet:
    if issubclass(model, Page):
        return choosable_pages(user)
    policy = policy_registry.get_by_type(model)
    return policy.instances_user_has_permission_for(user, "choose")


def choosable_pages(user: AbstractBaseUser | AnonymousUser) -> QuerySet:
    """Those that `user` explores, and what is live anywhere."""
    explorable = page_permission_policy.explorable_instances(user).values("pk")
    return Page.objects.filter(Q(live=True) | Q(pk__in=explorable))


def usable(user: AbstractBaseUser | AnonymousUser, model: type[Model]) -> QuerySet:
    """The pictures or documents that the admin lists for `user`."""
    policy = policy_registry.get_by_type(model)
    return policy.instances_user_has_any_permission_for(user, {"choose", "change", "delete"})


def _types() -> dict[type[Model], ContentType]:
    return ContentType.objects.get_for_models(get_image_model(), get_document_model(), Page)
