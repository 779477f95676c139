from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from wagtail.contrib.redirects import middleware
from wagtail.contrib.redirects.models import Redirect

from . import visibility


class RedirectMiddleware(middleware.RedirectMiddleware):
    """Wagtail's, with two differences: it tells no address of a page that is not published; and
    addresses such as `/?p=12`, which the front page would answer, lead on too."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        answer = super().process_response(request, response)
        if answer is not response:
            return answer if _may_be_told(_find(request)) else response
        if response.status_code == 200 and request.path == "/" and request.GET:
            found = middleware.get_redirect(request, _path(request))
            if found and found.link and found.is_permanent and _may_be_told(found):
                return HttpResponsePermanentRedirect(found.link)
        return response


def _path(request: HttpRequest) -> str:
    return Redirect.normalise_path(request.get_full_path(), decode_unicode=False)


def _find(request: HttpRequest) -> Redirect | None:
    """As Wagtail looks: by path and query, then by the path alone."""
    path = _path(request)
    found = middleware.get_redirect(request, path)
    return found or middleware.get_redirect(request, path.partition("?")[0])


def _may_be_told(redirect: Redirect | None) -> bool:
    page = redirect.redirect_page if redirect else None
    return page is None or visibility.is_published(page)
