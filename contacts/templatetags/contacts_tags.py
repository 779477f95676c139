import re

from django import template
from django.template import Context

from cms.core.languages import active_language
from contacts import queries
from home.models import BranchPage

register = template.Library()

_NUMBER = re.compile(
    r"(?:\+86[- ]?)?(?P<number>0\d{2,3}[- ]?\d{7,8}|[\d -]+)(?:(?:-|转)(?P<extension>\d+))?"
)


@register.inclusion_tag("contacts/footer.html", takes_context=True)
def footer_contacts(
    context: Context, branches: list[BranchPage], current: BranchPage | None
) -> dict:
    """The contact details of `branches`, the one of the page that is shown marked."""
    return {
        "request": context.get("request"),
        "contacts": queries.contacts(branches, active_language()),
        "current": current,
    }


@register.filter
def tel(phone: str) -> str:
    """`0769-22820037` → `+8676922820037`, the global form of a `tel:` link (RFC 3966).

    An extension follows as `;ext=`; hotlines and service numbers have no global form.
    """
    match = _NUMBER.fullmatch(phone)
    if match is None:
        return phone
    number = re.sub(r"\D", "", match["number"])
    if number.startswith("0"):
        number = f"+86{number[1:]}"
    elif len(number) == 11:
        number = f"+86{number}"
    return f"{number};ext={match['extension']}" if match["extension"] else number
