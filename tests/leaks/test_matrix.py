"""Every state in which something is hidden × every public surface.

What is hidden is as if it had never been: each surface answers as in a world without it. So there
is neither its text nor a count, an order, a neighbour, a suggestion or a status that tells of it.
"""

import re
from collections.abc import Iterable
from urllib.parse import unquote

import pytest
from django.test import Client

from tests import world
from tests.layers import shared

from .asking import Answer, Answers, ask, ask_all, undone
from .secret import NEVER_TOLD, SECRETS, TRANSLATED, Secret, plant, unlink
from .states import GONE, PUBLIC, STATES, State, named
from .surfaces import Request, main_requests, requests

pytestmark = pytest.mark.matrix

OWN = "own.example.org"
# What they are for is not to tell of content.
NAMES_NOTHING = {
    "api/v1/", "^api/v1/", "^api/v2/", "^graphql/?$", "content_api:api-root",
    "wagtailcore_authenticate_with_password", "wagtaildocs_authenticate_with_password",
    "media/original_images/<path:path>",  # for editors
    "csp-reports/",
    "REST listContacts", "query contacts", "REST listCategories", "query categories",
    "REST getPreview", "query preview",  # of who has a token
    # These lead to what tells it.
    "wagtailapi:pages:find", "wagtailapi:images:find", "wagtailapi:documents:find",
    "wagtailapi:redirects:find",
}  # fmt: skip
OF_ALL_HOSTS = {
    "REST getSite", "REST listBranches", "REST getBranch", "query site", "query branches",
    "query branch", "wagtaildocs_serve",
}  # fmt: skip
ALL = SECRETS | TRANSLATED | NEVER_TOLD


@shared
def one_language(dongguan, shenzhen):
    return plant(dongguan, shenzhen)


@shared
def two_languages(dongguan, shenzhen):
    return plant(dongguan, shenzhen, ("en",))


@shared
def three_languages(dongguan, shenzhen):
    return plant(dongguan, shenzhen, ("en", "zh-hant"))


def told(
    client: Client,
    secret: Secret,
    states: Iterable[State],
    asked: list[Request],
    host: str = "testserver",
) -> dict[str, list[str]]:
    """By state, the requests whose answers tell of what is hidden."""
    without: dict[object, Answers] = {}
    found = {}
    for state in states:
        if state.without not in without:
            with undone():
                state.without(secret)
                without[state.without] = ask_all(client, asked, host)
        with undone():
            state.enter(secret)
            answers = ask_all(client, asked, host)
        found[state.name] = [
            f"{request} {answer.tells(ALL, request) or 'is not as if it had never been'}"
            for request, answer in answers.items()
            if answer != without[state.without][request]
            and not (state.guarded and is_asked_for(request, answer))
        ]
    return {name: each for name, each in found.items() if each}


def is_asked_for(request: Request, answer: Answer) -> bool:
    """At a guarded page's own address the public is told to log in, or asked for its password."""
    asked = answer.is_password_form or answer.leads_to_login
    return request.surface == "wagtail_serve" and asked and not answer.tells(ALL, request)


def test_what_is_public_is_told_by_every_surface(client, three_languages):
    """Else the tests below would look for it in the wrong places."""
    answers = ask_all(client, main_requests(three_languages.values()))
    by_surface = {
        (request.surface, kind)
        for request, answer in answers.items()
        for kind in answer.tells(SECRETS | TRANSLATED, request)
    }
    assert {kind for _surface, kind in by_surface} == {*SECRETS, *TRANSLATED}
    silent = {each.surface for each in answers} - {surface for surface, _kind in by_surface}
    assert silent == NAMES_NOTHING


def test_in_three_languages(client, three_languages):
    assert told(client, three_languages, STATES, main_requests(three_languages.values())) == {}


def test_in_one_language(client, one_language):
    states = named("draft", "behind a password", "in a branch that is a draft")
    assert told(client, one_language, states, main_requests(one_language.values())) == {}


def test_every_parameter(client, three_languages):
    states = named("draft")
    assert told(client, three_languages, states, requests(three_languages.values())) == {}


def test_in_two_languages_with_a_host_of_its_own(client, two_languages):
    world.own_host(two_languages.dongguan.page, OWN)
    asked = main_requests(two_languages.values())
    states = named("draft", "behind a password", "a placeholder")
    assert told(client, two_languages, states, asked, OWN) == {}


def test_somebody_of_another_branch(client, three_languages):
    client.force_login(three_languages.shenzhen.approver())
    states = named("draft", "behind a password", "for a group")
    assert told(client, three_languages, states, main_requests(three_languages.values())) == {}


def test_what_is_on_another_host_only(client, two_languages):
    """No list of this host, no count, no search and no id tells of it; what speaks for the whole
    organisation does (branches and their menus, redirects, documents)."""
    world.own_host(two_languages.shenzhen.page, OWN)
    unlink(two_languages)
    asked = [
        each
        for each in main_requests(two_languages.values())
        if each.surface not in OF_ALL_HOSTS
        and not re.search("dongguan|testserver|/old", unquote(str(each).partition(": ")[2]))
    ]
    assert told(client, two_languages, [PUBLIC], asked, OWN) == {}


def test_what_there_never_was(client, three_languages):
    """An id, an address, a name that something hidden has is answered as one that nothing has."""
    known, unknown = three_languages.values(), three_languages.values_of_nothing()
    pairs = zip(requests(known), requests(unknown), strict=True)
    main = main_requests(known)
    GONE(three_languages)
    assert [
        f"{hidden} and {never}"
        for hidden, never in pairs
        if hidden in main and ask(client, hidden).status != ask(client, never).status
    ] == []
