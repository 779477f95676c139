"""`/admin/api/main/`: pictures and documents as the admin lists them, not other branches'.

Wagtail's admin API reads them with the querysets of its public API v2.
"""

from django.db.models import QuerySet
from wagtail import hooks
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet as WagtailDocuments
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet as WagtailImages

from .choosing import usable


class ImagesAdminAPIViewSet(WagtailImages):
    def get_queryset(self) -> QuerySet:
        return super().get_queryset() & usable(self.request.user, self.model)


class DocumentsAdminAPIViewSet(WagtailDocuments):
    def get_queryset(self) -> QuerySet:
        return super().get_queryset() & usable(self.request.user, self.model)


@hooks.register("construct_admin_api", order=1)  # after Wagtail's
def narrow(router: WagtailAPIRouter) -> None:
    router.register_endpoint("images", ImagesAdminAPIViewSet)
    router.register_endpoint("documents", DocumentsAdminAPIViewSet)
