"""`BasePageQuerySet`: what lists of our page types are asked, as in `NewsPage.objects.public()`."""

from typing import Self

from wagtail.models import Page, PageQuerySet

from . import languages, visibility


class BasePageQuerySet(PageQuerySet):
    """Wagtail's, in which `public` means ours. Plain `Page.objects` has no such methods: there,
    ask `cms.core.visibility`."""

    def published(self) -> Self:
        """See `visibility.published`."""
        return visibility.published(self)

    def public(self) -> Self:
        """See `visibility.public`. Wagtail's own knows of no drafts and no hidden branches."""
        return visibility.public(self)

    def exclude_hidden(self) -> Self:
        """Without those that are hidden along with something else: for `visibility.published`.

        Page types with a cheaper test than that for pages of any type override it.
        """
        return visibility.exclude_hidden(self)

    def in_scope(self, root: Page) -> Self:
        """Those of `root`: at or below it. Page types with a cheaper test override it.

        `root` is the top page of a language's tree, a branch page, or a host's root page.
        """
        return self.descendant_of(root, inclusive=True)

    def in_languages(self, *codes: str) -> Self:
        """See `languages.in_languages`."""
        return languages.in_languages(self, *codes)
