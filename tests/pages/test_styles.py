"""The looks that every page shares."""

import gzip
import re

import pytest
from django.conf import settings

from cms.core import styles
from tests.factories import NewsPageFactory

TOKENS = (settings.SITE_DIR / "styles" / "tokens.css").read_text(encoding="utf-8")
LIGHT, DARK = TOKENS.split("@media (prefers-color-scheme: dark)")


def colours(css):
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", css))


def contrast(one, other):
    """The contrast ratio of two colours: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio"""

    def luminance(colour):
        channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def themes():
    light = colours(LIGHT.split("[data-accent")[0])
    return {"light": light, "dark": {**light, **colours(DARK)}}


def accents():
    rule = r'\[data-accent="(\d)"\] \{ --fill: (#\w+); --tint: (#\w+); \}'
    found = re.findall(rule, TOKENS)
    return {int(n): {"light": fill, "dark": tint, "fill": fill} for n, fill, tint in found}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_can_be_read_on_every_ground(theme):
    tokens = themes()[theme]
    for ground in (tokens["page"], tokens["surface"]):
        for text in ("text", "muted", "error"):
            assert contrast(tokens[text], ground) >= 4.5
        assert contrast(tokens["control"], ground) >= 3  # the edge of an input
        for accent in accents().values():
            assert contrast(accent[theme], ground) >= 4.5
            assert contrast(tokens["on-fill"], accent["fill"]) >= 4.5


def test_every_branch_has_a_colour():
    assert sorted(accents()) == list(range(9))
    assert len({accent["fill"] for accent in accents().values()}) == 9
    assert styles.accents() == [(each["fill"], each["dark"]) for each in accents().values()]


def test_colours_are_named_in_one_place():
    for name in set(styles.NAMES) - {"tokens", "print"}:
        css = (settings.SITE_DIR / "styles" / f"{name}.css").read_text(encoding="utf-8")
        stray = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", css))
        assert stray <= {"#000", "#ffffff"}, name  # around a video, behind a QR code


def test_every_style_sheet_is_in_the_cascade():
    files = {path.stem for path in (settings.SITE_DIR / "styles").glob("*.css")}
    assert files == set(styles.NAMES)


def test_a_page_is_sent_compressed_to_whoever_takes_it(client, dongguan):
    path = NewsPageFactory(parent=dongguan.index).url
    plain = client.get(path)
    packed = client.get(path, headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < 12_000
