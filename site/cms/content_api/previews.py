"""Drafts that were never saved, for frontends: a token opens one page, for an hour.

The token is a signed key of a `Preview` row. A row is one person's view of one page; it keeps its
key while the person types, so that a frontend may ask again for what was written meanwhile.
"""

import hashlib
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.signing import BadSignature, TimestampSigner
from django.http import QueryDict
from django.utils import timezone
from wagtail.admin.models import FormState
from wagtail.models import Page

from .models import Preview

LIFETIME = timedelta(hours=1)


def create(page: Page, user: User) -> str:
    """A token for `page` with all its unsaved changes, as `user` sees it."""
    preview, _created = Preview.objects.update_or_create(
        user=user,
        page_id=page.pk,
        parent=None if page.pk else page.get_parent(),
        page_type=ContentType.objects.get_for_model(page),
        form="" if page.pk else _form_of(page, user),
        defaults={"content": page.serializable_data()},
    )
    return _signer().sign(preview.key)


def _form_of(page: Page, user: User) -> str:
    """Which form a page is being created in: its author may have several open, for which Wagtail
    keeps one state alone, that of the form sent last. Django masks the CSRF token of each form that
    it renders in another way."""
    parent: Any = page.get_parent()
    states = FormState.objects.for_preview(user, page, parent_object_id=str(parent.pk))
    state = states.order_by("-last_updated_at").first()
    token = QueryDict(state.data).get("csrfmiddlewaretoken", "") if state else ""
    return hashlib.sha256(token.encode()).hexdigest() if token else ""


def open(token: str) -> Page | None:
    """The page that `token` was made for, as it was when last looked at; not to be saved.

    None if the token is forged or old, the page is gone, or whom it was made for may no longer log
    in or edit the page.
    """
    try:
        key = _signer().unsign(token, max_age=LIFETIME)
    except BadSignature:
        return None
    preview = Preview.objects.filter(key=key, user__is_active=True).first()
    return preview.as_page() if preview and _may_edit(preview) else None


def name_of(token: str) -> str:
    """A name for the preview that `token` opens: the same for every token of it."""
    key = token.partition(":")[0]
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def clear_expired() -> None:
    """Delete what no token opens any more."""
    Preview.objects.filter(updated_at__lt=timezone.now() - LIFETIME).delete()


def _may_edit(preview: Preview) -> bool:
    user: Any = preview.user
    if preview.page:
        return preview.page.permissions_for_user(user).can_edit()
    parent: Any = preview.parent
    return parent.permissions_for_user(user).can_add_subpage()


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="cms.api.previews")  # as ever: open previews stay open
