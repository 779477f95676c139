from typing import Any

from django.dispatch import receiver
from wagtail.signals import copy_for_translation_done

from home.models import BranchPage, HomePage

from .provisioning import grant_translation, provision_head_office


@receiver(copy_for_translation_done)
def open_translation_to_teams(sender: type, target_obj: object, **kwargs: Any) -> None:
    """A branch's teams work in every language of their branch, head office in every portal."""
    if isinstance(target_obj, BranchPage):
        grant_translation(target_obj)
    elif isinstance(target_obj, HomePage):
        provision_head_office()
