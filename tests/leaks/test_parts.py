"""What is hidden of something that is public: its picture, its document, the page above it."""

import pytest
from wagtail.models import Collection, CollectionViewRestriction

from tests.factories import ImageFactory, NewsPageFactory, StandardPageFactory
from tests.layers import shared

from .asking import ask_all
from .secret import SECRETS, plant
from .surfaces import main_requests

pytestmark = pytest.mark.matrix


@shared
def secret(dongguan, shenzhen):
    return plant(dongguan, shenzhen)


@pytest.mark.parametrize("way", ["password", "login"])
def test_pictures_and_documents_of_private_collections(client, secret, way):
    collection = Collection.get_first_root_node().add_child(name="内部")
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=way, password="x"
    )
    for each in (secret.image, secret.document):
        each.collection = collection
        each.save()
    parts = {key: SECRETS[key] for key in ("picture", "alt text", "document", "the document")}
    parts["rendition"] = secret.image.renditions.first().file.name
    answers = ask_all(client, main_requests(secret.values()))
    told = {str(asked): answer.tells(parts, asked) for asked, answer in answers.items()}
    # The page names the document and leads to it: that is where the password is asked for.
    its_page = f"wagtail_serve: {secret.article.url}"
    assert {asked: each for asked, each in told.items() if each} == {its_page: ["document"]}


def test_a_picture_that_only_a_draft_shows(client, dongguan):
    image = ImageFactory(title=SECRETS["picture"])
    NewsPageFactory(parent=dongguan.index, cover=image, live=False)
    assert client.get(f"/api/v1/images/{image.pk}/").status_code == 404


def test_a_hidden_parent_is_no_breadcrumb(client, dongguan):
    parent = StandardPageFactory(parent=dongguan.page, title="秘密标题", slug="parent")
    page = StandardPageFactory(parent=parent, title="下级", slug="child")
    answer = client.get(f"/api/v1/pages/{page.pk}/").json()
    assert [crumb["title"] for crumb in answer["breadcrumbs"]][-2:] == ["秘密标题", "下级"]
    parent.unpublish()
    answer = client.get(f"/api/v1/pages/{page.pk}/").json()
    assert [crumb["title"] for crumb in answer["breadcrumbs"]] == ["鹏星社工", "东莞鹏星", "下级"]
