from typing import Any

from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.unpublish import UnpublishAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import (
    copy_for_translation_done,
    page_published,
    page_unpublished,
    post_page_move,
    pre_page_move,
)
from wagtail_localize.models import SegmentOverride, Translation

from .images import renditions, responsive
from .images.models import CustomImage
from .pages import chooser_permissions, translations

# What signals do to translations is whole or not at all, whoever asks: Wagtail itself opens a
# transaction in none of these.
for action in (UnpublishAction, UnpublishPageAction, MovePageAction, DeletePageAction):
    action.execute = transaction.atomic(action.execute)


@receiver(post_save, sender=CustomImage)
def make_the_stand_in(instance: CustomImage, created: bool, **kwargs: Any) -> None:
    if created:
        renditions.make_fallback(instance)


@receiver(page_published)
def make_the_pictures(instance: Page, **kwargs: Any) -> None:
    if any(responsive.used_by(instance)):
        renditions.make_pictures_of_page.enqueue(instance.pk)


@receiver(pre_page_move)
def check_that_translations_can_move(
    instance: Page, parent_page_after: Page, **kwargs: Any
) -> None:
    translations.check_move(instance, parent_page_after)


@receiver(post_page_move)
def move_the_translations(instance: Page, parent_page_after: Page, **kwargs: Any) -> None:
    translations.move(instance, parent_page_after)


@receiver(page_unpublished)
def unpublish_the_translations(instance: Page, **kwargs: Any) -> None:
    translations.unpublish(instance)


@receiver(pre_delete, sender=Page)
def delete_the_translations(instance: Page, **kwargs: Any) -> None:
    translations.delete(instance)


@receiver(post_save, sender=PageViewRestriction)
@receiver(m2m_changed, sender=PageViewRestriction.groups.through)
def restrict_the_translations(instance: PageViewRestriction, **kwargs: Any) -> None:
    translations.restrict(instance)


@receiver(post_delete, sender=PageViewRestriction)
def unrestrict_the_translations(instance: PageViewRestriction, origin: Any, **kwargs: Any) -> None:
    if getattr(origin, "model", type(origin)) is PageViewRestriction:  # and not with its page
        translations.unrestrict(instance)


@receiver(post_save, sender=SegmentOverride)
def check_what_an_override_shows(instance: SegmentOverride, **kwargs: Any) -> None:
    """wagtail-localize stores what comes, without a form."""
    user = instance.last_translated_by
    known = Translation.objects.filter(
        target_locale=instance.locale, source__object=instance.context.object
    )
    for translation in known.select_related("source") if user else []:
        page = translation.source.get_ephemeral_translated_instance(instance.locale, fallback=True)
        if isinstance(page, Page):
            chooser_permissions.check_chosen(page, user)


@receiver(copy_for_translation_done)
def restrict_a_new_translation(target_obj: Any, **kwargs: Any) -> None:
    if isinstance(target_obj, Page):
        translations.restrict_as_source(target_obj)
