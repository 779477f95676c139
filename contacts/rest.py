"""Contact details in REST. Mounted by `cms.content_api.rest`."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from cms.core.api import parameters
from cms.core.api.context import APIContext
from cms.core.api.parameters import Locale
from cms.core.api.responses import json_response
from home.queries import branches

from .schemas import Contact, contacts_by_code

router = Router(tags=["site"])


@router.get("", response=list[Contact], operation_id="listContacts")
def list_contacts(
    request: HttpRequest,
    locale: Locale = None,
) -> HttpResponse:
    """How to reach every branch, in the switcher's order: the organisation's, on every host."""
    language = parameters.language(locale)
    context = APIContext.from_request(request, language)
    return json_response(list(contacts_by_code(branches(language), context).values()))
