from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page

from cms.teams.provisioning import complete_branch
from home.models import BranchPage


@hooks.register("after_create_page")
def complete_new_branch(request: HttpRequest, page: Page) -> None:
    """Head office may also found a branch with the page form: it gets all that belongs to it."""
    if isinstance(page, BranchPage):
        complete_branch(page)
