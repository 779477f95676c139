"""Slugs from Chinese titles, and the addresses that no page may take."""

import unicodedata
from collections.abc import Callable
from itertools import chain, count

from anyascii import anyascii
from django.conf.locale import LANG_INFO
from django.utils.text import slugify as ascii_slugify
from pypinyin import lazy_pinyin

from cms.core.text.cleaning import RADICALS

MAX_LENGTH = 60

# First path segments that the system uses or will use, and every language prefix.
RESERVED = frozenset(
    [
        "admin",
        "api",
        "csp-reports",
        "django-admin",
        "documents",
        "en",
        "feed",
        "feeds",
        "graphql",
        "healthz",
        "media",
        "metrics",
        "page",
        "pages",
        "robots.txt",
        "search",
        "sitemap",
        "sitemap.xml",
        "static",
        "well-known",
        "zh",
        "zh-hans",
        "zh-hant",
    ]
) | {code.lower() for code in LANG_INFO}


def slugify(text: str, max_length: int = MAX_LENGTH) -> str:
    """A readable ASCII slug: Han as pinyin, a hyphen between syllables, punctuation dropped.

    >>> slugify("牵手共学,东莞鹏星”提档加速”2022")
    'qian-shou-gong-xue-dong-guan-peng-xing-ti-dang-jia-su-2022'

    Cut between words to at most `max_length` characters. Empty if nothing in `text` has a sound
    or a Latin form; callers supply their own stand-in.
    """
    # NFKC turns full-width letters, digits and punctuation into their plain forms.
    normal = unicodedata.normalize("NFKC", text.translate(RADICALS))
    words = lazy_pinyin(normal, errors=lambda rest: anyascii(rest))
    slug = ascii_slugify(" ".join(words).replace("_", " "))
    if len(slug) > max_length:
        head, hyphen, _ = slug[: max_length + 1].rpartition("-")
        slug = head if hyphen else slug[:max_length]
    return slug


def free_slug(slug: str, is_free: Callable[[str], bool], max_length: int = 255) -> str:
    """`slug`, or `slug-2` … if it is taken."""
    ends = (f"-{number}" for number in count(2))
    numbered = (slug[: max_length - len(end)] + end for end in ends)
    return next(each for each in chain([slug], numbered) if is_free(each))
