from typing import Any

from django.apps import apps
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import post_page_move

from .membership import BelongsToBranch
from .queries import branch_of


@receiver(post_page_move)
def correct_branch_of_moved_pages(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Wagtail moves a subtree by rewriting paths: no page in it is saved."""
    branch = branch_of(instance)
    for model in apps.get_models():
        if issubclass(model, BelongsToBranch):
            model.objects.descendant_of(instance, inclusive=True).update(branch=branch)
