"""An account's own page: letters for a new password go to its e-mail address, so that it takes the
password to change that."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import account as wagtail_forms
from wagtail.admin.views.account import NameEmailSettingsPanel


class NameEmailForm(wagtail_forms.NameEmailForm):
    current_password = forms.CharField(
        label=_("Your password"),
        help_text=_("Only to change the e-mail address."),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        # The page makes this form twice of one request: its `user` may have the new one already.
        stored = get_user_model().objects.get(pk=self.instance.pk)
        if cleaned.get("email", stored.email) != stored.email and not stored.check_password(
            cleaned.get("current_password", "")
        ):
            reason = _("To change the e-mail address, enter your password.")
            self.add_error("current_password", reason)
        return cleaned


def install() -> None:
    """Wagtail has no setting for the form."""
    NameEmailSettingsPanel.form_class = NameEmailForm
