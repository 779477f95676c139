from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .views import components


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    """Behind the admin's login, as every URL that this hook registers."""
    return [path("components/", components, name="components")]


@hooks.register("register_help_menu_item")
def menu_item() -> MenuItem:
    return MenuItem(_("Components of the site"), reverse("components"), icon_name="view", order=900)
