"""Every request by which something is written, with a body that its view would accept."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from bs4 import BeautifulSoup
from django.urls import resolve, reverse
from django.views.generic.edit import ProcessFormView

from tests.admin.forms import form_data

from .addresses import ADMIN, MANAGEMENT_API, Address, addresses
from .bodies import ANEW, USUAL, WITHOUT_A_VALUE, Body, bodies, files, json_bodies
from .kinds import kind_of
from .roles import Visitor
from .secrets import Secrets

METHODS = ["post", "put", "patch", "delete"]
# Views that nothing is written by: why.
LEFT_OUT = {
    "wagtailadmin_error_test": "Wagtail's own look at its error page",
    "wagtailapi_v3:openapi-json": "the API's schema, slow to make",
}
Forms = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Write:
    address: Address
    method: str
    kind: str
    body: Body = field(hash=False)
    files: Body = field(hash=False, default_factory=dict)

    def by(self, visitor: Visitor):
        in_admin = self.address.url.startswith(f"/{ADMIN}")
        if self.method == "post" and (in_admin or self.files):
            sent = {"data": self.body | self.files}
        elif in_admin and self.address.view.startswith("wagtail_localize:"):
            sent = {
                "data": urlencode(self.body),
                "content_type": "application/x-www-form-urlencoded",
            }
        else:
            sent = {"data": json.dumps(self.body), "content_type": "application/json"}
        return visitor(self.method, self.address.url, **sent)


def forms_of(visitor: Visitor, secrets: Secrets) -> Forms:
    return {
        address.url: _form(visitor("get", address.url))
        for address in _written(secrets)
        if address.url.startswith(f"/{ADMIN}")
    }


def _form(answer) -> dict[str, str]:
    """The largest form of a page, or of what a modal shows."""
    if answer.status_code != 200 or answer.streaming:
        return {}
    html = answer.content.decode()
    if answer["Content-Type"].startswith("application/json"):
        html = (answer.json() or {}).get("html") or ""
    forms = BeautifulSoup(html, "html.parser").select("form[method=post i]")
    proposed = [_filled_in(form) for form in forms]
    return max(proposed, key=len, default={})


def _filled_in(form) -> dict[str, str]:
    for template in form.select("template"):
        template.decompose()
    data = form_data(str(form), "form")
    for select in form.select("select[name]"):
        options = [each.get("value") for each in select.select("option") if each.get("value")]
        data[select["name"]] = data[select["name"]] or next(iter(options), "")
    for name in data:
        last = name.rpartition("-")[2]
        if last in ANEW:
            data[name] = ANEW[last]
        elif not data[name] and last in WITHOUT_A_VALUE:
            data[name] = WITHOUT_A_VALUE[last]
    return data


def writes(secrets: Secrets, forms: Forms) -> Iterator[Write]:
    own_bodies, of_api = bodies(secrets), json_bodies(secrets)
    seen = set()
    for address in _written(secrets):
        methods = _methods(address.url, again=address.view in seen)
        seen.add(address.view)
        kind = kind_of(address, secrets.branch.contact.pk)
        in_full = address.kwargs.get("page_id") in secrets.arguments["page_id"][:2]
        in_admin = address.url.startswith(f"/{ADMIN}")
        for method in methods:
            if method != "post" or not in_admin:
                for body in of_api.get((method, address.view), [{}]):
                    uploads = {} if in_admin else files(address.view, secrets)
                    yield Write(address, method, kind, body, uploads)
                continue
            usual = USUAL | forms.get(address.url.removesuffix("preview/"), {})
            for special, body in own_bodies.get(address.view, [(None, {})]):
                if special is None or in_full:
                    uploads = files(address.view, secrets)
                    yield Write(address, method, special or kind, usual | body, uploads)


def _written(secrets: Secrets) -> Iterator[Address]:
    """Each address that something can be written to, once; of the management API's, whose methods
    have names of their own, by the name that writes."""
    named = {view for _method, view in json_bodies(secrets)}
    known: dict[str, Address] = {}
    for address in [
        *addresses(secrets.arguments, ADMIN, MANAGEMENT_API, queries=[""]),
        *_from_outside(secrets),
    ]:
        url = address.url if "?id=" in address.url else address.url.partition("?")[0]
        if address.view in LEFT_OUT or not _methods(url):
            continue
        if url not in known or address.view in named:
            known[url] = Address(address.view, url, address.kwargs)
    yield from known.values()


def _methods(url: str, again: bool = False) -> list[str]:
    """Those that the view has. Of functions nobody knows: they are sent what forms send, and, one
    address of each, a DELETE, which most take for a GET."""
    if url.startswith(f"/{MANAGEMENT_API}"):
        return METHODS
    view = resolve(url.partition("?")[0]).func
    if hasattr(view, "actions"):  # of Django REST framework: methods with the names of its own
        return [method for method in METHODS if method in view.actions]
    cls = getattr(view, "view_class", getattr(view, "cls", None))
    if cls is None:
        return ["post"] if again else ["post", "delete"]
    found = [method for method in METHODS if hasattr(cls, method)]
    if getattr(cls, "put", None) is ProcessFormView.put:  # calls `post`
        found.remove("put")
    return found


def _from_outside(secrets: Secrets) -> Iterator[Address]:
    """One's own things on the way into the branch."""
    own, theirs = secrets.own_page.pk, secrets.branch.index.pk
    kwargs = {"page_to_move_id": own, "destination_id": theirs}
    yield _address("wagtailadmin_pages:move_confirm", **kwargs)
    yield _address("wagtailadmin_pages:copy", page_id=own)
    for view in ("copy", "move", "create_alias"):
        yield _address(f"wagtailapi_v3:pages_actions_{view}", page_id=own)
        yield _address("wagtailadmin_api:pages:action", pk=own, action_name=view)
    alias = secrets.arguments["wagtailadmin_pages:convert_alias page_id"][0]
    yield _address("wagtailapi_v3:pages_actions_convert_alias", page_id=alias)
    for view in ("wagtailimages:edit", "wagtailapi_v3:update_image"):
        yield _address(view, image_id=secrets.own_picture.pk)


def _address(view: str, **kwargs: Any) -> Address:
    return Address(view, reverse(view, kwargs=kwargs), kwargs)
