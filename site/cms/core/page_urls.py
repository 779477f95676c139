"""Page URLs from rows alone: Wagtail's `get_url_parts` without instances."""

from dataclasses import dataclass
from urllib.parse import unquote

from django.conf import settings
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.translation import override
from wagtail.models import Site


@dataclass(frozen=True)
class PageURL:
    """`url` is absolute; `path` begins with `/` and is the one on the page's own host. Both are as
    they travel over HTTP: percent-encoded."""

    url: str
    path: str


class PageURLs:
    """Asks no database: Wagtail caches the sites' roots. Make one for each request."""

    def __init__(self) -> None:
        self.roots = Site.get_site_root_paths()
        self._prefixes: dict[str, str] = {}

    def for_page(self, url_path: str, language: str) -> PageURL | None:
        """The address of the page with this `url_path`; None if it is below no site's root."""
        for root in self.roots:  # the most specific first
            if url_path.startswith(root.root_path):
                path = self._prefix(language) + iri_to_uri(url_path[len(root.root_path) :])
                return PageURL(url=root.root_url + path, path=path)
        return None

    def path(self, url: str) -> str | None:
        """The path of `url`; None if it is on no site's host."""
        for root in self.roots:
            host, rest = url[: len(root.root_url)], url[len(root.root_url) :]
            if host == root.root_url and rest.startswith("/"):
                return rest
        return None

    def url_path(self, path: str, site: Site) -> str | None:
        """The `url_path` of a page whose address is `path` on the host of `site`; None if no page
        can have it. A missing last slash is forgiven: many frontends have addresses without."""
        slugs = unquote(path).removeprefix("/").split("/")
        if slugs[-1] == "":
            slugs.pop()
        others = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
        language = slugs.pop(0) if slugs and slugs[0] in others else settings.LANGUAGE_CODE
        if not all(slugs) or "\0" in "".join(slugs):
            return None
        for root in self.roots:
            if root.site_id == site.pk and root.language_code == language:
                return "/".join([root.root_path.rstrip("/"), *slugs, ""])
        return None

    def _prefix(self, language: str) -> str:
        if language not in self._prefixes:
            with override(language):
                self._prefixes[language] = reverse("wagtail_serve", args=("",))
        return self._prefixes[language]
