"""The only sizes in which pictures are shown. Nobody can ask for others."""

from dataclasses import dataclass
from functools import cached_property

from wagtail.images.models import Filter


@dataclass(frozen=True)
class Preset:
    """One use of a picture: how it is cut, in which widths and formats, and how wide it stands.

    `operation` is Wagtail's, with the width and the height for it left open. The last of `widths`
    (in pixels) is the one for `formats[-1]`, which every browser reads and which is made once.
    `sizes` is the attribute of HTML: its breakpoints are those of the style sheets.
    """

    operation: str
    ratio: float  # width / height
    widths: tuple[int, ...]
    formats: tuple[str, ...]
    sizes: str

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
    def crops(self) -> bool:
        return self.operation.startswith("fill")

    def _filter(self, width: int, name: str) -> Filter:
        height = round(width / self.ratio)
        return Filter(f"{self.operation.format(width, height)}|format-{name}")


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
        "max-{}x{}", 3 / 4, (480, 800, 1200), ("webp", "jpeg"), "(min-width: 48rem) 42rem, 100vw"
    ),
    # one of several within a body, cut by the browser
    "group": Preset(
        "max-{}x{}", 3 / 4, (480, 800, 1200), ("webp", "jpeg"),
        "(min-width: 48rem) 13rem, (min-width: 30rem) 50vw, 100vw",
    ),
    # a QR code: uncropped, and free of JPEG's blur
    "square": Preset("max-{}x{}", 1, (320,), ("png",), "10rem"),
}  # fmt: skip

# Made with the upload; stands in, cut by the browser, until what a page needs has been made.
FALLBACK = PRESETS["inline"].base
