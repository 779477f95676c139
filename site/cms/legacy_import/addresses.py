"""Where an article stood on the old site, and the permanent redirect from there."""

from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

MAX_LENGTH = 500


def normal(address: str) -> str:
    """One form for the same address: without scheme and fragment, which no server is asked for."""
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    return (host + Redirect.normalise_path(_path(address)))[:MAX_LENGTH] if address else ""


def redirect(address: str, page: Page) -> str | None:
    """Make the old address lead to `page`, on the host that it was of if that is served here.

    Returns what hinders it, if something does.
    """
    path = Redirect.normalise_path(_path(address))
    if len(path) > Redirect._meta.get_field("old_path").max_length:
        return _("its old address is too long: no redirect")
    site = Site.objects.filter(hostname=urlsplit(address).hostname).first()
    known = Redirect.objects.filter(old_path=path, site=site).first()
    if known is None:
        Redirect.objects.create(old_path=path, site=site, redirect_page=page, is_permanent=True)
    elif known.redirect_page_id != page.pk:
        return _("its old address leads elsewhere already: %s") % path
    return None


def _path(address: str) -> str:
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")
