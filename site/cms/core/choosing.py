"""What an editor may put into a page: pictures and files of her collections, and links to pages
that everybody reads or that she explores."""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import page_permission_policy, policy_registry

Chosen = set[tuple[int, str]]  # content type and primary key, as the reference index has them


def chosen_in(page: Page) -> Chosen:
    """The pictures, documents and pages in all fields, blocks and links of `page` as it stands."""
    kinds = {type_.pk for type_ in _types().values()}
    references = ReferenceIndex._extract_references_from_object(page)
    return {(kind, key) for kind, key, *_path in references if kind in kinds}


def may_choose(user: AbstractBaseUser | AnonymousUser, chosen: Chosen) -> bool:
    for model, type_ in _types().items():
        keys = {key for kind, key in chosen if kind == type_.pk}
        policy = policy_registry.get_by_type(model)
        if model is Page:
            explorable = page_permission_policy.explorable_instances(user).values("pk")
            allowed = Page.objects.filter(Q(live=True) | Q(pk__in=explorable))
        else:
            allowed = policy.instances_user_has_permission_for(user, "choose")
        if keys and allowed.filter(pk__in=keys).count() < len(keys):
            return False
    return True


def _types() -> dict[type, ContentType]:
    return ContentType.objects.get_for_models(get_image_model(), get_document_model(), Page)
