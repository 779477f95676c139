"""Everything that is written is found, and nothing else: held against a plain look at the texts.

The texts are the project's own Chinese, cut up and put together anew, the same every time.
"""

import random
import re

import pytest
from django.conf import settings
from opencc import OpenCC
from wagtail.rich_text import RichText

from news.models import NewsPage
from tests.factories import NewsPageFactory
from tests.layers import shared

ARTICLES = 48  # all of them fit into one answer
SUBSTRINGS, LONGEST = 500, 6  # in each of four parts, which run side by side
LATIN = ["AI", "2025", "COVID19", "Wi-Fi", "ＡＰＰ", "e_mail", "WeChat"]
HAN = "[\u4e00-\u9fff]"


def source():
    """Sentences in simplified characters."""
    folder = settings.SITE_DIR / "cms"
    paths = sorted(path for kind in ("toml", "txt") for path in folder.rglob(f"*.{kind}"))
    text = " ".join(path.read_text() for path in paths)
    sentences = re.findall(f"{HAN}[\u4e00-\u9fff，、：“”]{{3,40}}", text)
    convert = OpenCC("t2s").convert
    return sorted({each for each in sentences if convert(each) == each})


def paragraph(chance, sentences):
    parts = chance.sample(sentences, 6)
    parts.insert(chance.randrange(6), chance.choice(LATIN))
    return chance.choice(["。", "！", "，", ""]).join(parts)


@shared
def articles(dongguan):
    """What each article says, by its id."""
    chance = random.Random(1)
    sentences = source()
    assert len(sentences) > 500
    texts = {}
    for number in range(ARTICLES):
        title = f"{chance.choice(sentences)}{number}"
        excerpt = chance.choice(sentences)
        paragraphs = [paragraph(chance, sentences) for _each in range(4)]
        page = NewsPageFactory(
            parent=dongguan.index, title=title, slug=f"a{number}", excerpt=excerpt,
            body=[
                ("rich_text", RichText(f"<p>{paragraphs[0]}</p><p><b>{paragraphs[1]}</b></p>")),
                ("heading", {"text": paragraphs[2], "level": "h2"}),
                ("quotation", {"text": paragraphs[3], "attribution": ""}),
            ],
        )  # fmt: skip
        texts[page.pk] = [title, excerpt, *paragraphs]
    return texts


@pytest.fixture
def find(search):
    def ask(query):
        answer = search(query, limit=50)
        assert answer["count"] == len(answer["items"])
        return {item["article"]["id"] for item in answer["items"]}

    return ask


def test_the_texts_are_all_there(articles):
    assert NewsPage.objects.live().count() == ARTICLES


@pytest.mark.parametrize("part", range(4))
@pytest.mark.slow
def test_every_part_of_every_sentence(articles, find, part):
    chance = random.Random(f"part {part}")
    runs = [
        run for texts in articles.values() for text in texts for run in re.findall(f"{HAN}+", text)
    ]
    queries = set()
    while len(queries) < SUBSTRINGS:
        run = chance.choice(runs)
        length = chance.randint(1, LONGEST)
        start = chance.randrange(max(len(run) - length, 0) + 1)
        queries.add(run[start : start + length])
    wrong = {}
    for query in sorted(queries):
        there = {pk for pk, texts in articles.items() if any(query in text for text in texts)}
        assert there
        if (found := find(query)) != there:
            wrong[query] = found ^ there
    assert wrong == {}


def test_in_traditional_characters(articles, find):
    chance = random.Random(3)
    convert = OpenCC("s2t").convert
    for text in chance.sample([texts[0] for texts in articles.values()], 40):
        query = re.search(f"{HAN}+", text)[0][:4]
        assert find(convert(query)) == find(query) != set()


@pytest.mark.parametrize(
    "word", ["AI", "ai", "2025", "covid19", "Wi-Fi", "APP", "e_mail", "wechat"]
)
def test_words_in_letters_as_a_whole(articles, find, word):
    written = {"APP": "ＡＰＰ", "ai": "AI", "covid19": "COVID19", "wechat": "WeChat"}.get(
        word, word
    )
    there = {pk for pk, texts in articles.items() if any(written in text for text in texts)}
    assert there
    assert find(word) == there


@pytest.mark.parametrize("word", ["A", "202", "COVID", "We"])
def test_no_part_of_a_word_in_letters(articles, find, word):
    assert find(word) == set()
