"""What the old pages' footers say of the branches, compared with the branches' contact pages."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import cast

from django.core.exceptions import ValidationError
from django.db.models import Field
from django.utils.translation import gettext as _
from wagtail.models import Locale

from cms.core.validation_errors import reasons
from contacts.models import ContactPage

from . import decoding, files, labels, mhtml, text_page
from .article import NotALegacyPage
from .html.page import html_around_article
from .html.tree import looks_like_html

FIELDS = ("email", "phone", "postcode", "address")


class Comparison:
    """Collects footers page by page; knows what differs, and can take it over."""

    def __init__(self) -> None:
        self.refused: list[str] = []
        contacts = ContactPage.objects.filter(branch__locale=Locale.get_default())
        self._contacts = list(
            contacts.select_related("branch").order_by("branch__switcher_position")
        )
        self._names = {
            name: contact
            for contact in self._contacts
            for name in (contact.branch.full_name, contact.branch.short_name, contact.branch.title)
        }
        # How many pages give a branch's field which value.
        self._said: dict[tuple[ContactPage, str], Counter[str]] = defaultdict(Counter)

    def add(self, file: files.SavedFile) -> None:
        if not file.is_page:
            return
        try:
            data = files.read_file(file)
            text = mhtml.read_mhtml(data).html if mhtml.is_one(data) else decoding.decode(data)
            lines = (
                html_around_article(text)
                if looks_like_html(text)
                else text_page.text_around_article(text)
            )
        except (NotALegacyPage, files.CannotRead) as error:
            self.refused.append(f"{file.name}: {error}")
            return
        for said in set(self._footers(lines)):
            contact, name, value = said
            self._said[contact, name][value] += 1

    def _footers(self, lines: list[str]) -> Iterator[tuple[ContactPage, str, str]]:
        """A branch's name at the beginning of a line, and the labelled values after it."""
        contact = None
        for line in lines:
            named = [name for name in self._names if name and line.startswith(name)]
            rest = line
            if named:
                name = max(named, key=len)
                contact, rest = self._names[name], line.removeprefix(name).strip()
            first = labels.CONTACT.search(rest)
            if rest and (first is None or first.start() > 0):
                contact = None
            if contact is None:
                continue
            for kind, value in labels.values(labels.CONTACT, rest):
                if kind and value.strip(" 　|;；"):
                    yield contact, kind, value.strip(" 　|;；")

    def _differences(self) -> Iterator[tuple[ContactPage, str, Counter[str]]]:
        for contact in self._contacts:
            for name in FIELDS:
                said = self._said[contact, name]
                if said and set(said) != {getattr(contact, name)}:
                    yield contact, name, said

    def lines(self) -> Iterator[str]:
        """What differs, for people."""
        yield from self.refused
        for contact, name, said in self._differences():
            values = ", ".join(
                _("“%(value)s” on %(pages)d pages") % {"value": value, "pages": pages}
                for value, pages in said.most_common(5)
            )
            yield _("%(branch)s, %(field)s: “%(here)s” here; %(there)s in the footers") % {
                "branch": contact.branch.short_name,
                "field": _label(name),
                "here": getattr(contact, name),
                "there": values,
            }
        same = sum(1 for said in self._said.values() if said) - len(list(self._differences()))
        yield _("%(same)d details are the same, %(different)d differ") % {
            "same": same,
            "different": len(list(self._differences())),
        }

    def apply(self) -> Iterator[str]:
        """Publish what all the footers that name a detail agree on; says what became of each."""
        changes: dict[ContactPage, dict[str, str]] = defaultdict(dict)
        for contact, name, said in self._differences():
            if len(said) > 1:
                yield _("%(branch)s, %(field)s: not changed, the footers disagree") % {
                    "branch": contact.branch.short_name,
                    "field": _label(name),
                }
            else:
                changes[contact][name] = next(iter(said))
        for contact, values in changes.items():
            yield f"{contact.branch.short_name}: {_publish(contact, values)}"


def _publish(contact: ContactPage, values: dict[str, str]) -> str:
    if contact.has_unpublished_changes:
        return _("not changed, somebody has an unpublished draft of the page")
    for name, value in values.items():
        setattr(contact, name, value)
    try:
        contact.full_clean()
    except ValidationError as error:
        return _("not changed: %s") % "; ".join(reasons(error, _label))
    contact.save_revision().publish()
    return _("changed: %s") % ", ".join(_label(name) for name in values)


def _label(name: str) -> str:
    return str(cast(Field, ContactPage._meta.get_field(name)).verbose_name)
