from django.http import HttpResponseRedirect
from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt

from cms.core.api.rest import reading_only

from . import wagtail_v2, wagtail_v3
from .rest import api
from .views import GraphQLView, nothing_here

urlpatterns = [
    path("api/v1/", reading_only(lambda request: HttpResponseRedirect("docs"))),
    path("api/v1/", api.urls),
    re_path(r"^api/v1/", nothing_here),
    path("api/v2/", wagtail_v2.router.urls),
    re_path(r"^api/v2/", wagtail_v2.unknown_address),
    path("api/v3-preview/", wagtail_v3.urls),
    # Nobody is logged in here, so nothing can be done in somebody's name.
    re_path("^graphql/?$", csrf_exempt(GraphQLView.as_view())),
]
