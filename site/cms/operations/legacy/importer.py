from django.db import transaction
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from wagtail.models import Locale
from wagtail.rich_text import RichText
from wagtail_localize.synctree import create_aliases_for_new_page

from home.models import BranchPage
from news.models import NewsIndexPage, NewsPage

from .parser import LegacyArticle


class CannotImport(Exception):
    """The article is in order but has no place here; the message says why."""


@transaction.atomic
def import_article(article: LegacyArticle) -> tuple[NewsPage, bool]:
    """Publish an article of the old site under the branch that its author is.

    Returns the page and whether it is new. An article that was imported before is left as it is,
    whatever has been done to it since. Raises `CannotImport`, or
    `django.core.exceptions.ValidationError` naming the field. Leaves nothing half-made.
    """
    source = Locale.get_default()
    if known := _known(article, source):
        return known, False
    branch = BranchPage.objects.filter(locale=source, full_name=article.author).first()
    if branch is None:
        raise CannotImport(_("no branch is called “%s”") % article.author)
    # The lock makes two imports at once wait for each other on PostgreSQL.
    index = NewsIndexPage.objects.select_for_update().filter(branch=branch).first()
    if index is None:
        raise CannotImport(_("%s has no news list; create_branch repairs it") % branch.title)
    if known := _known(article, source):
        return known, False
    html = format_html_join("", "<p>{}</p>", ((text,) for text in article.paragraphs))
    page = index.add_child(
        instance=NewsPage(
            title=article.title,
            published_at=article.published_at,
            author=article.author,
            body=[("rich_text", RichText(html))],
            legacy_key=article.key,
            legacy_views=article.views,
        )
    )
    page.save_revision().publish()
    create_aliases_for_new_page(page)
    return page, True


def _known(article: LegacyArticle, source: Locale) -> NewsPage | None:
    return NewsPage.objects.filter(legacy_key=article.key, content_locale=source).first()
