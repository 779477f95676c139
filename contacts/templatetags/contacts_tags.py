from django import template
from django.template import Context

from cms.core.languages import active_language
from contacts import queries
from home.models import BranchPage

register = template.Library()


@register.inclusion_tag("contacts/footer.html", takes_context=True)
def footer_contacts(context: Context, current: BranchPage | None) -> dict:
    """The contact details of all branches, the one of the page that is shown marked."""
    return {
        "request": context.get("request"),
        "contacts": queries.contacts(active_language()),
        "current": current,
    }


@register.filter
def tel(phone: str) -> str:
    """`0769-22820037` → `+8676922820037`, the global form of a `tel:` link (RFC 3966).

    An extension follows as `;ext=`; hotlines and service numbers have no global form.
    """
    number, _, extension = phone.replace("转", ";").partition(";")
    digits = "".join(character for character in number if character.isdigit())
    if not extension and digits.startswith("0") and number.count("-") == 2:
        number, _, extension = number.rpartition("-")
        digits = "".join(character for character in number if character.isdigit())
    if number.startswith("+86"):
        digits = digits[2:]
    if digits.startswith("0"):
        digits = f"+86{digits[1:]}"
    elif len(digits) == 11:
        digits = f"+86{digits}"
    return f"{digits};ext={extension}" if extension else digits
