"""`Host`: what people are shown who come by a host name: all of the organisation, or one branch.

`visibility.py` decides what of it the public may see.
"""

from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_
from typing import Any, Self
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.http.request import split_domain_port
from wagtail.models import Page, PageQuerySet, Site

from .db.prepared_queries import prepared
from .page_tree import ORGANISATION_DEPTH
from .visibility import at_or_below


@dataclass(frozen=True)
class Host:
    """The host of a `Site`. That of the organisation shows every branch, also those that live on
    a host of their own; that of a branch shows the branch alone, in every language."""

    site: Site

    @classmethod
    def from_request(cls, request: HttpRequest) -> Self:
        """Raises Http404 where no organisation has been set up."""
        host = cls.find(request)
        if host is None:
            raise Http404("No organisation has been set up on this host.")
        return host

    @classmethod
    def find(cls, request: HttpRequest) -> Self | None:
        """That of `request`, looked up once for it, by Wagtail or here."""
        known = vars(request)
        if "_host" not in known:
            name, _port = split_domain_port(request.get_host())
            site = known.get("_wagtail_site") or site_of(name, int(request.get_port()))
            known["_host"] = cls(site) if site else None
        return known["_host"]

    @classmethod
    def named(cls, hostname: str, port: int) -> Self | None:
        """The one that answers for a name."""
        site = site_of(hostname, port)
        return cls(site) if site else None

    @property
    def root_url(self) -> str:
        return self.site.root_url

    @property
    def branch(self) -> Page | None:
        """The root page of a branch's own host; None on that of the organisation."""
        root = self.site.root_page
        return root if root.depth > ORGANISATION_DEPTH else None

    @property
    def branch_code(self) -> str | None:
        """A branch's code is its slug in every language."""
        return self.branch.slug if self.branch else None

    @property
    def branch_key(self) -> UUID | None:
        """For `of_branch`."""
        return self.branch.translation_key if self.branch else None

    def restrict(self, pages: PageQuerySet) -> PageQuerySet:
        """Restrict `pages` to those that this host shows."""
        return of_branch(pages, self.branch_key)

    def restrict_codes(self, codes: list[str] | None) -> list[str] | None:
        """Restrict branch `codes`, None being all, to those that this host shows."""
        own = self.branch_code
        if own is None:
            return codes
        return [own] if not codes or own in codes else []

    def canonical(self, pages: PageQuerySet) -> PageQuerySet:
        """Those of `pages`, in every language, whose address is on this host: at or below its root
        page, and not at or below the root page of another host again."""
        own, others = self._paths
        return pages.filter(own).exclude(others)

    @cached_property
    def _paths(self) -> tuple[Q, Q]:
        root = self.site.root_page
        keys = Site.objects.values("root_page__translation_key")
        elsewhere = Page.objects.filter(translation_key__in=keys, depth__gt=root.depth)
        return _below(root.get_translations(inclusive=True)), _below(elsewhere)


def of_branch(pages: PageQuerySet, key: Any) -> PageQuerySet:
    """`Host.restrict` for a prepared query, by a host's `branch_key` or a placeholder for it."""
    if key is None:
        return pages
    return pages.filter(at_or_below(Page.objects.filter(translation_key=key), "path"))


def site_of(hostname: str, port: int) -> Site | None:
    """The site that answers on a host: what Wagtail's `get_site_for_hostname` finds, sooner.

    The one with this name and port; else the default site if it has the name; else the only site
    that has it; else the default one. None where there is none.
    """
    found = _sites(hostname=hostname)
    default = next((site for site in found if site.is_default_site), None)
    named = [site for site in found if site.hostname == hostname]
    exact = [site for site in named if site.port == port]
    if not exact and default not in named and len(named) == 1:
        return named[0]
    return exact[0] if exact else default


@prepared
def _sites(hostname: Any) -> QuerySet:
    sites = Site.objects.filter(Q(hostname=hostname) | Q(is_default_site=True))
    return sites.select_related("root_page")


def _below(roots: PageQuerySet) -> Q:
    """At or below one of `roots`; nothing where there are none. The paths are constants: databases
    look through all pages for one that they would have to compute."""
    paths = roots.order_by().values_list("path", flat=True)
    return reduce(or_, (Q(path__startswith=path) for path in paths), Q(pk__in=[]))
