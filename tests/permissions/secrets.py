"""A branch full of what other branches must not read: each text names its kind."""

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from html import unescape
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.documents.models import Document
from wagtail.models import (
    APIToken,
    Comment,
    Locale,
    PageSubscription,
    Site,
    TaskState,
    UploadedFile,
)
from wagtail_localize.models import (
    OverridableSegment,
    StringSegment,
    Translation,
    TranslationSource,
)

from cms.core.images.models import CustomImage
from news.models import NewsCategory, NewsPage
from tests import world
from tests.factories import ImageFactory, NewsPageFactory, UserFactory

TITLE, NEW_TITLE, BODY = "密题草稿", "密题新稿", "密文正文"
COMMENT, PICTURE, DOCUMENT, TAG = "密评一则", "密图一张", "密件一份", "密签"
AUTHOR, COLLECTION, REDIRECT = "密人作者", "密集图片集", "/mi-old-address"
SECRETS = {
    "the title of a draft": TITLE,
    "the new title of a live page": NEW_TITLE,
    "the address of a draft": "mi-ti-cao-gao",
    "a text": BODY,
    "a comment": COMMENT,
    "a picture": PICTURE,
    "a document": DOCUMENT,
    "a tag": TAG,
    "a person": AUTHOR,
    "a collection": COLLECTION,
    "a redirect": REDIRECT,
}

_ESCAPED = re.compile(r"\\u([0-9a-f]{4})")


def secrets_in(text: str) -> set[str]:
    """What kinds of secret a text tells, as it stands, or as HTML or JSON have it."""
    text += unescape(text) + _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return {kind for kind, secret in SECRETS.items() if secret in text}


@dataclass
class Secrets:
    branch: world.Branch
    author: AbstractUser
    draft: NewsPage
    arguments: dict[str, list[Any]]
    visitors: world.Branch  # another branch, whose people come and ask
    own_page: NewsPage  # of the visitors
    own_picture: CustomImage
    translated: str  # a PO file, filled in

    def fewer(self) -> "Secrets":
        """With enough of its things to see what somebody can do with them."""
        fewer = {
            name: values[:3] if all(isinstance(each, int) for each in values) else values
            for name, values in self.arguments.items()
        }
        return replace(self, arguments=fewer)


def plant(branch: world.Branch, visitors: world.Branch) -> Secrets:
    team = branch.team
    team.collection.name = COLLECTION
    team.collection.save()
    author = UserFactory(first_name=AUTHOR, last_name="", groups=[team.editors])
    picture = ImageFactory(title=PICTURE, collection=team.collection, uploaded_by_user=author)
    document = Document.objects.create(
        title=DOCUMENT, file=ContentFile(b"%PDF", name="mi.pdf"), collection=team.collection,
        uploaded_by_user=author,
    )  # fmt: skip
    draft = NewsPageFactory(
        parent=branch.index, title=TITLE, slug="mi-ti-cao-gao", live=False, owner=author,
        cover=picture, body=[("rich_text", f"<p>{BODY}</p>"), ("attachment", document)],
    )  # fmt: skip
    draft.tags.add(TAG)
    draft.save_revision(user=author)
    live = NewsPageFactory(parent=branch.index, title="公开的旧题", owner=author)
    live.save_revision(user=author).publish()
    live = NewsPage.objects.get(pk=live.pk)
    live.title = NEW_TITLE
    live.save_revision(user=author)
    scheduled = NewsPageFactory(parent=branch.index, title=TITLE, live=False, owner=author)
    scheduled.go_live_at = timezone.now() + timedelta(days=1)
    scheduled.save_revision(user=author).publish()
    NewsPage.objects.filter(pk=scheduled.pk).update(locked=True, locked_by=author)
    Comment.objects.create(page=draft, user=author, text=COMMENT, contentpath="title", position="")
    PageSubscription.objects.create(page=draft, user=author, comment_notifications=True)
    state = draft.get_workflow().start(draft, author)
    redirect = Redirect.objects.create(old_path=REDIRECT, redirect_page=draft)
    branch.contact.refresh_from_db()
    branch.contact.address = BODY
    branch.contact.save_revision(user=author)
    query = Query.get("密询")
    SearchPromotion.objects.create(query=query, page=draft)
    english = Locale.objects.get(language_code="en")
    source, _made = TranslationSource.update_or_create_from_instance(draft)
    translation = Translation.objects.create(source=source, target_locale=english)
    translation.save_target(user=author, publish=False)
    in_english = translation.get_target_instance()
    token, _key = APIToken.create_token(user=author, name="密钥")
    category = NewsCategory.objects.first() or NewsCategory.objects.create(code="x", name="动态")
    session = EditingSession.objects.create(
        user=author, content_object=draft, last_seen_at=timezone.now()
    )
    upload = UploadedFile.objects.create(
        file=ContentFile(b"x", name="mi.jpg"), uploaded_by_user=author
    )
    task_state = TaskState.objects.get(workflow_state=state)
    pages = [draft, live, branch.contact, scheduled, branch.index, branch.page]
    pages = [page.pk for page in pages]
    own_page = NewsPageFactory(parent=visitors.index, title="自己的文章", live=False)
    own_page.save_revision()
    own_picture = ImageFactory(title="自己的图", collection=visitors.team.collection)
    arguments = {
        "wagtail_bulk_action page": [*pages, own_page.pk],
        "wagtail_bulk_action customimage": [picture.pk, own_picture.pk],
        "wagtail_bulk_action document": [document.pk],
        "wagtail_bulk_action newscategory": [category.pk],
        "wagtail_bulk_action user": [author.pk],
        "page_id": pages,
        "page_pk": pages,
        "page_to_move_id": pages,
        "parent_page_id": pages,
        "destination_id": pages,
        "wagtailadmin_pages:pk": pages,
        "wagtailadmin_api:pages:pk": pages,
        "wagtailadmin_api:pages:action_name": list(PagesAdminAPIViewSet.actions),
        "wagtail_localize:pk": pages,
        "object_id": pages,
        "wagtailadmin_pages:edit page_id": [*pages, in_english.pk],
        "wagtailadmin_pages:unlock page_id": [scheduled.pk, *pages],
        "wagtailadmin_pages:convert_alias page_id": [in_english.get_parent().pk],
        "wagtailadmin_tag_model_autocomplete app_name": ["taggit"],
        "wagtailadmin_tag_model_autocomplete model_name": ["tag"],
        "wagtail_localize:convert_to_alias page_id": [in_english.pk],
        "wagtailadmin_workflows:add_task app_label": ["wagtailcore"],
        "wagtailadmin_workflows:add_task model_name": ["groupapprovaltask"],
        "action_name": ["approve", "publish"],
        "app_label": ["news"],
        "app_name": ["news"],
        "model_name": ["newspage"],
        "wagtail_localize:submit_snippet_translation model_name": ["newscategory"],
        "wagtail_localize:submit_snippet_translation pk": [category.pk],
        "wagtail_localize:snippets_api_listing model_name": ["newscategory"],
        "wagtail_localize:snippets_api_detail model_name": ["newscategory"],
        "wagtail_localize:snippets_api_detail pk": [category.pk],
        "content_type_app_name": ["news"],
        "content_type_model_name": ["newspage"],
        "mode": ["default"],
        "image_id": [picture.pk],
        "filter_spec": ["max-165x165"],
        "wagtailimages_chooser:pk": [picture.pk],
        "wagtailadmin_api:images:pk": [picture.pk],
        "doc_id": [document.pk],
        "document_id": [document.pk],
        "wagtaildocs_chooser:pk": [document.pk],
        "wagtailadmin_api:documents:pk": [document.pk],
        "collection_id": [team.collection.pk],
        "wagtailadmin_collections:pk": [team.collection.pk],
        "wagtailadmin_workflows:pk": [team.workflow.pk],
        "workflow_pk": [team.workflow.pk],
        "wagtaillocales:pk": [english.pk],
        "wagtailsites:pk": [Site.objects.get(is_default_site=True).pk],
        "wagtailsnippetchoosers_news_newscategory:pk": [category.pk],
        "wagtailsnippets_news_newscategory:pk": [category.pk],
        "wagtailusers_api_tokens:pk": [token.pk],
        "wagtailusers_groups:pk": [team.editors.pk],
        "wagtailusers_users:pk": [author.pk],
        "query_id": [query.pk],
        "redirect_id": [redirect.pk],
        "revision_id": [draft.latest_revision_id],
        "revision_id_a": ["earliest"],
        "revision_id_b": ["latest"],
        "session_id": [session.pk],
        "task_id": [task_state.task_id],
        "task_state_id": [task_state.pk],
        "workflow_state_id": [state.pk],
        "translation_id": [translation.pk],
        "translation_source_id": [source.pk],
        "string_segment_id": [StringSegment.objects.filter(source=source)[0].pk],
        "overridable_segment_id": [OverridableSegment.objects.filter(source=source)[0].pk],
        "token": ["x-y"],
        "uidb64": ["MQ"],
        "uploaded_file_id": [upload.pk],
        "site_id": [Site.objects.get(is_default_site=True).pk],
        "type_name": ["news.NewsPage"],
        "wagtailapi_v3:type": ["news.NewsCategory"],
        "wagtailapi_v3:pk": [category.pk],
    }
    po_file = translation.export_po()
    for entry in po_file:
        entry.msgstr = "Changed"
    return Secrets(
        branch, author, draft, arguments, visitors, own_page, own_picture, str(po_file)
    )  # fmt: skip
