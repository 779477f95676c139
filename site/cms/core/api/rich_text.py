"""Rich text in the form that a frontend asks for: in REST for a whole answer, in GraphQL for each
field, so that caches of clients keep the forms apart."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any

import strawberry
from ninja import Field, Schema

from .markdown import markdown
from .schema import api_field


@strawberry.enum(description="How rich text is written.")
class RichTextFormat(Enum):
    HTML = "html"
    MARKDOWN = "markdown"


@dataclass(frozen=True)
class RichText:
    """How it is asked for. `page_ids`: whether links to pages have the page's as `data-page-id`, so
    that a frontend finds its own address for it; Markdown has no place for that."""

    format: RichTextFormat = RichTextFormat.HTML
    page_ids: bool = False

    def written(self, html: str) -> str:
        """`html`, with its pages' ids, in this form."""
        if not self.page_ids or self.format is RichTextFormat.MARKDOWN:
            html = _PAGE_ID.sub("", html)
        return markdown(html) if self.format is RichTextFormat.MARKDOWN else html


class RichTextForm(Schema):
    """How REST is asked for it."""

    rich_text: RichTextFormat = Field(RichTextFormat.HTML, description="How rich text is written.")
    page_ids: bool = Field(
        False, description="Whether links to pages have `data-page-id`, in HTML."
    )

    def chosen(self) -> RichText:
        return RichText(self.rich_text, self.page_ids)


PLAIN_HTML = RichText()
WITH_PAGE_IDS = RichText(page_ids=True)
_PAGE_ID = re.compile(r' data-page-id="\d+"(?=>)')


def rich_text_field(text: str) -> Any:
    """A field of rich text."""
    return api_field(text, resolver=_resolver)


_Format = Annotated[RichTextFormat, strawberry.argument(description="How it is written.")]
_PageIds = Annotated[
    bool, strawberry.argument(description="Whether links to pages have `data-page-id`, in HTML.")
]


def _resolver(name: str) -> Callable[..., str]:
    """Of a text that was made `WITH_PAGE_IDS`."""

    def resolve(
        root: strawberry.Parent[Any],
        format: _Format = RichTextFormat.HTML,
        page_ids: _PageIds = False,
    ) -> str:
        return RichText(format, page_ids).written(getattr(root, name))

    return resolve
