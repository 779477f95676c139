from typing import Any

from django.conf import settings
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
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


@receiver(post_save, sender=PageViewRestriction)
@receiver(m2m_changed, sender=PageViewRestriction.groups.through)
def guard_the_translations_too(instance: PageViewRestriction, **kwargs: Any) -> None:
    """Who makes a page private means what it says, in whatever language."""
    if instance.page.locale.language_code != settings.LANGUAGE_CODE:
        return
    for translation in instance.page.get_translations():
        guard = PageViewRestriction.objects.filter(page=translation).first()
        guard = guard or PageViewRestriction(page=translation)
        guard.restriction_type, guard.password = instance.restriction_type, instance.password
        guard.save()
        guard.groups.set(instance.groups.all())


@receiver(post_delete, sender=PageViewRestriction)
def open_the_translations_too(instance: PageViewRestriction, origin: Any, **kwargs: Any) -> None:
    """Not when the page itself is deleted, whose translations remain."""
    restriction_itself = getattr(origin, "model", type(origin)) is PageViewRestriction
    if restriction_itself and instance.page.locale.language_code == settings.LANGUAGE_CODE:
        for translation in instance.page.get_translations():
            PageViewRestriction.objects.filter(page=translation).delete()
