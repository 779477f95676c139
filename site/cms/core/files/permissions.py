"""Who may change pictures and documents: their own too, until a published page shows them, or will
at its time. What readers see goes through review, and not around it by another file of that name.

https://docs.wagtail.org/en/stable/reference/permissions.html
"""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Revision
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permissions import register_permission_policy

from cms.core import visibility
from cms.core.pages.chooser_permissions import as_chosen, chosen_in

OWN = frozenset({"change", "delete"})


class FilePermissionPolicy(CollectionOwnershipPermissionPolicy):
    def user_has_any_permission_for_instance(
        self, user: AbstractBaseUser, actions: Any, instance: Any
    ) -> bool:
        by_right = self._check_perm(user, ["change"], collection=instance.collection)
        if not by_right and OWN & set(actions) and _is_shown(instance):
            actions = set(actions) - OWN  # which she has as the owner
            if not actions:
                return False
        return super().user_has_any_permission_for_instance(user, actions, instance)


def _is_shown(file: Any) -> bool:
    """Also in a version that has been approved to go live at its time."""
    files = type(file).objects.filter(pk=file.pk)
    if visibility.referred_to(files, visibility.published(Page.objects.all())).exists():
        return True
    chosen = as_chosen(file)
    scheduled = Revision.page_revisions.filter(approved_go_live_at__isnull=False)
    return any(chosen in chosen_in(each.as_object()) for each in scheduled.iterator())


def install() -> None:
    """In the place of Wagtail's, whichever is registered first: theirs are for subclasses, too."""
    # Permissions are those of Wagtail's own models, whichever is in use.
    for model, label in (
        (get_image_model(), "wagtailimages.Image"),
        (get_document_model(), "wagtaildocs.Document"),
    ):
        policy = FilePermissionPolicy(model, auth_model=label, owner_field_name="uploaded_by_user")
        register_permission_policy(model, policy, exact_class=True)
