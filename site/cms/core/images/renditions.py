"""Making pictures: a stand-in with the upload, the rest in the background when a page is published.

The background is a queue in the database (django-tasks-db) that `manage.py work` works off.
"""

import errno
import logging
import threading
from collections.abc import Iterable, Iterator

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError
from django_tasks import task
from wagtail.images.models import AbstractImage, Filter
from wagtail.models import Page, PageQuerySet, ReferenceIndex

from . import animation, responsive
from .damage import DAMAGE
from .models import CustomImage
from .presets import ANIMATED, FALLBACK, FULL_SIZE, PRESETS, Preset, shape

logger = logging.getLogger(__name__)


# What an OSError is about the disk, not the picture.
NO_STORAGE = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}
# A large photo takes 150 MB while it is open.
ONE_AT_A_TIME = threading.Lock()


def make(image: AbstractImage, filters: Iterable[Filter]) -> int:
    """Make what is missing of `filters`; returns how many. Part of a picture's set is of use.

    Raises OSError when nothing can be stored.
    """
    by_spec = {each.spec: each for each in filters}
    existing = image.find_existing_renditions(*by_spec.values())
    made = 0
    for each in by_spec.values():
        if each in existing:
            continue
        try:
            with ONE_AT_A_TIME:
                rendition = image.create_rendition(each)
        except (*DAMAGE, IntegrityError) as error:  # the latter: it was deleted meanwhile
            if getattr(error, "errno", None) in NO_STORAGE:
                raise
            logger.exception("No rendition %s of picture %s", each.spec, image.pk)
            continue
        if not CustomImage.objects.filter(pk=image.pk, file=image.file.name).exists():
            rendition.delete()  # of a file that was replaced meanwhile; that has its own task
            break
        made += 1
    return made


def make_fallback(image: AbstractImage) -> int:
    return make(image, [FALLBACK])


def make_for(page: Page) -> int:
    """Make what is missing of the pictures that `page` shows; returns how many."""
    wanted: dict[AbstractImage, dict[Filter, None]] = {}
    for image, name in responsive.used_by(page):
        preset = PRESETS[name]
        filters = dict.fromkeys([FALLBACK, *preset.filters, *_extras(image, preset)])
        wanted.setdefault(image, {}).update(filters)
    return sum(make(image, filters) for image, filters in wanted.items())


def _extras(image: AbstractImage, preset: Preset) -> Iterator[Filter]:
    """What is made of this picture, and not of all, where a body shows it."""
    if not preset.in_body:
        return
    size = image.width, image.height
    if shape(*size) and preset.base.get_transform(image).size != size:
        yield FULL_SIZE
    try:
        if animation.moves(image):
            yield ANIMATED
    except DAMAGE:
        logger.exception("No frames of picture %s", image.pk)


@task(backend="background")
def make_pictures_of_page(page_pk: int) -> None:
    page = Page.objects.filter(pk=page_pk).first()
    if page is not None:  # deleted meanwhile
        make_for(page.specific)


def remake_where_used(image: CustomImage) -> None:
    """After a change of the file or of its focal point: all pages that show it need it anew."""
    make_fallback(image)
    for page in live_pages_with(image):
        make_pictures_of_page.enqueue(page.pk)


@task(backend="background")
def make_anew(image_pk: int) -> None:
    """Make a picture's renditions anew after an upgrade that changes them."""
    image = CustomImage.objects.filter(pk=image_pk).first()
    if image is not None:  # deleted meanwhile
        image.renditions.all().delete()
        remake_where_used(image)


def live_pages_with(image: CustomImage) -> PageQuerySet:
    references = ReferenceIndex.get_references_to(image).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    return Page.objects.live().filter(
        pk__in=[int(pk) for pk in references.values_list("object_id", flat=True)]
    )
