from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.static import serve
from wagtail.permissions import policy_registry

from .models import CustomImage


def original_image(request: HttpRequest, path: str) -> HttpResponseBase:
    """An upload as it came, for those who may use pictures of its collection; else 403 or 404."""
    name = f"original_images/{path}"
    image = get_object_or_404(CustomImage, file=name)
    policy = policy_registry.get_by_type(CustomImage)
    if not policy.user_has_any_permission_for_instance(request.user, ["choose", "change"], image):
        raise PermissionDenied
    return serve(request, name, document_root=str(settings.MEDIA_ROOT))
