"""Filling in Wagtail's forms as a browser does: read the page, change some fields, send it all."""

from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

STREAM_FIELDS = ["body", "banners"]


def form_data(html: str, selector: str = "#page-edit-form") -> dict[str, str]:
    """What the form would send unchanged, its stream fields empty (their state is JavaScript's)."""
    form = BeautifulSoup(html, "html.parser").select_one(selector)
    assert form is not None, "the page has no form"
    data = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        kind, name = field.get("type"), field["name"]
        if kind in ("submit", "file") or (
            kind in ("checkbox", "radio") and "checked" not in field.attrs
        ):
            continue
        if field.name == "select":
            chosen = field.select_one("option[selected]")
            data[name] = chosen["value"] if chosen else ""
        elif field.name == "textarea":
            data[name] = field.get_text().lstrip("\n")
        else:
            data[name] = field.get("value", "")
    for name in STREAM_FIELDS:
        if form.select_one(f"[data-contentpath={name}]"):
            data[f"{name}-count"] = "0"
    return data


def send(client: Client, url: str, **changes: str) -> HttpResponse:
    page = client.get(url)
    assert page.status_code == 200, f"{url}: {page.status_code}"
    data = form_data(page.content.decode())
    unknown = [
        name
        for name in changes
        if not name.startswith("action") and "-" not in name and name not in data
    ]
    assert not unknown, f"the form has no field {unknown}; it has {sorted(data)}"
    return client.post(url, {**data, **changes})


def create(client: Client, page_type: str, parent: Page, **fields: str) -> HttpResponse:
    """`page_type` as in Wagtail's addresses: `news/newspage`."""
    url = reverse("wagtailadmin_pages:add", args=[*page_type.split("/"), parent.pk])
    return send(client, url, **fields)


def edit(client: Client, page: Page, **fields: str) -> HttpResponse:
    return send(client, reverse("wagtailadmin_pages:edit", args=[page.pk]), **fields)


def errors(response: HttpResponse) -> dict[str, str]:
    """The messages of a form that came back, by field."""
    assert response.status_code == 200, "the form was accepted"
    return {name: " ".join(found) for name, found in response.context["form"].errors.items()}
