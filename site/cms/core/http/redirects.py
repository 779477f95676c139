"""Redirects of old addresses: one rule for the city sites, the content API and Wagtail's APIs.

What is shared carries more parameters than the old site gave it (WeChat's `from=`, `utm_*`), and
IIS did not care for capitals. So a redirect applies when its own parameters are among those given,
in whatever order, and capitals make no difference in its path and in their names.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, islice, permutations
from urllib.parse import unquote

from django.db.models.functions import Upper
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.utils.deprecation import MiddlewareMixin
from django.utils.encoding import escape_uri_path, iri_to_uri, uri_to_iri
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from cms.core import visibility
from cms.core.page_urls import PageURLs
from cms.core.text.cleaning import clean

# What is looked for of one address, whose own parameters come first, before what sharing has added:
# all combinations of nine parameters, of more those of a few; and of an address that may be stored
# in many ways, the likeliest. 4,000 take a seventh of a second.
MOST_COMBINATIONS = 512
MOST_FORMS = 4000
MOST_PARAMETERS = 50
LONGEST: int = Redirect._meta.get_field("old_path").max_length
MOST_HOPS = 10  # browsers give up at twenty
ESCAPED = 12  # characters at most for one that is percent-encoded


@dataclass(frozen=True)
class Match:
    """A redirect that applies, the number of parameters of its own, and what else was given."""

    redirect: Redirect
    own: int
    others: list[str]

    def url(self, link: str) -> str:
        """`link`, where the redirect leads, with the reader's other parameters but those that it
        sets itself."""
        rest, hash_sign, fragment = link.partition("#")
        address, _, query = rest.partition("?")
        names = {_name(each) for each in query.split("&")}
        others = [iri_to_uri(each) for each in self.others if _name(each) not in names]
        query = "&".join(filter(None, [query, *others]))
        return f"{address}{'?' if query else ''}{query}{hash_sign}{fragment}"


def matching_redirects(address: str, site: Site | None) -> list[Match]:
    """The redirects that apply to `address`, a path with its query string: in one query, those with
    the most parameters of their own first, and a host's own before those for all.

    Of an address that a page may answer as well, such as `/?p=12`, see `instead_of_front_page`.
    """
    path, _, query = address.partition("#")[0].partition("?")
    given = list(dict.fromkeys(filter(None, query.split("&"))))
    # Longer ones are no redirect's own, and would take long to decode.
    short = [each for each in given if len(each) <= LONGEST * ESCAPED][:MOST_PARAMETERS]
    short = list(dict.fromkeys(chain.from_iterable(map(_readings, short))))
    try:
        paths = set(_paths(path))
    except ValueError:  # of urllib, for one: `//[`
        return []
    forms = set(islice(_forms(paths, short), MOST_FORMS))
    folded = {upper for form in forms for upper in (form.upper(), _ascii_upper(form))}
    redirects = Redirect.get_for_site(site).annotate(folded=Upper("old_path"))
    places = {_parameter(each): place for place, each in reversed(list(enumerate(short)))}
    found = []
    for redirect in redirects.filter(folded__in=folded):
        old_path, _, old_query = redirect.old_path.partition("?")
        own = {_parameter(each) for each in old_query.split("&") if each}
        if own <= places.keys():
            others = list(_others(given, own))
            order = (
                -len(own),
                sorted(places[each] for each in own),
                old_path not in paths,  # but for capitals
                redirect.site_id is None,
                redirect.pk,
            )
            found.append((order, Match(redirect, len(own), others)))
    return [match for _order, match in sorted(found, key=lambda each: each[0])]


def instead_of_front_page(matches: list[Match]) -> list[Match]:
    """Those of `/?p=12`, an old site's article, that lead on although a page is there."""
    return [each for each in matches if each.own and each.redirect.is_permanent]


def _paths(path: str) -> Iterator[str]:
    """How a path may be stored: as it came, or with more or fewer of its characters escaped, for
    editors type what they see and servers escape what they were sent."""
    if len(path) > LONGEST * ESCAPED:
        return
    plain = clean(unquote(path))
    for form in (path, escape_uri_path(plain), *([] if {"?", "#"} & set(plain) else [plain])):
        normal = Redirect.normalise_path(form, decode_unicode=False)
        yield from (each for each in (normal, uri_to_iri(normal)) if len(each) <= LONGEST)


def _forms(paths: set[str], given: list[str]) -> Iterator[str]:
    """How redirects are stored that have some of the parameters `given`: decoded or not, and in an
    order that differs with their capitals."""
    # Some browsers write `?12` as `?12=`.
    pairs = [form for each in given for form in dict.fromkeys((each, each.removesuffix("=")))]
    decoded = {each: clean(uri_to_iri(each)) for each in pairs}
    pairs = [each for each in pairs if len(decoded[each]) <= LONGEST]
    some = chain.from_iterable(combinations(pairs, size) for size in range(len(pairs) + 1))
    first = (pairs[:size] for size in range(len(pairs) + 1))
    for own in chain(islice(some, MOST_COMBINATIONS), first):
        if sum(len(decoded[each]) + 1 for each in own) > LONGEST:
            continue
        for ordered in _orders(own):
            for query in {"&".join(ordered), "&".join(decoded[each] for each in ordered)}:
                for path in paths:
                    form = f"{path}?{query}" if query else path
                    if len(form) <= LONGEST:
                        yield form


def _readings(written: str) -> Iterator[str]:
    """A parameter as it was given, and as it was before people passed it on: with `&amp;` for `&`,
    with a second `?`, with a space behind it."""
    yield written
    yield written.removeprefix("amp;").partition("?")[0].removesuffix("%20")


def _others(given: list[str], own: set[tuple[str, str]]) -> Iterator[str]:
    """What of `given` is none of a redirect's `own` parameters."""
    names = {name for name, _value in own}
    for each in given:
        written = each.removeprefix("amp;")
        if _name(written) not in names:
            yield from filter(None, [written])
        elif "?" in written and _parameter(written) not in own:
            yield written.partition("?")[2]


def _orders(own: Sequence[str]) -> Iterable[Sequence[str]]:
    """Wagtail sorts what it stores, capitals first: of a few, any order is likely."""
    return permutations(own) if len(own) <= 3 else [sorted(own), sorted(own, key=str.lower)]


def _parameter(written: str) -> tuple[str, str]:
    name, _, value = clean(uri_to_iri(written)).partition("=")
    return name.lower(), value


def _name(written: str) -> str:
    """Of a parameter that may be long."""
    return uri_to_iri(written.partition("=")[0][: LONGEST * ESCAPED]).lower()


def _ascii_upper(text: str) -> str:
    """As SQLite does, and PostgreSQL in some locales."""
    return "".join(each.upper() if each.isascii() else each for each in text)


class RedirectMiddleware(MiddlewareMixin):
    """Leads on from an address where nothing is, as Wagtail's; but it tells no address of a page
    that is not published, and addresses such as `/?p=12` lead on too."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if response.status_code != 404 and not (
            response.status_code == 200 and request.path == "/" and request.META.get("QUERY_STRING")
        ):
            return response
        address, site = request.get_full_path(), Site.find_for_request(request)
        matches = matching_redirects(address, site)
        if response.status_code == 200:
            matches = instead_of_front_page(matches)
        for match in matches:
            url = _url(match)
            if url and not is_circular(match.redirect, url, address, site):
                permanent = match.redirect.is_permanent
                return (HttpResponsePermanentRedirect if permanent else HttpResponseRedirect)(url)
        return response


def _url(match: Match) -> str | None:
    """Where it leads; None to a page that is not for everybody: its address tells of it."""
    page = match.redirect.redirect_page
    if page and not visibility.public(Page.objects.filter(pk=page.pk)).exists():
        return None
    link = match.redirect.link
    return match.url(link) if link else None


def is_circular(redirect: Redirect, url: str, address: str, site: Site | None) -> bool:
    """Whether who is sent from `address`, where nothing is, to `url` would go round and round."""
    if redirect.redirect_page_id:  # which is there
        return _leads_to_itself(url, address, site)
    been = {_without_slash(address)}
    following: str | None = url
    while following and (here := _on_host(following, site)):
        if _without_slash(here) in been or len(been) == MOST_HOPS:
            return True
        been.add(_without_slash(here))
        following = _following(here, site)
    return False


def _on_host(url: str, site: Site | None) -> str | None:
    """The path and query of `url` if it is one of this host's."""
    here = url.removeprefix(site.root_url if site else "")
    return here if here.startswith("/") and not here.startswith("//") else None


def _following(address: str, site: Site | None) -> str | None:
    """Where `address` leads in turn; None if a page is there, or nothing."""
    matches = matching_redirects(address, site)
    path = address.partition("?")[0]
    if matches and path == "/":
        matches = instead_of_front_page(matches)
    elif matches and _is_page(path, site):
        return None
    urls = filter(None, map(_url, matches))
    return next((url for url in urls if not _leads_to_itself(url, address, site)), None)


def _leads_to_itself(url: str, address: str, site: Site | None) -> bool:
    """As from `/News` to `/news`, where nothing is."""
    here = _on_host(url, site)
    return here is not None and _without_slash(here) == _without_slash(address)


def _is_page(path: str, site: Site | None) -> bool:
    url_path = PageURLs().url_path(path, site) if site else None
    return bool(url_path) and visibility.published(Page.objects.filter(url_path=url_path)).exists()


def _without_slash(address: str) -> str:
    path, question_mark, query = address.partition("?")
    return path.rstrip("/") + question_mark + query
