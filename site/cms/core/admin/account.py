"""An account's own page: letters for a new password go to its e-mail address, so that it takes the
password to change that; and a profile picture is public, so that it is made anew of its pixels."""

import io
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps
from wagtail.admin.forms import account as wagtail_forms
from wagtail.admin.views.account import AvatarSettingsPanel, NameEmailSettingsPanel

from cms.core.images.damage import DAMAGE

AVATAR_SIZE = (400, 400)  # pixels


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


class AvatarPreferencesForm(wagtail_forms.AvatarPreferencesForm):
    """Wagtail's keeps a small file as it came: its name, its metadata, what is appended to it."""

    def clean_avatar(self) -> Any:
        uploaded = self.cleaned_data.get("avatar")
        if not uploaded:
            return super().clean_avatar()
        file = io.BytesIO()
        try:
            with Image.open(uploaded) as image:
                square = ImageOps.fit(ImageOps.exif_transpose(image).convert("RGB"), AVATAR_SIZE)
            square.save(file, "JPEG", quality=85)
        except DAMAGE as error:
            raise forms.ValidationError(
                _("This picture is damaged or incomplete; please upload it again.")
            ) from error
        return ContentFile(file.getvalue(), name="avatar.jpg")


def install() -> None:
    """Wagtail has no setting for these forms."""
    NameEmailSettingsPanel.form_class = NameEmailForm
    AvatarSettingsPanel.form_class = AvatarPreferencesForm
