"""Names that are found by how they sound, too: 东莞 by dongguan and by dg."""

import re
from collections.abc import Iterator
from functools import lru_cache

from django.db.models import Exists, OuterRef
from pypinyin import Style, lazy_pinyin
from taggit.models import Tag

from home.queries import branches
from news.models import NewsPageTag
from news.queries import categories

from .text import fold

MOST = 5  # names that sound alike
_LATIN = re.compile(r"[a-z][a-z ']*[a-z]")


def sounding(typed: str, language: str, *, beginning: bool = False) -> list[str]:
    """The names whose pinyin or initials `typed` is, or, with `beginning`, begins to be."""
    typed = fold(typed).strip()
    if not _LATIN.fullmatch(typed):
        return []
    typed = re.sub(r"[ ']", "", typed)
    found = (
        name
        for name in names(language)
        if any(each.startswith(typed) if beginning else each == typed for each in _spellings(name))
    )
    return [name for name, _number in zip(found, range(MOST), strict=False)]


def names(language: str) -> Iterator[str]:
    """Of the organisation's branches, of categories and tags; tags that no public article has
    among them: whoever shows a tag asks whether there is one."""
    for branch in branches(language):
        yield branch.city
        yield branch.short_name
    for category in categories(language):
        yield category.name
    used = NewsPageTag.objects.filter(tag=OuterRef("pk"))
    yield from Tag.objects.filter(Exists(used)).order_by("name").values_list("name", flat=True)


@lru_cache(maxsize=5000)
def _spellings(name: str) -> tuple[str, ...]:
    syllables = lazy_pinyin(name)
    initials = lazy_pinyin(name, style=Style.FIRST_LETTER)
    return tuple(fold("".join(each)) for each in (syllables, initials))
