"""The style sheets of `site/styles/`: one small file a concern, in the page as one `<style>`.

About 5 KB of each compressed page, and no request that a phone has to wait for before it can show
anything; error pages keep their looks when nothing else can be fetched.
"""

import re
from functools import cache, lru_cache

from django.conf import settings

# In the order of the cascade.
NAMES = (
    "tokens",
    "base",
    "typography",
    "layout",
    "header",
    "controls",
    "cards",
    "banners",
    "body",
    "article",
    "contact",
    "footer",
    "print",
)


@cache
def accents() -> list[tuple[str, str]]:
    """The colours of the organisation (0) and of its branches (from 1), each for light and for dark
    grounds: those of `tokens.css`."""
    css = (settings.SITE_DIR / "styles" / "tokens.css").read_text(encoding="utf-8")
    rule = r'\[data-accent="\d+"\] \{ --fill: (#\w+); --tint: (#\w+); \}'
    return re.findall(rule, css)


@lru_cache(maxsize=1)
def _stored() -> str:
    return _read()


def _read() -> str:
    folder = settings.SITE_DIR / "styles"
    text = "".join((folder / f"{name}.css").read_text(encoding="utf-8") for name in NAMES)
    without_comments = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    return re.sub(r"\s*\n\s*", "", without_comments)


def style_sheet() -> str:
    """All of them, without comments and line breaks."""
    return _read() if settings.DEBUG else _stored()
