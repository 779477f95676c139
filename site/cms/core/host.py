"""Whose content a surface shows: the organisation's, one branch's, or one host's.

Each is named by the page at its root: the top page of a language's tree, a branch page, or the
root page of the host's `Site`. `visibility.py` decides what of it the public may see.
"""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from wagtail.models import Page, PageQuerySet, Site

from .db.prepared_queries import prepared


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


def host_of(request: HttpRequest) -> Page | None:
    """The root of what this host shows, in the language that its `Site` was set up with."""
    site = Site.find_for_request(request)
    return site.root_page if site else None


def within(pages: PageQuerySet, root: Page) -> PageQuerySet:
    """The `pages` that belong to `root`. Page types with a cheaper test than the path bring it."""
    return pages.model.in_scope(pages, root)


def living_on(pages: PageQuerySet, site: Site) -> PageQuerySet:
    """The `pages`, in every language, whose addresses are on the host of `site`: those at or below
    its root page that are not at or below the root page of another host again."""
    known = vars(site)  # one request asks several times
    if "_paths_of_host" not in known:
        root = site.root_page
        keys = Site.objects.values("root_page__translation_key")
        elsewhere = Page.objects.filter(translation_key__in=keys, depth__gt=root.depth)
        known["_paths_of_host"] = _below(root.get_translations(inclusive=True)), _below(elsewhere)
    own, others = known["_paths_of_host"]
    return pages.filter(own).exclude(others)


def _below(roots: PageQuerySet) -> Q:
    """At or below one of `roots`; nothing where there are none. The paths are constants: databases
    look through all pages for one that they would have to compute."""
    paths = roots.order_by().values_list("path", flat=True)
    return reduce(or_, (Q(path__startswith=path) for path in paths), Q(pk__in=[]))
