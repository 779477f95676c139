"""Text comes in as it looks, whichever way: what nobody sees stays outside, what means something
stays."""

import json

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from hypothesis import example, given
from hypothesis import strategies as st
from taggit.models import Tag
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from cms.core.images.models import CustomImage
from cms.core.text.cleaning import clean, clean_line
from contacts.models import ContactPage
from home.models import BranchPage
from news.models import NewsCategory, NewsPage
from tests.factories import NewsPageFactory, UserFactory
from tests.world import head_officer

from .forms import create, edit, errors, form_data

UNSEEN = "\u200b\ufeff\xad\u2060\u034f\ufe0f\u202e\u2066\u3164\U000e0041\x01\x9f\ufff9"
FORM = "application/x-www-form-urlencoded"
TYPED, SEEN = UNSEEN.join(["", "社", "区", ""]), "社区"


@pytest.fixture
def admin(client, organisation):
    client.force_login(UserFactory(is_superuser=True))
    return client


# --- What is text ---------------------------------------------------------------------------

MEANT = {
    "joined emoji": "👩\u200d🔬 👩🏽\u200d🔬 ❤\ufe0f\u200d🔥",
    "emoji, not text": "❤\ufe0f ☎\ufe0e",
    "keycap": "1\ufe0f\u20e3",
    "flag of England": "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "Persian": "می\u200cخواهم",
    "Devanagari": "क्\u200dष",
    "Mongolian": "ᠠ\u180b",
    "direction among right-to-left letters": "שלום\u200f!",
    "other blanks": "社\u3000区\xa0花",
    "lines": "一\r\n二\t三",
    "radical": "⺡部",
    "compatibility ideograph": "\ufa19",
}


@pytest.mark.parametrize("text", MEANT.values(), ids=MEANT)
def test_what_means_something_stays(text):
    assert clean(text) == text


@pytest.mark.parametrize(
    "text,cleaned",
    [
        (TYPED, SEEN),
        ("社\ufe0f区\u200d社\u200c区", "社区社区"),
        ("a\u200fb\u200e", "ab"),
        ("❤\ufe0f\ufe0f\u200d", "❤\ufe0f"),
        ("🏴\U000e0067", "🏴"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("cafe\u0301 か\u3099", "café が"),
        ("一\x0b二\u2028三", "一\n二\n三"),
    ],
)
def test_what_nobody_sees_goes(text, cleaned):
    assert clean(text) == cleaned


def test_a_line_is_one():
    assert clean_line("第一\x0b第二\r\n 第三\t第四") == "第一 第二 第三 第四"


@given(st.text(st.characters(exclude_categories=[]) | st.sampled_from(UNSEEN + "\u200d❤👩一")))
@example("👩\u200b\u200d🔬")
def test_cleaning_takes_nothing_that_is_seen_and_is_done_once(text):
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    if cleaned.isascii():
        assert cleaned.isprintable() or set(cleaned) & set("\t\n\r")
    assert not set(cleaned) & set("\u200b\ufeff\xad\u2060\u202e\x01\x0b")
    cleaned.encode()  # no half of a pair


# --- Ways in --------------------------------------------------------------------------------


def body(*texts):
    """The form's fields of rich text, heading, quotation and table."""
    rich, heading, quotation, cell = texts
    draft = {
        "blocks": [{"key": "a", "type": "unstyled", "text": rich, "depth": 0,
                    "inlineStyleRanges": [], "entityRanges": []}],
        "entityMap": {},
    }  # fmt: skip
    values = {
        "rich_text": {"": json.dumps(draft)},
        "heading": {"-text": heading, "-level": "h2"},
        "quotation": {"-text": quotation, "-attribution": ""},
        "table": {
            "": json.dumps({"data": [[cell]], "table_caption": cell, "table_header_choice": "row"})
        },
    }
    data = {"body-count": str(len(values))}
    for number, (kind, fields) in enumerate(values.items()):
        data |= {f"body-{number}-type": kind, f"body-{number}-order": str(number)}
        data |= {f"body-{number}-deleted": "", f"body-{number}-id": ""}
        data |= {f"body-{number}-value{name}": value for name, value in fields.items()}
    return data


@pytest.mark.parametrize("action", [{}, {"action-publish": "1"}], ids=["draft", "published"])
def test_an_article(admin, dongguan, action):
    response = create(
        admin, "news/newspage", dongguan.index,
        title=TYPED, author=TYPED, excerpt=f"{TYPED}\x0b{TYPED}", seo_title=TYPED,
        **body(*[TYPED] * 4), **action,
    )  # fmt: skip
    assert response.status_code == 302
    page = NewsPage.objects.get()
    for each in (page, page.get_latest_revision_as_object()):
        assert (each.title, each.author, each.seo_title) == (SEEN, SEEN, SEEN)
        assert each.excerpt == f"{SEEN}\n{SEEN}"
        rich, heading, quotation, table = each.body
        assert rich.value.source == f'<p data-block-key="a">{SEEN}</p>'
        assert heading.value["text"] == quotation.value["text"] == SEEN
        assert (table.value["data"], table.value["table_caption"]) == ([[SEEN]], SEEN)
    assert page.slug == "she-qu"
    assert page.draft_title == SEEN


def test_an_unseen_title_is_none(admin, dongguan):
    response = create(admin, "news/newspage", dongguan.index, title="\u200b\ufeff\u3164")
    assert "title" in errors(response)
    assert not NewsPage.objects.exists()


def test_tags_have_no_twins(admin, dongguan):
    pages = [NewsPageFactory(parent=dongguan.index) for _number in range(2)]
    edit(admin, pages[0], tags="社区, café")
    edit(admin, pages[1], tags=f"{TYPED}, cafe\u0301")
    pages[1].tags.add(TYPED)  # as code does it
    assert sorted(Tag.objects.values_list("name", flat=True)) == ["café", "社区"]
    offered = admin.get(reverse("wagtailadmin_tag_autocomplete"), {"term": "社\u200b"})
    assert offered.json() == ["社区"]


def test_contact_details(admin, dongguan):
    response = edit(
        admin, dongguan.contact,
        email="dg\u200b@exam\u200bple.org", phone="\u202d0769-22820037\u202c", address=TYPED,
        postcode="523\u200b082", **{"action-publish": "1"},
    )  # fmt: skip
    assert response.status_code == 302
    contact = ContactPage.objects.get(pk=dongguan.contact.pk)
    assert (contact.email, contact.phone) == ("dg@example.org", "0769-22820037")
    assert (contact.postcode, contact.address) == ("523082", SEEN)


def test_snippets_redirects_users_and_pictures(admin, organisation, image):
    admin.post(
        reverse("wagtailsnippets_news_newscategory:add"),
        {"name": TYPED, "code": "community", "position": "0"},
    )
    assert NewsCategory.objects.get().name == SEEN
    admin.post(
        reverse("wagtailredirects:add"),
        {"old_path": f"/{TYPED}/", "redirect_link": "https://example.org/\u200b", "site": ""},
    )
    redirect = Redirect.objects.get()
    assert (redirect.old_path, redirect.link) == (f"/{SEEN}", "https://example.org/")
    admin.post(
        reverse("wagtailusers_users:add"),
        {"username": "wang\u200b", "email": "wang@exam\u200bple.org", "first_name": TYPED,
         "last_name": TYPED, "password1": "Ab1\u200b!long-enough", "is_active": "on",
         "password2": "Ab1\u200b!long-enough"},
    )  # fmt: skip
    user = get_user_model().objects.get(username="wang")
    assert (user.email, user.first_name) == ("wang@example.org", SEEN)
    assert user.check_password("Ab1\u200b!long-enough")
    admin.post(
        reverse("wagtailimages:edit", args=[image.pk]),
        {"title": TYPED, "description": TYPED, "tags": TYPED, "collection": image.collection_id},
    )
    image = CustomImage.objects.get(pk=image.pk)
    assert (image.title, image.description, image.tags.get().name) == (SEEN, SEEN, SEEN)


def test_a_branch_from_the_command_line(organisation):
    call_command(
        "create_branch", code="foshan", city=TYPED, short_name=TYPED, full_name=TYPED, verbosity=0
    )
    branch = BranchPage.objects.get()
    assert (branch.city, branch.short_name, branch.title, branch.full_name) == (SEEN,) * 4


@pytest.fixture
def translation(dongguan):
    article = NewsPageFactory(parent=dongguan.index, title="走访", body=[])
    source, _created = TranslationSource.update_or_create_from_instance(article)
    locale = Locale.objects.create(language_code="en")
    translation = Translation.objects.create(source=source, target_locale=locale)
    translation.save_target(publish=False)
    return translation


def test_a_translation_in_the_editor(client, translation):
    client.force_login(head_officer())
    segment = translation.source.stringsegment_set.get(string__data="走访")
    url = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    assert client.put(url, "value=Vi%E2%80%8Bsit", FORM).status_code in (200, 201)
    assert StringTranslation.objects.get().data == "Visit"


def test_a_translation_from_a_file(client, translation):
    client.force_login(head_officer())
    catalogue = translation.export_po()
    entry = next(entry for entry in catalogue if entry.msgid == "走访")
    entry.msgstr = "Vi\u200bsit"
    client.post(
        reverse("wagtail_localize:upload_pofile", args=[translation.pk]),
        {"file": SimpleUploadedFile("en.po", str(catalogue).encode())},
    )
    assert StringTranslation.objects.get().data == "Visit"


def test_half_a_character_in_a_preview(admin, dongguan):
    """As a script of the editor may send it: within a block's JSON."""
    page = NewsPageFactory(parent=dongguan.index)
    page.save_revision()
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    form = admin.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    text = {"blocks": [{"key": "a", "type": "unstyled", "text": "社\ud800区", "depth": 0,
                        "inlineStyleRanges": [], "entityRanges": []}], "entityMap": {}}  # fmt: skip
    block = {"type": "rich_text", "value": json.dumps(text), "order": "0", "deleted": "", "id": ""}
    body = {"body-count": "1"} | {f"body-0-{name}": value for name, value in block.items()}
    assert admin.post(url, {**form_data(form), **body}).json()["is_valid"]
    assert "社区" in admin.get(url).content.decode()


def test_tags_from_a_pdf_are_no_twins(admin, dongguan):
    create(admin, "news/newspage", dongguan.index, title="一", tags="⻓者, ⾦秋")
    create(admin, "news/newspage", dongguan.index, title="二", tags="长者, 金秋")
    assert {tag.name for tag in Tag.objects.all()} == {"长者", "金秋"}
