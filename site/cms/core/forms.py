from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.images.forms import BaseImageForm

from . import renditions
from .models import CustomImage


class ImageForm(BaseImageForm):
    """Wagtail's, with an answer to damaged photos and with pictures made anew after a change."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            file = self.fields["file"]
            file.to_python = _refuse_damaged(file.to_python)

    def save(self, commit: bool = True) -> CustomImage:
        image = super().save(commit)
        focal_point = {name for name in self.changed_data if name.startswith("focal_point")}
        if commit and (focal_point or "file" in self.changed_data):
            renditions.remake_where_used(image)
        return image


def _refuse_damaged(to_python: Callable) -> Callable:
    """Wagtail's field looks at the whole picture, but lets Pillow's complaint become a 500."""

    def wrapped(data: Any) -> Any:
        try:
            return to_python(data)
        except (OSError, ValueError, SyntaxError) as error:
            raise ValidationError(
                _("This picture is damaged or incomplete; please upload it again.")
            ) from error

    return wrapped
