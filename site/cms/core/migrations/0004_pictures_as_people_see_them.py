"""Sizes and focal points of the turned picture, presets bound by width, alt texts of their own.

Quick on many pictures: renditions, which always were turned, tell which uploads lie on their side;
those that come out the same under the new presets keep their files; and what comes out otherwise is
left to the worker (`renditions.make_anew`), its old stand-in shown until then.
"""

import re
from pathlib import Path

from django.db import migrations
from django.db.models import F, Q
from django.utils.text import get_valid_filename
from wagtail.coreutils import string_to_ascii

from cms.core.images.alt_texts import is_file_name

STAND_IN = "max-1200x1600|format-jpeg"
RENAMED = {
    "max-480x640|format-webp": ("fit-480x160-16383|format-webp", 480, 640),
    "max-800x1067|format-webp": ("fit-800x267-16383|format-webp", 800, 1067),
    "max-1200x1600|format-webp": ("fit-1200x400-16383|format-webp", 1200, 1600),
    STAND_IN: ("fit-1200x400-65500|format-jpeg", 1200, 1600),
}
FOCAL_POINT = ["focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"]
BATCH = 500


def turn(apps, schema_editor):
    """Focal points were set on the turned picture, as parts of the unturned one's width and height:
    as such parts they are kept."""
    Image = apps.get_model("core", "CustomImage")
    uncut = apps.get_model("core", "CustomRendition").objects.filter(filter_spec__startswith="max-")
    upright, lying = uncut.filter(width__lt=F("height")), uncut.filter(width__gt=F("height"))
    turned = Image.objects.filter(
        Q(width__gt=F("height"), pk__in=upright.values("image"))
        | Q(width__lt=F("height"), pk__in=lying.values("image"))
    )
    pks = list(turned.values_list("pk", flat=True))
    for image in Image.objects.exclude(pk__in=uncut.values("image")).iterator(BATCH):
        try:
            size = image.file.get_image_dimensions()
        except (OSError, ValueError, SyntaxError):
            continue  # lost or damaged: nothing is shown of it
        if size == (image.height, image.width) and image.width != image.height:
            pks.append(image.pk)
    anew = []
    for start in range(0, len(pks), BATCH):
        batch = Image.objects.filter(pk__in=pks[start : start + BATCH])
        focused = list(batch.filter(focal_point_x__isnull=False, focal_point_y__isnull=False))
        for image in focused:
            width, height = image.width, image.height
            for name, old, new in zip(
                FOCAL_POINT, [width, height] * 2, [height, width] * 2, strict=True
            ):
                value = getattr(image, name)
                setattr(image, name, value and round(value * new / old))
        Image.objects.bulk_update(focused, FOCAL_POINT)
        batch.update(width=F("height"), height=F("width"))
        anew += [image.pk for image in focused]
    _make_anew(anew)


def bind_by_width(apps, schema_editor):
    Rendition = apps.get_model("core", "CustomRendition")
    for old, (new, width, height) in RENAMED.items():
        Rendition.objects.filter(
            Q(width=width) | Q(height__lt=height) | Q(image__height=height),
            Q(width__lt=width) | Q(width__lte=F("height") * 3),
            filter_spec=old,
        ).update(filter_spec=new)
    stale = Rendition.objects.filter(filter_spec__in=RENAMED)
    pks = sorted(set(stale.values_list("image", flat=True)))
    stale.filter(filter_spec=STAND_IN).update(filter_spec=RENAMED[STAND_IN][0])
    _make_anew(pks)


def animate(apps, schema_editor):
    """GIFs; animations in other formats move when their page is next published."""
    gifs = apps.get_model("core", "CustomImage").objects.filter(file__iendswith=".gif")
    _make_anew(gifs.values_list("pk", flat=True))


def _make_anew(pks):
    from cms.core.images.renditions import make_anew

    for pk in pks:
        make_anew.enqueue(pk)


def describe(apps, schema_editor):
    """A picture's title was its alt text: those that people wrote become its description."""
    Image = apps.get_model("core", "CustomImage")
    undescribed = Image.objects.filter(description="").only("title", "file")
    batch = []
    for image in undescribed.iterator(BATCH):
        if not is_file_name(image.title) and not _from_file_name(image.title, image.file.name):
            image.description = image.title
            batch.append(image)
        if len(batch) == BATCH:
            Image.objects.bulk_update(batch, ["description"])
            batch = []
    Image.objects.bulk_update(batch, ["description"])


def _from_file_name(title, path):
    """Whether the upload form took the title from the file, or the import from the article."""
    name = re.sub(r"^[0-9a-f]{16}-", "", Path(path).stem).casefold()
    if re.fullmatch(r"[0-9a-f]{12}(_\w{7})?", name):
        return True
    try:
        given = get_valid_filename(title)
    except ValueError:  # nothing remains of it
        return False
    given = "".join(each if ord(each) < 128 else "_" for each in string_to_ascii(given)).casefold()
    return name.startswith(given) or given.startswith(name)


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0003_log_unlogged_revisions"),
        ("django_tasks_database", "0021_conditional_partial_index_ordering"),
    ]
    operations = [
        migrations.RunPython(step, migrations.RunPython.noop)
        for step in (turn, bind_by_width, animate, describe)
    ]
