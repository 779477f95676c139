"""Articles of the old site become published pages, which remember where they came from."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log
from wagtail.models import Collection, Revision
from wagtail.rich_text import RichText
from wagtail.signals import page_published
from wagtail_localize.synctree import create_aliases_for_new_page

from cms.core.blocks.plain_text import prose
from cms.teams.models import BranchTeam
from home.models import BranchPage
from news.models import NewsIndexPage, NewsPage

from . import addresses, branches, pictures
from .article import (
    Article,
    Block,
    Heading,
    LegacyPicture,
    PictureGroup,
    Quotation,
    Table,
    Text,
    Video,
)
from .branches import CannotImport
from .models import LegacyPage


class Outcome(Enum):
    """What became of a saved page."""

    IMPORTED = gettext_lazy("imported")
    CHANGED = gettext_lazy("changed")
    UNCHANGED = gettext_lazy("unchanged")
    KEPT = gettext_lazy("kept as edited here")
    REFUSED = gettext_lazy("refused")
    NO_PAGE = gettext_lazy("no page")


@dataclass(frozen=True)
class ImportResult:
    outcome: Outcome
    page: NewsPage | None  # None: it was deleted here
    remarks: tuple[str, ...]


def import_article(
    article: Article,
    files: dict[str, pictures.ReadyPicture] | None = None,
    *,
    branch: BranchPage | None = None,
    overwrite: bool = False,
    settled: bool = False,
) -> ImportResult:
    """Publish an article under `branch`, or under the branch that its author is.

    `files` are its pictures by their source. An article that was imported before is known again by
    its address, else by title, time and author. If it has changed on the old site it gets a
    revision, unless it was edited, unpublished or deleted here since and `overwrite` is not set.
    One that says something else under the same title, time and author is no change of it, nor is
    any other after another file of this run has `settled` what it says.
    Raises `CannotImport`, or `django.core.exceptions.ValidationError` naming the field, and then
    leaves nothing behind.
    """
    files = files or {}
    digest = article.digest({source: ready.sha1 for source, ready in files.items()})
    with pictures.all_or_nothing():
        known = _known(article)
        rule = ""
        if known is None:
            if 1 in article.missing_pages:
                raise CannotImport(_("a page of a long article whose first is not among the files"))
            if branch is None:
                found = branches.find_branch(article)
                branch, rule = found.branch, found.rule
            news_list = _lock_news_list(branch)
            known = _known(article)  # another import may just have finished
        if known is None:
            page = NewsPage()
            _fill(page, article, files, news_list.branch)
            news_list.add_child(instance=page)
            _remember(LegacyPage(), article, digest, page, _publish_new(page))
            create_aliases_for_new_page(page)
            remarks = _remarks(article, page)
            if rule:
                remarks = (_("branch: %s") % rule, *remarks)
            return ImportResult(Outcome.IMPORTED, page, remarks)
        decided = _judge(known, article, digest, overwrite, settled)
        if decided is not None:
            outcome, remarks = decided
            return ImportResult(outcome, known.page, (*remarks, *_redirect(article, known.page)))
        if known.page is None:  # deleted here, and wanted back
            known.delete()
            return import_article(article, files, branch=branch)
        _fill(known.page, article, files, known.page.branch)
        revision = known.page.save_revision()
        revision.publish()
        _remember(known, article, digest, known.page, revision)
        return ImportResult(Outcome.CHANGED, known.page, _remarks(article, known.page))


def _known(article: Article) -> LegacyPage | None:
    same = Q(key=article.key)
    if address := addresses.normal(article.address):
        same |= Q(address=address)
    records = LegacyPage.objects.select_for_update(of=["self"]).select_related("page__branch")
    found = [each for each in records.filter(same) if _is_same(each, article)]
    # Of two, the one of the same address.
    return min(found, key=lambda each: each.address != address, default=None)


def _is_same(known: LegacyPage, article: Article) -> bool:
    """Some templates give many pages one address: the same one with another title and another time
    is another article."""
    return (
        known.key == article.key
        or known.title == article.title
        or known.published_at == article.published_at
    )


def _lock_news_list(branch: BranchPage) -> NewsIndexPage:
    """The lock makes two imports at once wait for each other on PostgreSQL."""
    lists = NewsIndexPage.objects.select_related("branch").select_for_update(of=["self"])
    news_list = lists.filter(branch=branch).first()
    if news_list is None:
        raise CannotImport(_("%s has no news list; create_branch repairs it") % branch.title)
    return news_list


def _judge(
    known: LegacyPage, article: Article, digest: str, overwrite: bool, settled: bool
) -> tuple[Outcome, tuple[str, ...]] | None:
    """What becomes of an article that was imported before; None: its page gets a revision."""
    page, address = known.page, addresses.normal(article.address)
    if digest != known.digest and known.revision is not None:
        likeness = _likeness(known.revision, article)
        settled = settled or bool(article.missing_pages)
        if (likeness.kept < 0.5 and not overwrite) or (settled and not likeness.grown):
            return Outcome.UNCHANGED, _other_text(likeness)
    if page is None:
        edit = _("deleted here")
    elif not page.live:
        edit = _("unpublished here")
    elif page.latest_revision_id != known.revision_id:
        edit = _("edited here")
    else:
        edit = ""
    if known.address and address != known.address:
        # The same article elsewhere, or as text. What was imported first stays, so that no two
        # copies that differ a little take turns.
        changed = overwrite = False
    else:
        changed = digest != known.digest or address != known.address
    if edit and overwrite:
        return None
    if edit and (changed or page is None):
        return Outcome.KEPT, (_("%s since; --overwrite puts the old site's back") % edit,)
    return None if changed else (Outcome.UNCHANGED, ())


@dataclass(frozen=True)
class _Likeness:
    kept: float  # how much of what was imported the article says too
    new: bool  # whether it says anything else
    grown: bool  # whether it says that, and much more


def _likeness(revision: Revision, article: Article) -> _Likeness:
    stored = json.loads(revision.content["body"])
    before, now = _shingles(prose(stored)), _shingles(article.texts())
    kept = len(before & now) / len(before) if before else 1
    return _Likeness(kept, not now <= before, kept > 0.5 and len(now) > 1.2 * len(before))


def _shingles(texts: Iterable[str], size: int = 3) -> set[str]:
    """Each three characters in a row: versions of a text share most, other texts few."""
    text = "".join("".join(texts).split())
    return {text[at : at + size] for at in range(max(len(text) - size + 1, 1))} - {""}


def _other_text(likeness: _Likeness) -> tuple[str, ...]:
    if not likeness.new:
        return ()
    return (_("says something else under the same title, time and author: not taken"),)


def _fill(
    page: NewsPage, article: Article, files: dict[str, pictures.ReadyPicture], branch: BranchPage
) -> None:
    page.title, page.author = article.title, article.author
    page.published_at, page.legacy_views = article.published_at, article.views
    page.legacy_url = article.address if len(article.address) <= addresses.MAX_LENGTH else ""
    team = BranchTeam.objects.filter(branch_key=branch.translation_key).first()
    collection = (team and team.collection) or Collection.get_first_root_node()

    def image(picture: LegacyPicture) -> dict[str, Any]:
        title = picture.caption or picture.alt or article.title
        stored = pictures.store(files[picture.source], title[:255], collection)
        stored.contextual_alt_text, stored.decorative = picture.alt, not picture.alt
        return {"image": stored, "caption": picture.caption[:200]}

    page.body = [_block(block, image) for block in article.blocks]


def _block(block: Block, image: Any) -> tuple[str, Any]:
    match block:
        case Text(html):
            return "rich_text", RichText(html)
        case Heading(text, level):
            return "heading", {"text": text, "level": level}
        case LegacyPicture():
            return "picture", image(block)
        case PictureGroup(several):
            return "picture_group", {"pictures": [image(each) for each in several]}
        case Quotation(text, attribution):
            return "quotation", {"text": text, "attribution": attribution}
        case Video(url):
            return "video", {"file": None, "url": url, "caption": ""}
        case Table(rows, caption, header_row, header_column, merged):
            headers = {(True, True): "both", (True, False): "row", (False, True): "column"}
            return "table", {
                "data": [list(row) for row in rows],
                "table_header_choice": headers.get((header_row, header_column), "neither"),
                "first_row_is_table_header": header_row,
                "first_col_is_header": header_column,
                "table_caption": caption,
                "mergeCells": [
                    dict(zip(("row", "col", "rowspan", "colspan"), cell, strict=True))
                    for cell in merged
                ],
            }


def _publish_new(page: NewsPage) -> Revision:
    """As Wagtail's copy action keeps a copy live: the page was checked and saved a moment ago, and
    `Revision.publish` would do both once more, which takes half of an import's time."""
    revision = page.save_revision(clean=False)
    page.latest_revision = page.live_revision = revision
    page.first_published_at = page.last_published_at = revision.created_at
    page.has_unpublished_changes = False
    names = ["first_published_at", "has_unpublished_changes", "last_published_at", "live_revision"]
    page.save(clean=False, update_fields=names)
    log(instance=page, action="wagtail.publish", revision=revision)
    page_published.send(sender=NewsPage, instance=page, revision=revision)
    return revision


def _remember(
    record: LegacyPage, article: Article, digest: str, page: NewsPage, revision: Revision
) -> None:
    record.page, record.revision = page, revision
    record.key, record.digest = article.key, digest
    record.title, record.published_at = article.title, article.published_at
    record.address = addresses.normal(article.address)
    record.save()


def _remarks(article: Article, page: NewsPage) -> tuple[str, ...]:
    return (*article.remarks, *_redirect(article, page))


def _redirect(article: Article, page: NewsPage | None) -> tuple[str, ...]:
    stood_at = filter(None, dict.fromkeys([article.address, *article.other_addresses]))
    hindrances = [addresses.redirect(each, page) for each in stood_at if page]
    return tuple(filter(None, hindrances))
