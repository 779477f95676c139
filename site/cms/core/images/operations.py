"""Image operations that Wagtail lacks, for `presets`; registered in `wagtail_hooks`."""

from typing import Any

from PIL.ImageCms import PyCMSError
from wagtail.images.image_operations import FormatOperation as WagtailFormatOperation
from wagtail.images.image_operations import ImageTransform, TransformOperation
from wagtail.images.models import AbstractImage

BROWSERS_READ = {"1", "L", "LA", "P", "RGB", "RGBA"}  # Pillow's modes


class FitOperation(TransformOperation):
    """`fit-1200x400-16383`: reduced to a width of 1200, but to no less than a height of 400, and
    whatever comes of it to no side longer than 16383.

    A long poster keeps the width at which it is read, a panorama the height. Nothing is enlarged.
    """

    def construct(self, size: str, longest: str) -> None:
        self.width, self.height = map(int, size.split("x"))
        self.longest = int(longest)

    def run(self, transform: ImageTransform, image: AbstractImage) -> ImageTransform:
        width, height = transform.size
        scale = max(self.width / width, self.height / height)
        return reduced(transform, min(scale, self.longest / max(width, height)))


class MotionOperation(TransformOperation):
    """`motion-800`: for animations, which `motion` makes frame by frame. At most so wide, and twice
    as high."""

    def construct(self, width: str) -> None:
        self.width = int(width)

    def run(self, transform: ImageTransform, image: AbstractImage) -> ImageTransform:
        width, height = transform.size
        return reduced(transform, min(self.width / width, 2 * self.width / height))


def reduced(transform: ImageTransform, scale: float) -> ImageTransform:
    """`transform` with both sides multiplied by `scale`, if that is less than 1."""
    if scale >= 1:
        return transform
    width, height = transform.size
    return transform.resize((max(1, round(width * scale)), max(1, round(height * scale))))


class FormatOperation(WagtailFormatOperation):
    """Wagtail's, in colours that every browser shows: a CMYK picture would stay one as JPEG."""

    def run(self, willow: Any, image: AbstractImage, env: dict) -> Any:
        super().run(willow, image, env)
        mode = getattr(willow.get_pillow_image(), "mode", "RGB")
        if mode in BROWSERS_READ:
            return willow
        try:
            willow = willow.transform_colorspace_to_srgb()
        except (PyCMSError, OSError):  # a damaged profile, or one of other colours
            willow.image.info.pop("icc_profile", None)
        willow.image = willow.image.convert("RGBA" if "A" in mode else "RGB")
        return willow
