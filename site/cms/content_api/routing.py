"""Routing of addresses for frontends: a page, a redirect, or nothing."""

import re
from dataclasses import replace

from django.utils.encoding import iri_to_uri
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.core import visibility
from cms.core.api import parameters
from cms.core.api.context import APIContext
from cms.core.api.problems import InvalidParameter
from cms.core.api.schema import api_field, api_schema
from cms.core.host import Host
from cms.core.http import redirects
from cms.core.http.redirects import Match
from home.schemas import PageSchema

from . import page_detail
from .page_detail import AnyPage


@api_schema
class RedirectTo:
    """A redirect."""

    url: str = api_field("Absolute, or a path on the same host.")
    path: str | None = api_field("Of `url`, if that is on the host that was asked; else null.")
    permanent: bool


@api_schema
class Route:
    """What is at an address; one of the two is null."""

    page: AnyPage | None
    redirect: RedirectTo | None


def route(address: str, host: str | None, context: APIContext) -> Route | None:
    """`address` is as the address bar has it: a path, with its query string if it has one. None if
    nothing is there.

    As on the city sites: `/?p=12`, which the front page would answer, may lead on permanently; a
    page that lives on another host is a permanent redirect to there.
    """
    address = parameters.text("path", address, longest=2000)
    if host is not None:
        context = replace(context, host=_host(parameters.text("host", host)))
    path, _, query = address.partition("?")
    if path == "/" and query:
        matches = redirects.instead_of_front_page(
            redirects.matching_redirects(address, context.host.site)
        )
        if redirect := _redirect(matches, address, context):
            return Route(page=None, redirect=redirect)
    page = _page(path, context)
    if page is None:
        matches = redirects.matching_redirects(address, context.host.site)
        redirect = _redirect(matches, address, context)
        return Route(page=None, redirect=redirect) if redirect else None
    if not page.url.startswith(f"{context.host.root_url}/"):
        url = f"{page.url}{'?' if query else ''}{iri_to_uri(query)}"
        return Route(page=None, redirect=_leading_to(url, True, context))
    return Route(page=page, redirect=None)


def _host(name: str) -> Host:
    """The one that answers for `name` or `name:port`, as it would for a request."""
    match = re.fullmatch(r"([^:/]+)(?::(\d{1,5}))?", name)
    if match is None:
        raise InvalidParameter("host", "Must be a host name, optionally with a port.")
    host = Host.named(match[1].lower(), int(match[2] or 80))
    if host is None:
        raise InvalidParameter("host", "No organisation has been set up there.")
    return host


def _page(path: str, context: APIContext) -> PageSchema | None:
    """The page at `path` on the host of `context`."""
    url_path = context.page_urls.url_path(path, context.host.site)
    if url_path is None:
        return None
    *_, slug, _ = url_path.split("/")  # which has an index
    return page_detail.find_page(context, url_path=url_path, slug=slug)


def _redirect(matches: list[Match], address: str, context: APIContext) -> RedirectTo | None:
    """The first of `matches` that leads somewhere else."""
    for match in matches:
        link = _target(match.redirect, context)
        url = link and match.url(link)
        if url and not redirects.is_circular(match.redirect, url, address, context.host.site):
            return _leading_to(url, match.redirect.is_permanent, context)
    return None


def _leading_to(url: str, permanent: bool, context: APIContext) -> RedirectTo:
    path = url.removeprefix(context.host.root_url)
    here = path.startswith("/") and not path.startswith("//")
    return RedirectTo(url=url, path=path if here else None, permanent=permanent)


def _target(redirect: Redirect, context: APIContext) -> str | None:
    """Where it leads; None to a page that the public may not see."""
    if redirect.redirect_page_id is None:
        return iri_to_uri(redirect.redirect_link) or None
    target = visibility.public(Page.objects.filter(pk=redirect.redirect_page_id))
    page = target.select_related("locale").first()
    link = page and context.link(page)
    return link.url if link else None
