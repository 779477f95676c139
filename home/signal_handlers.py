import json
from typing import Any

from django.apps import apps
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError as DRFValidationError
from wagtail.models import Page
from wagtail.signals import page_published, post_page_move
from wagtail.whitelist import check_url
from wagtail_localize.models import SegmentOverride

from .membership import BelongsToBranch
from .models import BranchPage


@receiver(post_page_move)
def correct_branch_of_moved_pages(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Wagtail moves a subtree by rewriting paths: no page in it is saved."""
    branch = BranchPage.objects.containing(instance).first()
    for model in apps.get_models():
        if issubclass(model, BelongsToBranch):
            model.objects.descendant_of(instance, inclusive=True).update(branch=branch)


@receiver(page_published, sender=BranchPage)
def keep_translations_at_the_same_code(
    sender: type[BranchPage], instance: BranchPage, **kwargs: Any
) -> None:
    """A branch has one code, one address and one place in the switcher in every language."""
    if not instance.is_source:
        return
    for translation in instance.get_translations():
        if (translation.code, translation.slug, translation.switcher_position) != (
            instance.code,
            instance.code,
            instance.switcher_position,
        ):
            translation.code = translation.slug = instance.code
            translation.switcher_position = instance.switcher_position
            translation.save()


@receiver(pre_save, sender=SegmentOverride)
def refuse_scripts_as_links(sender: type, instance: SegmentOverride, **kwargs: Any) -> None:
    """Check link overrides, which wagtail-localize stores unchecked.

    Its view answers with 400 and the reason.
    """
    value = json.loads(instance.data_json)
    if isinstance(value, str) and value and check_url(value) is None:
        raise DRFValidationError({"value": [_("This is not the address of a page.")]})
