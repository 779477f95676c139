from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt

from .rest import api
from .views import GraphQLView, nothing_here

urlpatterns = [
    path("api/v1/", api.urls),
    re_path(r"^api/v1/", nothing_here),
    # Nobody is logged in here, so nothing can be done in somebody's name.
    path("graphql/", csrf_exempt(GraphQLView.as_view())),
]
