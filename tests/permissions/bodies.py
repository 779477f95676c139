"""What is sent: what any form may ask for, and what some views want of their own."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Task, TaskState

from .secrets import Secrets

Body = dict[str, Any]
# Sent with every form, whether it asks for it or not.
USUAL: Body = {
    "next": "/admin/", "comment": "改", "title": "改过的题", "name": "改过的名", "tags": "改签",
    "confirm": "yes", "restriction_type": "login", "password": "chu-ru-ping-an",
    "is_editing": "1", "value": "改", "body-count": "0", "banners-count": "0",
}  # fmt: skip
# Fields of forms, whatever stood in them; and those that would be empty.
ANEW = {"title": "改过的题", "name": "改过的名", "first_name": "改", "site_name": "改过的站",
        "restriction_type": "login"}  # fmt: skip
WITHOUT_A_VALUE = {
    "username": "gai", "email": "gai@example.org", "last_name": "改", "code": "gai", "slug": "gai",
    "password1": "chu-ru-ping-an-8", "password2": "chu-ru-ping-an-8", "hostname": "gai.example.org",
    "port": "80", "old_path": "/gai", "redirect_link": "https://example.org/gai",
    "query_string": "改词", "language_code": "zh-hant", "url": "https://example.org",
    "description": "改",
}  # fmt: skip
_ON = "on"


def bodies(secrets: Secrets) -> dict[str, list[tuple[str | None, Body]]]:
    """Of a view with more than one thing to do, or with fields that are not in its form: what is
    sent, and what kind of thing it is about if that is another than the view's."""
    own, theirs = secrets.visitors.index.pk, secrets.branch.index.pk
    state = TaskState.objects.get(pk=secrets.arguments["task_state_id"][0])
    picture = secrets.arguments["image_id"][0]
    collection = secrets.branch.team.collection.pk
    approve = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    comment = {
        "comments-TOTAL_FORMS": "1", "comments-INITIAL_FORMS": "0", "comments-0-text": "改",
        "comments-0-contentpath": "title", "comments-0-position": "", "comments-0-id": "",
        "comments-0-resolved": "", "comments-0-deleted": "",
        "comments-0-replies-TOTAL_FORMS": "0", "comments-0-replies-INITIAL_FORMS": "0",
    }  # fmt: skip
    tree = {"copy_subpages": "", "publish_copies": "", "alias": ""}
    translation = {"locales": secrets.arguments["wagtaillocales:pk"], "publish_translations": ""}
    promotion = {
        "query_string": "改词", "editors_picks-TOTAL_FORMS": "1",
        "editors_picks-INITIAL_FORMS": "0", "editors_picks-0-page": theirs,
        "editors_picks-0-description": "改", "editors_picks-0-ORDER": "1",
        "editors_picks-0-external_link_url": "",
        "editors_picks-0-external_link_text": "",
    }  # fmt: skip
    return {
        "wagtailadmin_pages:edit": [
            (None, {}),
            (None, {"action-publish": "action-publish"}),
            ("tags", {"tags": "改签"}),
            ("comments", comment),
            ("locks, editing sessions, autosave",
             {"overwrite_revision_id": secrets.draft.latest_revision_id}),
            ("scheduled publishing",
             {"go_live_at": "2040-01-01 08:00", "action-publish": "action-publish"}),
            ("workflows & tasks", {"action-submit": _ON}),
            ("workflows & tasks", {"action-restart-workflow": _ON}),
            ("workflows & tasks", {"action-cancel-workflow": _ON}),
            ("workflows & tasks", approve),
        ],
        "wagtailadmin_pages:add": [
            (None, {"slug": "gai"}),
            (None, {"slug": "gai", "action-publish": "action-publish"}),
        ],
        "wagtailadmin_pages:copy": [
            (None, {**tree, "new_title": "改", "new_slug": "gai", "new_parent_page": parent})
            for parent in (own, theirs)
        ],
        "wagtailadmin_api:pages:action": [
            (None, {"destination_page_id": parent, "slug": "gai", "update_slug": "gai",
                    "locale": "en", "revision_id": secrets.draft.latest_revision_id})
            for parent in (own, theirs)
        ],
        "wagtailadmin_pages:move": [(None, {"new_parent_page": own})],
        "wagtail_bulk_action": [
            (None, {"chooser": own, "collection": secrets.visitors.team.collection.pk,
                    "mark_as_active": "False", "role": secrets.visitors.team.editors.pk}),
            (None, {"chooser": theirs, "collection": collection}),
        ],
        "wagtailimages:edit": [
            (None, {}), (None, {"collection": collection}),
            (None, {"collection": secrets.visitors.team.collection.pk}),
        ],
        "wagtailimages:add": [(None, {"collection": collection})],
        "wagtailimages:add_multiple": [(None, {"collection": collection})],
        "wagtailimages_chooser:create": [(None, {"image-chooser-upload-title": "改",
                                                  "image-chooser-upload-collection": collection})],
        "wagtailimages:edit_multiple": [
            (None, {f"image-{picture}-title": "改", f"image-{picture}-collection": collection}),
        ],
        "wagtaildocs:add": [(None, {"collection": collection})],
        "wagtaildocs:add_multiple": [(None, {"collection": collection})],
        "wagtaildocs_chooser:create": [
            (None, {"document-chooser-upload-title": "改",
                    "document-chooser-upload-collection": collection}),
        ],
        "wagtaildocs:edit_multiple": [
            (None, {f"doc-{key}-title": "改", f"doc-{key}-collection": collection})
            for key in secrets.arguments["doc_id"]
        ],
        "wagtailimages:create_multiple_from_uploaded_image": [
            (None, {f"uploaded-image-{key}-{name}": value
                    for key in secrets.arguments["uploaded_file_id"]
                    for name, value in (("title", "改"), ("collection", collection))}),
        ],
        "wagtaildocs:create_multiple_from_uploaded_document": [
            (None, {f"uploaded-document-{key}-{name}": value
                    for key in secrets.arguments["uploaded_file_id"]
                    for name, value in (("title", "改"), ("collection", collection))}),
        ],
        "wagtailsites:add": [(None, {"root_page": secrets.branch.page.pk})],
        "wagtailadmin_workflows:add_task": [(None, {"groups": secrets.visitors.team.editors.pk})],
        "wagtailadmin_workflows:edit_task": [(None, {"groups": secrets.visitors.team.editors.pk})],
        "wagtailsearchpromotions:add": [(None, promotion)],
        "wagtailadmin_workflows:add": [(None, {"name": "改", "workflow_tasks-TOTAL_FORMS": "1",
                                        "workflow_tasks-0-task": Task.objects.first().pk})],
        "wagtailadmin_workflows:task_chooser_create": [
            (None, {"create-task-name": "改",
                    "create-task-groups": secrets.visitors.team.editors.pk}),
        ],
        "wagtailadmin_pages:workflow_action": [(None, {"comment": "改"})],
        "wagtail_localize:submit_page_translation": [(None, translation)],
        "wagtail_localize:submit_snippet_translation": [(None, translation)],
        "wagtail_localize:update_translations": [(None, {"publish_translations": ""})],
        "wagtailadmin_editing_sessions:ping": [
            (None, {"revision_id": state.revision_id, "is_editing": "1"}),
        ],
    }  # fmt: skip


def json_bodies(secrets: Secrets) -> dict[tuple[str, str], list[Body]]:
    """By method and view."""
    own, theirs = secrets.visitors.index.pk, secrets.branch.index.pk
    collection = secrets.branch.team.collection.pk
    article = {"meta": {"type": "news.NewsPage"}, "title": "改过的题"}
    site = {"hostname": "gai.example.org", "root_page_id": secrets.branch.page.pk}
    redirect = {"old_path": "/gai", "redirect_link": "https://example.org/gai"}
    public = article["meta"] | {"action": "publish"}
    return {
        ("post", "wagtailapi_v3:create_page"): [
            article | {"meta": article["meta"] | {"parent_id": theirs}},
            article | {"meta": public | {"parent_id": theirs}},
        ],
        ("patch", "wagtailapi_v3:update_page"): [{"title": "改过的题"}, {"meta": public}],
        ("post", "wagtailapi_v3:pages_actions_unpublish"): [{"recursive": True}],
        ("post", "wagtailapi_v3:pages_actions_copy"): [
            {"destination_id": parent, "slug": "gai", "keep_live": True} for parent in (own, theirs)
        ],
        ("post", "wagtailapi_v3:pages_actions_move"): [
            {"destination_id": own}, {"destination_id": theirs},
        ],
        ("post", "wagtailapi_v3:pages_actions_create_alias"): [
            {"destination_id": parent, "slug": "gai"} for parent in (own, theirs)
        ],
        ("post", "wagtailapi_v3:pages_actions_revert"): [
            {"revision_id": secrets.draft.latest_revision_id},
        ],
        ("post", "wagtailapi_v3:pages_actions_copy_for_translation"): [
            {"locale": "en", "copy_parents": True},
        ],
        ("post", "wagtailapi_v3:create_site"): [site],
        ("put", "wagtailapi_v3:update_site"): [site],
        ("post", "wagtailapi_v3:create_redirect"): [redirect],
        ("put", "wagtailapi_v3:update_redirect"): [redirect],
        ("post", "wagtailapi_v3:create_snippet"): [{"code": "gai", "name": "改"}],
        ("patch", "wagtailapi_v3:update_snippet"): [{"name": "改"}],
        ("post", "wagtailapi_v3:snippets_actions_copy_for_translation"): [{"locale": "en"}],
        ("post", "wagtailapi_v3:create_image"): [{"title": "改", "collection_id": collection}],
        ("post", "wagtailapi_v3:create_document"): [{"title": "改", "collection_id": collection}],
        ("patch", "wagtailapi_v3:update_image"): [
            {"title": "改"}, {"collection_id": collection},
        ],
        ("patch", "wagtailapi_v3:update_document"): [{"title": "改"}],
        ("put", "wagtail_localize:edit_string_translation"): [{"value": "Changed"}],
        ("put", "wagtail_localize:edit_override"): [
            {"value": key} for key in secrets.arguments["image_id"]
        ],
        ("patch", "wagtailadmin_dismissibles"): [{"x": True}],
    }  # fmt: skip


def files(view: str, secrets: Secrets) -> Body:
    """What a view wants uploaded. A file is read once, so each request has its own."""
    picture = "image" in view
    if view == "wagtail_localize:upload_pofile":
        return {"file": SimpleUploadedFile("gai.po", secrets.translated.encode())}
    if view == "wagtailredirects:start_import":
        return {"import_file": SimpleUploadedFile("gai.csv", b"from,to\n/gai,/dao\n")}
    if not picture and "document" not in view and not view.startswith("wagtaildocs"):
        return {}
    if view.endswith((":edit", "edit_multiple", "update_image", "update_document")):
        return {}

    def upload() -> Any:
        if picture:
            picture_file = get_test_image_file(size=(900, 600)).file.getvalue()
            return SimpleUploadedFile("gai.png", picture_file, "image/png")
        return SimpleUploadedFile("gai.pdf", b"%PDF")

    prefix = {
        "wagtailimages_chooser:create": "image-chooser-upload-",
        "wagtaildocs_chooser:create": "document-chooser-upload-",
    }.get(view, "")
    name = "files[]" if view.endswith("add_multiple") else f"{prefix}file"
    return {name: upload()}
