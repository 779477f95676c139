"""What the caches of Apollo, urql and Relay keep apart, each as it is by default."""

import json
import shutil
from pathlib import Path

import pytest
from wagtail.rich_text import RichText

from cms.content_api import previews
from news.models import NewsPage
from tests import world
from tests.factories import NewsPageFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

SCHEMA = Path(__file__).parents[2] / "site" / "cms" / "content_api" / "schema.graphql"


@pytest.mark.parametrize("client", ["apollo", "urql", "relay"])
def test_an_article_its_copy_and_its_draft_stay_apart(site, node, client):
    dongguan = world.found("dongguan")
    body = [
        ("heading", {"text": "原来的标题", "level": "h2"}),
        ("rich_text", RichText("<p><b>原文</b></p>")),
    ]
    article = NewsPageFactory(parent=dongguan.index, title="原文章", slug="original", body=body)
    for number in range(2):
        NewsPageFactory(parent=dongguan.index, title=f"第{number}篇")
    copy = article.copy(update_attrs={"title": "副本", "slug": "copy"})
    changed = [
        {**block, "value": {"text": "改了的标题", "level": "h2"}} if number == 0 else block
        for number, block in enumerate(copy.body.raw_data)
    ]
    NewsPage.objects.filter(pk=copy.pk).update(body=json.dumps(changed))
    article.title = "草稿"
    token = previews.create(article, dongguan.editor())

    shutil.copy(SCHEMA, node.folder / "schema.graphql")
    config = {"src": "caches", "schema": "schema.graphql", "language": "javascript"}
    (node.folder / "relay.config.json").write_text(json.dumps(config | {"eagerEsModules": True}))
    node("caches/relay-documents.mjs")
    node("node_modules/relay-compiler/cli.js")
    told = json.loads(node("caches/check.mjs", site, article.pk, copy.pk, token))

    found = told[client]
    text = ["<p><b>原文</b></p>", "**原文**"]
    original = ["原文章", "原来的标题", "", *text]
    assert found["original"] == found["again"] == original
    assert found["node"] == "原文章"
    assert len(found["titles"]) == len(set(found["titles"])) == 4
    assert told["warnings"] == []
