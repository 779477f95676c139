"""Whose an article is, by who signed it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail.models import Locale

from home.models import BranchPage

from .article import Article

# What may stand between a city and the organisation in a registered name: 佛山市南海区鹏星….
_UNITS = r"(?:市|区|县|镇|乡|街道)?(?:[\u4e00-\u9fff]{1,4}?(?:市|区|县|镇|乡|街道))*"


class CannotImport(Exception):
    """The article is in order but has no place here; the message says why."""


@dataclass(frozen=True)
class Found:
    branch: BranchPage
    rule: str  # for people, how it was found; "" where the author is or names the branch


def find_branch(article: Article) -> Found:
    """The branch that the author is or names; where none, that of the source or the account.

    Raises `CannotImport` if none does, or the author names several.
    """
    signatures = [
        (article.author, ""),
        (article.source, _("by the source “%s”")),
        (article.account, _("by the WeChat account “%s”")),
    ]
    branches = list(BranchPage.objects.filter(locale=Locale.get_default()))
    for name, rule in signatures:
        named = _named(name, branches)
        if len(named) == 1:
            return Found(named[0], rule and rule % name)
        registered = list(_registered(name, branches))
        if not named and registered:
            _start, branch, words = max(registered, key=lambda found: found[0])
            return Found(branch, (rule and rule % name) or _("by “%s” in the author") % words)
        if named:
            break
    names = dict.fromkeys(name for name, _rule in signatures if name)
    if not names:
        raise CannotImport(_("the page names no author; say the branch with --branch"))
    raise CannotImport(
        _("no branch is called “%s”; say which with --branch, or give a branch that full name")
        % "”, “".join(names)
    )


def _named(name: str, branches: list[BranchPage]) -> list[BranchPage]:
    """The branches one of whose names stands in `name`; the one that it is, if any."""
    wanted = _squeezed(name)
    found = []
    for branch in branches:
        names = {_squeezed(each) for each in (branch.full_name, branch.short_name, branch.title)}
        if wanted and wanted in names:
            return [branch]
        if any(each and each in wanted for each in names):
            found.append(branch)
    return found


def _registered(name: str, branches: list[BranchPage]) -> Iterator[tuple[int, BranchPage, str]]:
    """The branches whose city and organisation stand in `name`, as in a registered name: where, and
    in which words. Of two, as in 佛山市南海区鹏星, the nearer to the organisation is meant."""
    wanted = _squeezed(name)
    for branch in branches:
        city = _squeezed(branch.city).removesuffix("市")
        organisation = _squeezed(branch.short_name).removeprefix(city)
        if city and organisation and organisation != _squeezed(branch.short_name):
            for found in re.finditer(re.escape(city) + _UNITS + re.escape(organisation), wanted):
                yield found.start(), branch, found[0]


def _squeezed(name: str) -> str:
    return "".join(name.split()).casefold()
