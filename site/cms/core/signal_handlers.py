from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published

from . import pictures, renditions
from .models import CustomImage


@receiver(post_save, sender=CustomImage)
def make_the_stand_in(instance: CustomImage, created: bool, **kwargs: Any) -> None:
    if created:
        renditions.make_fallback(instance)


@receiver(page_published)
def make_the_pictures(instance: Page, **kwargs: Any) -> None:
    if any(pictures.used_by(instance)):
        renditions.make_pictures_of_page.enqueue(instance.pk)
