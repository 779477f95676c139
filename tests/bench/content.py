"""What the scratch database holds: the organisation as founded, and many articles.

A few articles are saved as an editor's are; all others are rows copied from those, so that each
column holds what a save puts there, whatever columns there will be.
"""

import json
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from tqdm import tqdm
from wagtail.blocks import StreamValue
from wagtail.models import Page
from wagtail.rich_text import RichText

from cms.core.images import renditions
from cms.demo.loader import TITLES, Media
from cms.operations import initial_content
from news.models import NewsCategory, NewsIndexPage, NewsPage, NewsPageTag
from tests.factories import NewsPageFactory

TEMPLATES = 50
CHARACTERS = 2_000
YEARS = timedelta(days=12 * 365)
BATCH = 500
PICTURES = list(TITLES)[:6]
TAGS = ["长者", "儿童", "志愿者", "社区", "党建", "助残", "义卖", "培训", "家庭", "节日"]
PHRASES = [
    "社工上门探访独居长者", "志愿者陪孩子们读书", "居民在议事厅里商量", "大家一起包粽子",
    "小组活动进行到第六节", "社区花园里种下了新苗", "医生讲解冬季如何保健", "家长分享了自己的心得",
    "孩子们画出心中的家园", "街道和学校都派人参加", "物资当天送到各家各户", "活动得到居民好评",
]  # fmt: skip

# Of how many articles one has each of these words in its body.
WORDS = {
    2: ["社工", "服务站", "社会工作", "妇女儿童之家"],
    20: ["中秋", "运动会", "心理辅导", "独居老人探访"],
    200: ["龙舟", "太极拳", "非遗传承", "亲子阅读计划"],
    2000: ["灯谜", "皮影戏", "舞龙舞狮", "台风应急演练"],
}
MARK = "（词）"  # where in a template's body they stand


def fill(count: int) -> None:
    """Found the organisation, then `count` articles spread over its branches and over years."""
    initial_content.load_initial_content()
    now = timezone.now().replace(microsecond=0)
    dates = [now - YEARS * (count - number) / count for number in range(count)]
    with transaction.atomic():
        templates = list(_templates(dates[:TEMPLATES]))
        _multiply(templates, dates[TEMPLATES:])
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # as PostgreSQL does by itself, some time later


def _templates(dates: list[datetime]) -> Iterator[NewsPage]:
    chance = random.Random(1)  # the same content every time
    indexes = list(NewsIndexPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE))
    categories = list(NewsCategory.objects.all())
    media = Media()
    linked = NewsPage.objects.get()
    for number, date in enumerate(tqdm(dates, desc="templates", leave=False)):
        index = indexes[number % len(indexes)]
        article = NewsPageFactory(
            parent=index,
            title=f"{chance.choice(PHRASES)}，{chance.choice(PHRASES)}",
            slug=f"template-{number}",
            published_at=date,
            category=chance.choice(categories),
            cover=media.image(chance.choice(PICTURES)),
            body=_body(chance, media, linked),
        )
        article.tags.set(chance.sample(TAGS, 2))
        article.save_revision().publish()
        renditions.make_for(article)
        linked = article
        yield NewsPage.objects.get(pk=article.pk)


def _body(chance: random.Random, media: Media, linked: Page) -> list[tuple[str, object]]:
    paragraphs = [_paragraph(chance, 200) for _number in range(CHARACTERS // 200)]
    link = f'<p>另见<a linktype="page" id="{linked.pk}">{linked.title}</a>。</p>'
    middle = len(paragraphs) // 2
    return [
        ("rich_text", RichText("".join(paragraphs[:middle]) + link)),
        ("heading", {"text": chance.choice(PHRASES), "level": "h2"}),
        ("picture", {"image": media.image(chance.choice(PICTURES), "活动现场"), "caption": "现场"}),
        ("rich_text", RichText("".join(paragraphs[middle:]) + f"<p>{MARK}</p>")),
    ]


def _paragraph(chance: random.Random, length: int) -> str:
    text = ""
    while len(text) < length:
        text += chance.choice(PHRASES) + chance.choice("，。")
    return f"<p>{text[: length - 1]}。</p>"


def _multiply(templates: list[NewsPage], dates: list[datetime]) -> None:
    parents = {each.pk: each.get_parent() for each in templates}
    tags = {each.pk: each.tagged_items.values_list("tag_id", flat=True) for each in templates}
    last = {parent: parent.get_last_child() for parent in parents.values()}
    with tqdm(total=len(dates), desc="articles", leave=False) as progress:
        for start in range(0, len(dates), BATCH):
            batch: list[tuple[NewsPage, NewsPage]] = []
            for number, date in enumerate(dates[start : start + BATCH], start):
                template = templates[number % len(templates)]
                parent = parents[template.pk]
                article = _copy(template, number, date)
                article.path = last[parent]._inc_path()
                article.set_url_path(parent)
                last[parent] = article
                batch.append((template, article))
            _insert([article for _template, article in batch])
            NewsPageTag.objects.bulk_create(
                NewsPageTag(content_object=article, tag_id=tag)
                for template, article in batch
                for tag in tags[template.pk]
            )
            progress.update(len(batch))
    for parent in last:
        children = Page.objects.child_of(parent).count()
        Page.objects.filter(pk=parent.pk).update(numchild=children)


def _copy(template: NewsPage, number: int, date: datetime) -> NewsPage:
    title = f"{template.title}（{number}）"
    return NewsPage(
        **_columns(template, NewsPage)
        | {
            "id": None,
            "page_ptr_id": None,
            "title": title,
            "draft_title": title,
            "slug": f"article-{number}",
            "body": _body_of(template, number),
            "translation_key": uuid4(),
            "published_at": date,
            "first_published_at": date,
            "last_published_at": date,
            "latest_revision_created_at": date,
            "latest_revision_id": None,
            "live_revision_id": None,
        }
    )


def _body_of(template: NewsPage, number: int) -> StreamValue:
    words = [
        word
        for every, of_share in WORDS.items()
        for offset, word in enumerate(of_share)
        if number % every == offset % every
    ]
    *blocks, last = template.body.raw_data
    text = last["value"].replace(MARK, "，".join(words))
    return NewsPage.body.field.to_python(json.dumps([*blocks, {**last, "value": text}]))


def _insert(articles: list[NewsPage]) -> None:
    """As `bulk_create`, which refuses a model of two tables: one table, then the other."""
    rows = Page.objects.bulk_create(Page(**_columns(article, Page)) for article in articles)
    for article, row in zip(articles, rows, strict=True):
        article.pk = row.pk
    fields = NewsPage._meta.local_concrete_fields
    QuerySet(NewsPage)._batched_insert(articles, fields, batch_size=None)


def _columns(instance: Model, model: type[Model]) -> dict[str, object]:
    fields = model._meta.concrete_fields
    return {field.attname: getattr(instance, field.attname) for field in fields}
