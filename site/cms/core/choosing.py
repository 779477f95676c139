"""Which pictures and files an editor may put into a page: those of her collections."""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.contrib.contenttypes.models import ContentType
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry

Files = set[tuple[int, str]]  # content type and primary key, as the reference index has them


def files_in(page: Page) -> Files:
    """The pictures and documents in all fields, blocks and links of `page` as it stands."""
    kinds = {type_.pk for type_ in _types().values()}
    references = ReferenceIndex._extract_references_from_object(page)
    return {(kind, key) for kind, key, *_path in references if kind in kinds}


def may_choose(user: AbstractBaseUser | AnonymousUser, files: Files) -> bool:
    for model, type_ in _types().items():
        keys = {key for kind, key in files if kind == type_.pk}
        policy = policy_registry.get_by_type(model)
        allowed = policy.instances_user_has_permission_for(user, "choose")
        if keys and allowed.filter(pk__in=keys).count() < len(keys):
            return False
    return True


def _types() -> dict[type, ContentType]:
    return ContentType.objects.get_for_models(get_image_model(), get_document_model())
