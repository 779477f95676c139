"""Wagtail's search, as the admin and every other surface asks it, in Chinese."""

import random

import hypothesis as h
import pytest
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Page
from wagtail.rich_text import RichText
from wagtail.search.backends import get_search_backend

from news.models import NewsPage
from search.index import analysis
from tests.factories import NewsPageFactory

BODIES = [
    "东莞社工上门探访独居长者，送去米和油。",
    "志愿者在社区花园里种下了二十株薄荷。",
    "孩子们画出心中的家园，老师说：“真好！”",
    "ＡＩ课堂2026年第3期开班，报名电话0769-22820037。",
    "歡迎繁體字的讀者來到東莞。",
]


@pytest.fixture
def articles(indexed, dongguan):
    return [with_body(dongguan, body) for body in BODIES]


def with_body(branch, body):
    return NewsPageFactory(parent=branch.index, body=[("rich_text", RichText(f"<p>{body}</p>"))])


def found(query, model=NewsPage):
    return {page.pk for page in get_search_backend().search(query, model.objects.all())}


def test_every_part_of_every_sentence_is_found(articles):
    """Against a plain scan of the same texts."""
    chance = random.Random(6)
    texts = {page.pk: analysis.fold(body) for page, body in zip(articles, BODIES, strict=True)}
    for _time in range(200):
        body = chance.choice(BODIES)
        start = chance.randrange(len(body))
        part = body[start : start + chance.randint(1, 6)]
        if not all("\u4e00" <= character <= "\u9fff" for character in part):
            continue
        expected = {pk for pk, each in texts.items() if analysis.fold(part) in each}
        assert found(part) == expected, part


TYPED = {
    "东莞社工": 0, "東莞社工": 0, "米": 0, "独居 米": 0, "二十株": 1, "真好": 2, "ai课堂": 3,
    "AI": 3, "2026": 3, "22820037": 3, "欢迎": 4, "字的读者": 4,
}  # fmt: skip


@pytest.mark.parametrize("query,number", TYPED.items(), ids=TYPED)
def test_what_people_type(articles, query, number):
    assert found(query) == {articles[number].pk}


@pytest.mark.parametrize(
    "query", ["社长", "莞工", "独居 薄荷", "…", "！？", '"', "' OR 1", "😀", "a" * 5000]
)
def test_what_is_not_there(articles, query):
    assert found(query) == set()


def test_titles_are_completed_as_they_are_typed(indexed, dongguan):
    page = NewsPageFactory(parent=dongguan.index, title="重阳节走访Summer营地")
    for query in ("重", "重阳", "阳节走", "走访s", "summ", "地"):
        results = get_search_backend().autocomplete(query, Page.objects.all())
        assert [each.pk for each in results] == [page.pk], query


def test_a_change_is_found_at_once(articles):
    page = articles[0]
    page.title = "中秋"
    page.save()
    assert found("中秋", Page) == {page.pk}
    page.delete()
    assert found("中秋", Page) == found("独居", Page) == set()


def test_a_save_costs_the_same_however_much_there_is(
    articles, dongguan, django_assert_max_num_queries
):
    with django_assert_max_num_queries(1):
        get_search_backend().get_index_for_model(NewsPage).add_items(NewsPage, [articles[0]])


def test_a_very_long_text_is_found_to_its_end(indexed, dongguan):
    long = "社工" * 300 + "".join(chr(0x4E00 + number) for number in range(18_000)) + "末尾一句"
    page = with_body(dongguan, long)
    assert found("末尾一句") == {page.pk}
    assert found("尾") == {page.pk}


@h.settings(suppress_health_check=[h.HealthCheck.function_scoped_fixture])
@given(query=st.text(max_size=60))
def test_any_text_may_be_asked(indexed, db, query):
    backend = get_search_backend()
    list(backend.search(query, Page.objects.all()))
    list(backend.autocomplete(query, Page.objects.all()))


@given(
    text_=st.text(alphabet="东莞社工A1，。 ", max_size=30),
    start=st.integers(0, 30),
    length=st.integers(1, 6),
)
def test_a_part_of_a_run_is_a_row_of_its_tokens(text_, start, length):
    part = text_[start : start + length]
    if not part or not all(each >= "\u4e00" for each in part) or "，" in part or "。" in part:
        return
    phrase = analysis.Phrase.of(part)
    tokens, size = analysis.tokens(text_), len(phrase.tokens)
    rows = [tokens[at : at + size] for at in range(len(tokens) - size + 1)]
    *first, last = phrase.tokens
    assert any(
        row[:-1] == first and (row[-1].startswith(last) if phrase.open_end else row[-1] == last)
        for row in rows
    )


def test_what_no_reader_sees_is_not_found(dongguan, titles):
    """The names of a heading's levels are the admin's."""
    body = [("heading", {"text": "活动安排", "level": "h2"})]
    NewsPageFactory(parent=dongguan.index, title="通知", body=body)
    assert titles("安排") == ["通知"]
    assert titles("标题") == titles("h2") == []
