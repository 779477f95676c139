from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.static import serve
from wagtail import views
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.core import visibility
from cms.core.images.models import CustomImage


def authenticate_with_password(
    request: HttpRequest, page_view_restriction_id: int, page_id: int
) -> HttpResponseBase:
    """Wagtail's form for a page's password, which answers for any pair of a restriction and a page,
    drafts too: so that strangers may count both. Here only for a page that asks for this one."""
    page = get_object_or_404(visibility.published(Page.objects.all()), pk=page_id)
    restrictions = page.get_view_restrictions().filter(restriction_type="password")
    if not restrictions.filter(pk=page_view_restriction_id).exists():
        raise Http404
    return views.authenticate_with_password(request, page_view_restriction_id, page_id)


def original_image(request: HttpRequest, path: str) -> HttpResponseBase:
    """An upload as it came, for those who may use pictures of its collection; else 403 or 404."""
    name = f"original_images/{path}"
    image = get_object_or_404(CustomImage, file=name)
    policy = policy_registry.get_by_type(CustomImage)
    if not policy.user_has_any_permission_for_instance(request.user, ["choose", "change"], image):
        raise PermissionDenied
    return serve(request, name, document_root=str(settings.MEDIA_ROOT))
