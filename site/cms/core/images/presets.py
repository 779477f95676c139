"""The only sizes in which pictures are shown. Nobody can ask for others."""

from dataclasses import dataclass
from functools import cached_property

from wagtail.images.models import Filter


@dataclass(frozen=True)
class Preset:
    """One use of a picture: how it is cut, in which widths and formats, and how wide it stands.

    `operation` is one of Wagtail's or of `image_operations`, with the width, the height and the
    longest side for it left open. The last of `widths` (in pixels) is the one for `formats[-1]`,
    which every browser reads and which is made once. `sizes` is the attribute of HTML: its
    breakpoints are those of the style sheets.
    """

    operation: str
    ratio: float  # width / height
    widths: tuple[int, ...]
    formats: tuple[str, ...]
    sizes: str
    in_body: bool = False  # where pictures of every shape are looked at, and move if they can

    @cached_property
    def alternatives(self) -> dict[str, list[Filter]]:
        """The formats that not every browser reads, best first, each in every width."""
        return {
            name: [self._filter(width, name) for width in self.widths] for name in self.formats[:-1]
        }

    @cached_property
    def base(self) -> Filter:
        return self._filter(self.widths[-1], self.formats[-1])

    @property
    def filters(self) -> list[Filter]:
        """Everything that is made for this use; what every browser reads first."""
        return [self.base, *(each for every in self.alternatives.values() for each in every)]

    @property
    def extras(self) -> tuple[Filter, ...]:
        """What is made of some pictures only: `renditions.extras`."""
        return (FULL_SIZE, ANIMATED) if self.in_body else ()

    @property
    def crops(self) -> bool:
        return self.operation.startswith("fill")

    def _filter(self, width: int, name: str) -> Filter:
        height = round(width / self.ratio)
        operation = self.operation.format(width, height, LONGEST_SIDE.get(name))
        return Filter(f"{operation}|format-{name}")


# What the formats hold, in pixels: https://developers.google.com/speed/webp/faq; libjpeg's
# JPEG_MAX_DIMENSION.
LONGEST_SIDE = {"webp": 16383, "jpeg": 65500}
# The whole of a picture of an odd shape, cleaned as every rendition.
FULL_SIZE = Filter("original|jpegquality-90|format-jpeg")
ANIMATED = Filter("motion-800|format-webp")

# AVIF, which takes up to a second a picture, only where one picture makes most of a page's weight.
PRESETS = {
    # beside a title in a list
    "card": Preset(
        "fill-{}x{}", 8 / 5, (240, 480), ("webp", "jpeg"), "(min-width: 48rem) 12rem, 7rem"
    ),
    # above an article
    "cover": Preset(
        "fill-{}x{}", 16 / 9, (480, 800, 1200), ("avif", "webp", "jpeg"),
        "(min-width: 48rem) 42rem, 100vw",
    ),
    # a branch's banner
    "hero": Preset(
        "fill-{}x{}", 2, (480, 800, 1600), ("avif", "webp", "jpeg"),
        "(min-width: 72rem) 34rem, (min-width: 48rem) 50vw, 100vw",
    ),
    # within a body
    "inline": Preset(
        "fit-{}x{}-{}", 3, (480, 800, 1200), ("webp", "jpeg"), "(min-width: 48rem) 42rem, 100vw",
        in_body=True,
    ),
    # one of several within a body, cut by the browser
    "group": Preset(
        "fit-{}x{}-{}", 3, (480, 800, 1200), ("webp", "jpeg"),
        "(min-width: 48rem) 13rem, (min-width: 30rem) 50vw, 100vw", in_body=True,
    ),
    # a QR code: uncropped, and free of JPEG's blur
    "square": Preset("max-{}x{}", 1, (320,), ("png",), "10rem"),
}  # fmt: skip

# Made with the upload; stands in, cut by the browser, until what a page needs has been made.
FALLBACK = PRESETS["inline"].base


def shape(width: int, height: int) -> str:
    """ "long" for posters and screenshots that fill several screens, "wide" for panoramas; else "".

    Not for ornaments: a line between paragraphs is none.
    """
    if height >= 3 * width and height >= 1600:
        return "long"
    if width >= 3 * height and width >= 1600 and height >= 300:
        return "wide"
    return ""
