"""Everything about a saved page that needs no database, in other processes when there are many."""

import logging
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import django
from django.utils.translation import gettext as _

from . import decoding, files, html_page, html_tree, pictures, text_page
from .article import Article, Block, NotALegacyPage, Picture, PictureGroup

logger = logging.getLogger(__name__)

FEW = 50  # pages: for fewer, a second process takes longer to start than it saves
AHEAD = 40  # pages prepared before they can be written


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
        text = decoding.decode(files.read(file))
        parse = html_page.parse if html_tree.looks_like_html(text) else text_page.parse
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
    if not blocks:
        raise NotALegacyPage("; ".join([_("no body below the title"), *remarks]))
    article = replace(article, blocks=blocks, remarks=tuple(dict.fromkeys(remarks)))
    return Prepared(file, article, ready)


def _blocks_with(blocks: Iterable[Block], ready: dict[str, Any]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, PictureGroup):
            there = tuple(each for each in block.pictures if each.source in ready)
            if there:
                yield PictureGroup(there) if len(there) > 1 else there[0]
        elif not isinstance(block, Picture) or block.source in ready:
            yield block


class Workers:
    """Runs functions beside this process, or within it when there is too little to do."""

    def __init__(self, executor: Executor | None) -> None:
        self._executor = executor
        self._running: deque[Future] = deque()

    def map(self, function: Callable, items: Iterable[Any], *args: Any) -> Iterator[Any]:
        """`function(item, *args)` of each item, in order, a little ahead of who asks."""
        if self._executor is None:
            yield from (function(item, *args) for item in items)
            return
        waiting: deque[Future] = deque()
        for item in items:
            waiting.append(self._executor.submit(function, item, *args))
            if len(waiting) > AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def run(self, function: Callable, *args: Any) -> None:
        """Some time before the end; what it raises is raised here, then or later."""
        if self._executor is None:
            function(*args)
            return
        self._running.append(self._executor.submit(function, *args))
        while self._running and (self._running[0].done() or len(self._running) > AHEAD):
            self._running.popleft().result()

    def finish(self) -> None:
        while self._running:
            self._running.popleft().result()


@contextmanager
def workers(pages: int) -> Iterator[Workers]:
    if pages < FEW:
        yield Workers(None)
        return
    executor = ProcessPoolExecutor(
        max(os.cpu_count() or 1, 2) - 1,  # one is for the writing
        multiprocessing.get_context("spawn"),
        initializer=_begin,
    )
    try:
        here = Workers(executor)
        yield here
        here.finish()
    finally:
        executor.shutdown(cancel_futures=True)


def _begin() -> None:
    django.setup()
    parent = multiprocessing.parent_process()
    assert parent is not None
    # Without it, a process whose parent was killed would wait for work for ever.
    threading.Thread(target=lambda: (parent.join(), os._exit(1)), daemon=True).start()
