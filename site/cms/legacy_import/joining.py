"""The pages of a long article, each saved in a file of its own, become one article."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import unquote, urljoin, urlsplit

from django.utils.translation import gettext as _

from . import addresses
from .files import SavedFile
from .reading import Prepared, Refused


def joined(
    prepared: Iterable[Prepared | Refused],
) -> Iterator[tuple[list[SavedFile], Prepared | Refused]]:
    """What is to be imported, and the files that it comes from: one for most, and at once; pages of
    long articles at the end, when all of them are there."""
    parts: dict[tuple, list[Prepared]] = defaultdict(list)
    for each in prepared:
        if isinstance(each, Prepared) and each.article.pager:
            article = each.article
            parts[article.title, article.published_at, article.author].append(each)
        else:
            yield [each.file], each
    for some in parts.values():
        whole = _join(some)
        if whole is not None:
            yield [each.file for each in some], whole
        else:
            yield from (([each.file], each) for each in some)


def _join(parts: list[Prepared]) -> Prepared | None:
    """The parts in their order as one; None if that is not known."""
    in_order = {_number(part): part for part in parts}
    pager = parts[0].article.pager
    pictures = {source: ready for part in parts for source, ready in part.pictures.items()}
    same_name = any(
        pictures[source] != part.pictures[source] for part in parts for source in part.pictures
    )
    if None in in_order or len(in_order) < len(parts) or same_name or pager is None:
        return None
    numbers = sorted(number for number in in_order if number)
    missing = [number for number in range(1, pager.pages + 1) if number not in numbers]
    first = in_order[numbers[0]]
    remarks = [remark for number in numbers for remark in in_order[number].article.remarks]
    if missing:
        remarks.append(
            _("a long article, of which page %s is not among the files")
            % ", ".join(map(str, missing))
        )
    article = replace(
        first.article,
        blocks=tuple(block for number in numbers for block in in_order[number].article.blocks),
        missing_pages=tuple(missing),
        other_addresses=tuple(in_order[number].article.address for number in numbers[1:]),
        remarks=tuple(dict.fromkeys(remarks)),
    )
    return Prepared(first.file, article, pictures)


def _number(part: Prepared) -> int | None:
    """Which page it is: the one that is no link, or whose link leads to it."""
    pager, address = part.article.pager, part.article.address
    if pager is None:
        return None
    if pager.own:
        return pager.own
    for number, link in pager.links:
        name = unquote(urlsplit(link).path).rpartition("/")[2]
        if address and addresses.normal(urljoin(address, link)) == addresses.normal(address):
            return number
        if not address and name == part.file.path.name:
            return number
    return None
