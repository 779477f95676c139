from typing import Any

from django.dispatch import receiver
from wagtail.signals import copy_for_translation_done, page_published

from home.models import BranchPage, HomePage

from .provisioning import grant_translation, provision_head_office, publish_with_branch


@receiver(copy_for_translation_done)
def open_translation_to_teams(sender: type, target_obj: object, **kwargs: Any) -> None:
    """A branch's teams work in every language of their branch, head office in every portal."""
    if isinstance(target_obj, BranchPage):
        grant_translation(target_obj)
    elif isinstance(target_obj, HomePage):
        provision_head_office()


@receiver(page_published, sender=BranchPage)
def publish_the_pages_of_a_new_branch(
    sender: type[BranchPage], instance: BranchPage, **kwargs: Any
) -> None:
    publish_with_branch(instance)
