from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.images.forms import BaseImageForm

from . import animation, renditions
from .alt_texts import is_file_name
from .damage import DAMAGE
from .metadata import is_readable, without_metadata
from .models import CustomImage
from .presets import LONGEST_SIDE

IS_A_NAME = _("This is the name of a file. Say what the picture shows.")


class ImageForm(BaseImageForm):
    """Wagtail's, with an answer to damaged photos, with the question what a picture shows, and with
    pictures made anew after a change."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            file = self.fields["file"]
            file.to_python = _refuse_unusable(file.to_python)
        if "description" in self.fields:
            self.fields["description"].help_text = _(
                "What the picture shows, for people who cannot see it. Offered as alt text "
                "wherever the picture is used. Leave it empty for decoration."
            )

    def clean_description(self) -> str:
        description = self.cleaned_data["description"]
        if is_file_name(description):
            raise ValidationError(IS_A_NAME)
        return description

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        described = cleaned.get("description")
        if described and described == Path(getattr(cleaned.get("file"), "name", "")).stem:
            self.add_error("description", IS_A_NAME)
        return cleaned

    def save(self, commit: bool = True) -> CustomImage:
        image = super().save(commit)
        focal_point = {name for name in self.changed_data if name.startswith("focal_point")}
        if commit and (focal_point or "file" in self.changed_data):
            renditions.remake_where_used(image)
        return image


def _refuse_unusable(to_python: Callable) -> Callable:
    """Wagtail's field opens the whole picture before it looks at its size, which may fill the
    memory, and lets Pillow's complaint about a damaged one become a 500."""

    def wrapped(data: Any) -> Any:
        if data:
            _check_header(data)
            data = _with_readable_metadata(data)
        try:
            with renditions.ONE_AT_A_TIME:
                return to_python(data)
        except DAMAGE as error:
            raise ValidationError(
                _("This picture is damaged or incomplete; please upload it again.")
            ) from error

    return wrapped


def _with_readable_metadata(file: UploadedFile) -> UploadedFile:
    """Pillow would fail whenever the picture is turned upright."""
    try:
        with Image.open(file) as image:
            readable = is_readable(image)
        file.seek(0)
        content = file if readable else ContentFile(without_metadata(file.read()))
    except DAMAGE:
        return file  # the field says so
    finally:
        file.seek(0)
    if not readable:
        file = UploadedFile(content, file.name, file.content_type, content.size)
    return file


def _check_header(file: Any) -> None:
    try:
        with Image.open(file) as image:
            (width, height), mode = image.size, image.mode
            apng = image.format == "PNG" and getattr(image, "is_animated", False)
        animation.frames_of(file)
    except animation.TooLong as error:
        raise ValidationError(
            _("This animation has too many or too large frames; please upload it as a video.")
        ) from error
    except DAMAGE:
        return  # no picture that Pillow knows: the field says so
    finally:
        file.seek(0)
    if apng:  # which Willow does not open
        raise ValidationError(_("This is an animated PNG; please save it as GIF or WebP."))
    if width * height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise ValidationError(
            _("This picture has more than %d million pixels; please make it smaller.")
            % (settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000)
        )
    if max(width, height) > LONGEST_SIDE["jpeg"]:
        raise ValidationError(
            _("This picture is more than %d pixels long; please cut it into parts.")
            % LONGEST_SIDE["jpeg"]
        )
    if mode.startswith(("I", "F")):
        raise ValidationError(
            _("This picture has more shades than a web page can show; please save it as JPEG.")
        )
