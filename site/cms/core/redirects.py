from django.http import HttpRequest, HttpResponse
from wagtail.contrib.redirects import middleware
from wagtail.contrib.redirects.models import Redirect

from . import visibility


class RedirectMiddleware(middleware.RedirectMiddleware):
    """Wagtail's, which would also tell the address of a page that is not published."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        answer = super().process_response(request, response)
        if answer is response or self._may_be_told(request):
            return answer
        return response

    @staticmethod
    def _may_be_told(request: HttpRequest) -> bool:
        """As Wagtail looks: by path and query, then by the path alone."""
        path = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
        found = middleware.get_redirect(request, path)
        found = found or middleware.get_redirect(request, path.partition("?")[0])
        page = found.redirect_page if found else None
        return page is None or visibility.is_published(page)
