from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from wagtail import hooks

from .permissions import MANAGE_BRANCHES


@hooks.register("register_permissions")
def manage_branches() -> QuerySet[Permission]:
    """Shows the head-office permission in the group form."""
    app_label, codename = MANAGE_BRANCHES.split(".")
    return Permission.objects.filter(content_type__app_label=app_label, codename=codename)
