"""All addresses. Branches and pages are kept off them by `cms.core.pages.slugs.RESERVED`."""

from inspect import unwrap

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.urls import include, path
from django.views import defaults
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access

from cms.content_api.views import problem_or_page
from cms.core.http.security import REPORTS, csp_report
from cms.core.pages.views import authenticate_with_password, original_image
from search.views import search_page

# Django's own error pages without the CSRF token that they read the request for once more: a body
# that cannot be read would turn a plain 400 into a 500.
handler400 = problem_or_page(400, "This cannot be read.", unwrap(defaults.bad_request))
handler403 = unwrap(defaults.permission_denied)
handler404 = unwrap(defaults.page_not_found)
handler500 = problem_or_page(500, "The server failed.", unwrap(defaults.server_error))

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("", include("cms.content_api.urls")),
    path(REPORTS.removeprefix("/"), csp_report),
    path("documents/", include("cms.core.files.documents")),
    # Uploads as they came, with the place where they were taken in them: for editors only.
    path(
        "media/original_images/<path:path>",
        require_admin_access(original_image),
    ),
    # Only with DEBUG; in production Granian serves the folder of rendered pictures itself.
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
    *i18n_patterns(
        path("search/", search_page, name="search"),
        # Before Wagtail's of the same name.
        path(
            "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
            authenticate_with_password,
            name="wagtailcore_authenticate_with_password",
        ),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]
