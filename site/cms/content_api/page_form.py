"""How a page is asked for in REST: the form of its rich text, and which of its fields."""

import dataclasses
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Field

from cms.core.api.context import APIContext
from cms.core.api.registry import page_types
from cms.core.api.responses import chosen_fields, found, selection_response
from cms.core.api.rich_text import RichTextForm
from home.schemas import PageSchema

PAGE_FIELDS = list(
    dict.fromkeys(
        field.name for each in page_types().values() for field in dataclasses.fields(each.schema)
    )
)


class PageForm(RichTextForm):
    fields: str | None = Field(
        None,
        description="Of the page, with commas between; what its type does not have is left out.",
        min_length=1,
    )

    def context(self, request: HttpRequest, language: str = settings.LANGUAGE_CODE) -> APIContext:
        names = set(self.selected) if self.selected else None
        return APIContext.from_request(request, language, names, self.chosen())

    def response(self, page: PageSchema | None, what: str, request: HttpRequest) -> HttpResponse:
        if page is None or not self.fields:
            return found(page, what)
        return selection_response(self.part(page), request)

    def part(self, page: PageSchema) -> PageSchema | dict[str, Any]:
        """The fields of `page` that are asked for."""
        if self.selected is None:
            return page
        return {name: getattr(page, name) for name in self.selected if hasattr(page, name)}

    @cached_property
    def selected(self) -> list[str] | None:
        """None for all. Raises InvalidParameter."""
        return chosen_fields(self.fields, PAGE_FIELDS)
