"""A form shows of what has been chosen what its editor may choose, or finds on the page already.

A form that comes back with an error holds what was sent. Wagtail looks up any number in it, and
shows its title, its picture and its address.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from wagtail.admin.rich_text.converters.html_to_contentstate import PageLinkElementHandler
from wagtail.admin.widgets import BaseChooser
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.documents.rich_text.contentstate import DocumentLinkElementHandler
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from cms.core.pages import chooser_permissions

from .current_request import current_request

_instance_chosen = BaseChooser.get_instance


def _is_shown(instance: Model) -> bool:
    request = current_request.get()
    if request is None or not isinstance(instance, AbstractImage | AbstractDocument | Page):
        return True
    chosen = chooser_permissions.as_chosen(instance)
    return chosen in chooser_permissions.stored(request) or chooser_permissions.may_choose(
        request.user, {chosen}
    )


def _instance(widget: BaseChooser, value: Any) -> Model | None:
    instance = _instance_chosen(widget, value)
    return instance if instance is not None and _is_shown(instance) else None


def _unless_hidden(model: type[Model], original: Callable, nothing: dict[str, None]) -> Callable:
    """A link in rich text stays, and says as little as one to what has been deleted."""

    def get_attribute_data(handler: Any, attributes: dict[str, str]) -> dict:
        data = original(handler, attributes)
        instance = model._default_manager.filter(pk=data.get("id")).first()
        return data if instance is None or _is_shown(instance) else {"id": data["id"], **nothing}

    return get_attribute_data


def install() -> None:
    """Once, when the app is ready: Wagtail's choosers and converters know nothing of users."""
    BaseChooser.get_instance = _instance
    for handler, model, nothing in (
        (PageLinkElementHandler, Page, {"url": None, "parentId": None}),
        (DocumentLinkElementHandler, get_document_model(), {}),
    ):
        handler.get_attribute_data = _unless_hidden(model, handler.get_attribute_data, nothing)
