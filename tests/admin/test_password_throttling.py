"""Passwords are not guessed, and nobody is locked out by a stranger's guesses."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from time_machine import travel
from wagtail.models import PageViewRestriction

from cms.core.http.password_throttling import PASSWORD_VIEWS
from tests.factories import NewsPageFactory

LOGIN = "/admin/login/"
PASSWORD = "geheim-1234"


def attempt(client, user, password, address="192.0.2.1", path=LOGIN):
    return client.post(
        path, {"username": user.username, "password": password}, REMOTE_ADDR=address
    ).status_code


@pytest.fixture
def editor(dongguan):
    user = dongguan.editor()
    user.set_password(PASSWORD)
    user.email = "bianji@example.org"
    user.save()
    return user


@pytest.mark.parametrize("path", [LOGIN, "/_util/login/"])
def test_an_account_from_many_addresses(client, editor, path):
    codes = [attempt(client, editor, "x", f"192.0.2.{number}", path) for number in range(12)]
    assert codes == [200] * 10 + [429] * 2
    assert attempt(client, editor, PASSWORD, "192.0.2.99", path) == 429
    with travel("2100-01-01", tick=False):
        assert attempt(client, editor, PASSWORD, "192.0.2.99", path) == 302


def test_the_name_of_an_account_in_other_capitals_is_the_same(client, editor):
    for _time in range(10):
        attempt(client, editor, "x")
    editor.username = f" {editor.username.upper()}"
    assert attempt(client, editor, "x") == 429


@pytest.mark.parametrize("unseen", ["\u200b", "\u00ad", "\u2060", "\ufeff", "\u3000", "\uff21"])
def test_a_name_with_what_the_form_leaves_out_is_the_same(client, editor, unseen):
    """Else there were as many attempts as spellings."""
    editor.username = "aa"
    editor.save()
    name = "\uff41a" if unseen == "\uff21" else f"a{unseen}a".replace("a\u3000a", "aa\u3000")
    for _time in range(10):
        attempt(client, editor, "x")
    editor.username = name
    assert attempt(client, editor, PASSWORD) == 429


def test_many_accounts_from_one_address(client, dongguan):
    users = [dongguan.editor() for _number in range(31)]
    codes = [attempt(client, user, "x") for user in users]
    assert codes == [200] * 30 + [429]
    assert attempt(client, users[0], "x", "192.0.2.2") == 200


def test_a_stranger_locks_nobody_out(client, editor):
    assert attempt(client, editor, PASSWORD, "198.51.100.1") == 302
    assert client.cookies["known_browser"]["httponly"]
    client.post("/admin/logout/")
    stranger = Client()
    for number in range(12):
        attempt(stranger, editor, "x", f"192.0.2.{number}")
    assert attempt(stranger, editor, PASSWORD) == 429
    assert attempt(client, editor, "x", "198.51.100.1") == 200
    assert attempt(client, editor, PASSWORD, "198.51.100.1") == 302


def test_a_known_browser_is_known_for_its_own_account_and_does_not_guess_on(
    client, editor, dongguan
):
    attempt(client, editor, PASSWORD, "198.51.100.1")
    client.post("/admin/logout/")
    codes = [attempt(client, editor, "x", f"198.51.100.{number}") for number in range(12)]
    assert codes[-1] == 429
    other = dongguan.editor()
    codes = [attempt(client, other, "x", f"203.0.113.{number}") for number in range(11)]
    assert codes == [200] * 10 + [429]
    client.cookies["known_browser"] = "forged"
    assert attempt(client, other, "x", "203.0.113.99") == 429


def test_the_refusal_says_how_long(client, editor):
    for _time in range(11):
        response = client.post(LOGIN, {"username": editor.username, "password": "x"})
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 600
    assert response["Cache-Control"] == "no-store"
    assert "尝试次数过多" in response.content.decode()


def test_letters_for_a_new_password(client, settings, editor):
    settings.WAGTAIL_PASSWORD_RESET_ENABLED = True
    for number in range(5):
        response = client.post(
            "/admin/password_reset/", {"email": editor.email}, REMOTE_ADDR=f"192.0.2.{number}"
        )
    assert response.status_code == 429
    assert len(mail.outbox) == 3


def test_the_password_of_a_page(client, dongguan):
    article = NewsPageFactory(parent=dongguan.index)
    restriction = PageViewRestriction.objects.create(
        page=article, restriction_type="password", password="richtig"
    )
    path = f"/_util/authenticate_with_password/{restriction.pk}/{article.pk}/"
    sent = {"password": "falsch", "return_url": article.url}
    codes = [client.post(path, sent).status_code for _time in range(31)]
    assert codes == [200] * 30 + [429]
    assert client.get(article.url).status_code == 200
    sent["password"] = "richtig"
    assert client.post(path, sent, REMOTE_ADDR="192.0.2.2").status_code == 302


def names(patterns, namespaces=()):
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from names(each.url_patterns, (*namespaces, *filter(None, [each.namespace])))
        elif isinstance(each, URLPattern) and each.name:
            yield ":".join((*namespaces, each.name))


def test_every_view_that_takes_a_password_is_throttled_and_no_other():
    known = set(names(get_resolver().url_patterns))
    asking = {
        name for name in known
        if any(word in name for word in ("login", "password", "authenticate"))
    }  # fmt: skip
    after = {f"wagtailadmin_password_reset_{step}" for step in ("done", "confirm", "complete")}
    assert asking - after == set(PASSWORD_VIEWS) - {"wagtailadmin_account"}
