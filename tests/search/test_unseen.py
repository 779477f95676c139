"""What readers cannot see or tell apart makes no difference to the search, whatever the database
has had since before texts were cleaned."""

import unicodedata

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import example, given
from hypothesis import strategies as st

from news.models import NewsPage
from search.index import analysis
from tests.factories import NewsPageFactory

UNSEEN = {
    "zero-width space": "\u200b", "byte order mark": "\ufeff", "soft hyphen": "\xad",
    "word joiner": "\u2060", "grapheme joiner": "\u034f", "joiner": "\u200d",
    "variation selector": "\ufe0f", "ideographic variation": "\U000e0100",
    "direction": "\u200f", "override": "\u202e", "isolate": "\u2066", "Hangul filler": "\u3164",
    "tag": "\U000e0041", "control": "\x01", "C1 control": "\x9f", "annotation": "\ufff9",
    "Mongolian": "\u180e",
}  # fmt: skip


def stored_before(title, branch):
    """An article whose title no form has seen."""
    page = NewsPageFactory(parent=branch.index, title="旧文章")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_page SET title = %s WHERE id = %s", [title, page.pk])
    return NewsPage.objects.get(pk=page.pk)


@pytest.mark.parametrize("character", UNSEEN.values(), ids=UNSEEN)
def test_old_titles_are_found_and_typed_ones_find(dongguan, titles, character):
    title = f"社{character}区花园"
    stored_before(title, dongguan)
    NewsPageFactory(parent=dongguan.index, title="社区食堂")
    call_command("update_index", verbosity=0)
    found = {title, "社区食堂"}
    assert set(titles("社区")) == set(titles(f"社{character}区")) == found
    assert titles("社 花园") == [title]


WRITTEN = {
    "radicals of a PDF": ("⻓者与⼈⺠", "长者与人民"),
    "traditional radicals": ("⾞⾨⿓", "车门龙"),
    "青 as Kangxi has it": ("⾭年", "青年"),
    "decomposed accent": ("cafe\u0301", "café"),
    "decomposed syllable": ("\u1112\u1161\u11ab\u1100\u116e\u11a8", "한국"),
    "decomposed kana": ("か\u3099くせい", "がくせい"),
    "half-width kana": ("ｶﾞｸｾｲ", "ガクセイ"),
}


@pytest.mark.parametrize("written,typed", WRITTEN.values(), ids=WRITTEN)
def test_however_it_is_written_it_is_the_same(dongguan, titles, written, typed):
    for title in (written, typed):
        stored_before(title, dongguan)
    call_command("update_index", verbosity=0)
    assert set(titles(written)) == set(titles(typed)) == {written, typed}


def test_other_letters_stay_others(dongguan, titles):
    """Voicing marks are seen."""
    NewsPageFactory(parent=dongguan.index, title="か く")
    assert titles("が") == titles("か\u3099") == []


def test_what_was_found_is_marked_as_it_is_written(dongguan, search):
    stored_before("在社\u200b区的cafe\u0301里", dongguan)
    call_command("update_index", verbosity=0)
    for query, marked in (("社区", "社\u200b区"), ("café", "cafe\u0301")):
        [item] = search(query)["items"]
        [mark] = item["title"]["marks"]
        assert item["title"]["text"][mark["start"] : mark["end"]] == marked


def test_the_index_says_what_the_database_does(dongguan, indexed):
    stored_before("社\u200b区", dongguan)
    call_command("update_index", verbosity=0)
    call_command("check_search")


@pytest.mark.parametrize("query", ["\u200b", "\x01", "\ufeff\u2060", '"\u200b"', "-\u200b"])
def test_nothing_is_nothing_to_look_for(dongguan, search, client, query):
    NewsPageFactory(parent=dongguan.index)
    assert search(query)["count"] == 0
    assert client.get("/search/", {"q": query}).status_code == 200
    assert client.get("/api/v1/search/suggest/", {"q": query}).json() == []


unseen = st.sampled_from([each for each in UNSEEN.values() if analysis._INVISIBLE.match(each)])
anything = st.text(
    st.characters(exclude_categories=["Cs"])
    | unseen
    | st.sampled_from("社区ß\u0301\u0323é\u3099か\u1112\u1161\u11ab⻓"),
    max_size=40,
)


@given(anything)
def test_of_the_unseen_nothing_is_left(some):
    assert not set(analysis.fold(some)) & set(UNSEEN.values())
    assert analysis.fold(unicodedata.normalize("NFD", some)) == analysis.fold(
        unicodedata.normalize("NFC", some)
    )


@given(anything, st.integers(0, 40), unseen)
def test_the_unseen_makes_no_difference(some, at, character):
    assert analysis.fold(some[:at] + character + some[at:]) == analysis.fold(some)


@given(anything)
@example("¯\u1b6c")  # whose two accents change places
def test_each_character_knows_where_it_comes_from(some):
    folded, origin = analysis.fold_with_origin(some)
    assert folded == analysis.fold(some)
    assert len(origin) == len(folded) + 1
    assert list(origin) == sorted(origin)
    assert origin[-1] == len(some)
    for start, character in zip(origin, folded, strict=False):
        end = next(each for each in origin if each > start)  # an accent belongs to what it is on
        assert character in analysis.fold(some[start:end])


def test_all_that_unicode_calls_a_format_character_and_nobody_sees_is_known():
    """But those of Arabic, Kaithi, Syriac and hieroglyphs, which are drawn."""
    drawn = ("ARABIC", "KAITHI", "SYRIAC", "EGYPTIAN")
    for code in range(0x110000):
        character = chr(code)
        if unicodedata.category(character) != "Cf" or analysis._INVISIBLE.match(character):
            continue
        assert unicodedata.name(character).startswith(drawn), hex(code)
