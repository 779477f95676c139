"""What kinds of thing the views are about: the rows of docs/permissions.md."""

from .addresses import Address

PAGES = "wagtailadmin_pages:"
# By what the names of the views begin with; the longest that fits decides.
KINDS = {
    "pages": [
        PAGES, "wagtailadmin_explore", "wagtailadmin_home",
    ],
    "contact": [],  # the views of pages, asked for the contact page
    "revisions & compare": [f"{PAGES}revisions_"],
    "previews": [
        f"{PAGES}preview_", f"{PAGES}view_draft", f"{PAGES}workflow_preview",
        "wagtailadmin_block_preview", "components",
    ],
    "scheduled publishing": [f"{PAGES}revisions_unschedule"],
    "locks, editing sessions, autosave": [
        f"{PAGES}lock", f"{PAGES}unlock", "wagtailadmin_editing_sessions:",
    ],
    "comments": [],  # written in the form of their page
    "tags": ["wagtailadmin_tag_"],
    "workflows & tasks": [
        f"{PAGES}workflow_", f"{PAGES}collect_workflow", f"{PAGES}confirm_workflow",
        "wagtailadmin_workflows:",
    ],
    "history & usage": [
        f"{PAGES}history", f"{PAGES}usage", f"{PAGES}type_use", f"{PAGES}workflow_history",
        "wagtailadmin_workflows:usage", "wagtaildocs:document_usage", "wagtailimages:image_usage",
    ],
    "reports & exports": [
        "wagtailadmin_reports:", "searches_report", "wagtailsearchpromotions:search_terms",
        "wagtail_localize:translations_report",
    ],
    "search & choosers": [
        f"{PAGES}search", f"{PAGES}choose_parent", "wagtailadmin_choose_page",
        "wagtailadmin_workflows:task_cho", "wagtaildocs_chooser:", "wagtailimages_chooser:",
        "wagtailsearchpromotions:chooser", "wagtailsnippetchoosers_", "pinyin_slug",
    ],
    "bulk actions": ["wagtail_bulk_action"],
    "translations": ["wagtail_localize:"],
    "pictures": ["wagtailimages:"],
    "documents": ["wagtaildocs:"],
    "collections": ["wagtailadmin_collections:"],
    "categories": ["wagtailsnippets:", "wagtailsnippets_news_newscategory:"],
    "redirects": ["wagtailredirects:"],
    "promotions": ["wagtailsearchpromotions:"],
    "people & groups": ["wagtailusers_users:", "wagtailusers_groups:"],
    "tokens": ["wagtailusers_api_tokens:"],
    "sites & languages": ["wagtailsites:", "wagtaillocales:"],
    "the admin's API": ["wagtailadmin_api:"],
    "the management API": ["wagtailapi_v3:"],
    "one's own account": [
        "wagtailadmin_account", "wagtailadmin_login", "wagtailadmin_logout",
        "wagtailadmin_password_reset", "wagtailadmin_dismissibles", "editor_session",
        "wagtailadmin_sprite", "wagtailadmin_javascript_catalog", "wagtailadmin_error_test",
    ],
}  # fmt: skip


class UnknownView(Exception):
    """A view that no row of the matrix is about: add it to `KINDS`."""


def kind_of(address: Address, contact: int) -> str:
    """`contact` is the primary key of the branch's contact page."""
    fitting = [
        (len(prefix), kind)
        for kind, prefixes in KINDS.items()
        for prefix in prefixes
        if address.view.startswith(prefix)
    ]
    if not fitting:
        raise UnknownView(address.view)
    kind = max(fitting)[1]
    return "contact" if kind == "pages" and contact in address.kwargs.values() else kind
