"""Everything about a saved page that needs no database."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.utils.html import escape
from django.utils.translation import gettext as _

from . import decoding, files, mhtml, pictures, text_page
from .article import DAMAGE, Article, Block, LegacyPicture, NotALegacyPage, PictureGroup, Text
from .html import page as html_page
from .html.tree import looks_like_html

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Prepared:
    """An article and the files of its pictures, by the source that its blocks name."""

    file: files.SavedFile
    article: Article
    pictures: dict[str, pictures.ReadyPicture]


@dataclass(frozen=True)
class Refused:
    file: files.SavedFile
    reason: str


def prepare(file: files.SavedFile, workspace: Path) -> Prepared | Refused:
    """Read one saved page. A page that cannot be read stops no other."""
    try:
        data = files.read_file(file)
        if mhtml.is_one(data):
            file = replace(file, single=mhtml.read_mhtml(data))
        text = file.single.html if file.single else decoding.decode(data)
        parse = html_page.parse_html if looks_like_html(text) else text_page.parse_text
        return _with_pictures(file, parse(text), workspace)
    except (NotALegacyPage, files.CannotRead) as error:
        return Refused(file, str(error))
    except Exception as error:  # a mistake of ours: said in the report, traced in the log
        logger.exception("Cannot read %s", file.name)
        return Refused(file, _("could not be understood: %r") % error)


def _with_pictures(file: files.SavedFile, article: Article, workspace: Path) -> Prepared:
    """Its pictures' files, and the article without the pictures that have none."""
    ready: dict[str, pictures.ReadyPicture] = {}
    remarks = list(article.remarks)
    for picture in article.pictures():
        if picture.source in ready:
            continue
        try:
            fit = pictures.make_ready(picture, file, workspace)
        except pictures.Unusable as error:
            remarks.append(
                _("picture %(source)s left out: %(reason)s")
                % {"source": picture.source[:100], "reason": error}
            )
        else:
            if fit is not None:
                ready[picture.source] = fit
    blocks = tuple(_blocks_with(article.blocks, ready))
    if any(DAMAGE in text for text in (article.title, article.author, *article.texts())):
        remarks.append(_("characters are damaged in it: look for � and set them right"))
    if not blocks:
        raise NotALegacyPage("; ".join([_("no body below the title"), *remarks]))
    article = replace(article, blocks=blocks, remarks=tuple(dict.fromkeys(remarks)))
    return Prepared(replace(file, single=None), article, ready)


def _blocks_with(blocks: Iterable[Block], ready: dict[str, Any]) -> Iterator[Block]:
    """Without the pictures that have no file; words that stood below one stay."""
    for block in blocks:
        several = block.pictures if isinstance(block, PictureGroup) else (block,)
        there = tuple(
            each for each in several if not isinstance(each, LegacyPicture) or each.source in ready
        )
        if there:
            yield block if there == several else _one_or_more(there)
        for each in several:
            if isinstance(each, LegacyPicture) and each not in there and each.caption:
                yield Text(f"<p>{escape(each.caption)}</p>")


def _one_or_more(pictures: tuple[Any, ...]) -> Block:
    return PictureGroup(pictures) if len(pictures) > 1 else pictures[0]
