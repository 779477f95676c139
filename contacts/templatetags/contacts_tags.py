from django import template
from django.template import Context

from cms.core.languages import active_language
from contacts import queries
from contacts.models import ContactPage
from home.models import BranchPage

register = template.Library()

Contacts = list[tuple[BranchPage, ContactPage | None]]


@register.simple_tag
def contacts(branches: list[BranchPage]) -> Contacts:
    """Each of `branches` with its contact details in the reader's language."""
    return queries.contacts(branches, active_language())


@register.filter
def contact_of(contacts: Contacts, branch: BranchPage | None) -> ContactPage | None:
    """The contact details of one branch among those of all."""
    key = branch.translation_key if branch else None
    return next((contact for each, contact in contacts if each.translation_key == key), None)


@register.inclusion_tag("contacts/footer.html", takes_context=True)
def footer_contacts(context: Context, contacts: Contacts, current: BranchPage | None) -> dict:
    """How to reach every branch; first and never folded the one whose page is shown."""
    key = current.translation_key if current else None
    return {
        "request": context.get("request"),
        "own": [pair for pair in contacts if pair[0].translation_key == key],
        "others": [pair for pair in contacts if pair[0].translation_key != key],
    }
