"""Names that are found by how they sound, too: 东莞 by dongguan and by dg."""

import re
from functools import cache, cached_property

from django.db.models import Exists, OuterRef
from pypinyin import Style, lazy_pinyin
from taggit.models import Tag

from home.queries import branches
from news.models import NewsPage, NewsPageTag
from news.queries import categories

from .index.analysis import fold

MAX_NAMES = 5  # names that sound alike
_LATIN = re.compile(r"[a-z][a-z ']*[a-z]")


class NamesByPinyin:
    """Names of branches, categories and tags by their pinyin, looked up once a request."""

    def __init__(self, language: str) -> None:
        self.language = language

    @cached_property
    def of_the_organisation(self) -> list[str]:
        found = [name for each in branches(self.language) for name in (each.city, each.short_name)]
        return [*found, *(category.name for category in categories(self.language))]

    @cached_property
    def tags(self) -> list[str]:
        """Those that no public article has among them: whoever shows a tag asks for one."""
        used = NewsPageTag.objects.filter(tag=OuterRef("pk"))
        return list(
            Tag.objects.filter(Exists(used)).order_by("name").values_list("name", flat=True)
        )

    def sounding(self, typed: str, *, beginning: bool = False) -> list[str]:
        """The names whose pinyin or initials `typed` is, or, with `beginning`, begins to be."""
        typed = fold(typed).strip()
        if not _LATIN.fullmatch(typed):
            return []
        typed = re.sub(r"[ ']", "", typed)

        def sounds(name: str) -> bool:
            return any(
                each.startswith(typed) if beginning else each == typed for each in _spellings(name)
            )

        own = list(filter(sounds, self.of_the_organisation))
        return [*own, *_public(list(filter(sounds, self.tags)))][:MAX_NAMES]


def _public(tags: list[str]) -> list[str]:
    """A tag of drafts alone would tell by its place that it is there."""
    if not tags:
        return []
    articles = NewsPage.objects.public().values("pk")
    used = NewsPageTag.objects.filter(tag=OuterRef("pk"), content_object__in=articles)
    found = Tag.objects.filter(Exists(used), name__in=tags[:200]).order_by("name")
    return list(found.values_list("name", flat=True)[:MAX_NAMES])


@cache  # as many as editors have made
def _spellings(name: str) -> tuple[str, ...]:
    syllables = lazy_pinyin(name)
    initials = lazy_pinyin(name, style=Style.FIRST_LETTER)
    return tuple(fold("".join(each)) for each in (syllables, initials))
