"""What people change of their own accounts."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.users.models import UserProfile

from .forms import form_data

PASSWORD = "geheim-1234"


@pytest.fixture
def editor(client, dongguan):
    user = dongguan.editor()
    user.set_password(PASSWORD)
    user.first_name, user.last_name, user.email = "小明", "王", "wang@example.org"
    user.save()
    client.force_login(user)
    return user


def change(client, **fields):
    changes = {f"name_email-{name}": value for name, value in fields.items()}
    form = form_data(client.get("/admin/account/").content.decode(), "form[data-edit-form]")
    return client.post("/admin/account/", form | changes)


@pytest.mark.parametrize("password", [None, "", "falsch"])
def test_an_email_address_is_not_changed_without_the_password(client, editor, password):
    given = {} if password is None else {"current_password": password}
    refused = change(client, email="other@example.org", **given)
    assert "修改电子邮箱需要填写您的密码" in refused.content.decode()
    editor.refresh_from_db()
    assert editor.email == "wang@example.org"


def test_with_it_it_is(client, editor):
    change(client, email="other@example.org", current_password=PASSWORD)
    editor.refresh_from_db()
    assert editor.email == "other@example.org"


def test_a_name_needs_none(client, editor):
    change(client, first_name="大明")
    editor.refresh_from_db()
    assert editor.first_name == "大明"


def test_a_profile_picture_is_made_anew(client, editor):
    """It is public, and Wagtail would keep a small one as it came."""
    file = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "Wohnung"
    Image.new("RGB", (300, 200), "teal").save(file, "JPEG", exif=exif)
    upload = ContentFile(file.getvalue() + b"<script>", name="x.pdf")
    form = form_data(client.get("/admin/account/").content.decode(), "form[data-edit-form]")
    client.post("/admin/account/", form | {"avatar-avatar": upload})
    avatar = UserProfile.get_for_user(editor).avatar
    assert avatar.name.endswith(".jpg")
    content = avatar.read()
    assert b"<script>" not in content
    assert b"Wohnung" not in content
    assert Image.open(BytesIO(content)).size == (400, 400)


def test_a_damaged_profile_picture_is_refused(client, editor):
    file = BytesIO()
    Image.new("RGB", (300, 200), "teal").save(file, "JPEG")
    upload = ContentFile(file.getvalue()[:200], name="x.jpg")
    form = form_data(client.get("/admin/account/").content.decode(), "form[data-edit-form]")
    assert client.post("/admin/account/", form | {"avatar-avatar": upload}).status_code == 200
    assert not UserProfile.get_for_user(editor).avatar
