from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import NewsCategory


class NewsCategoryViewSet(SnippetViewSet):
    model = NewsCategory
    icon = "folder-open-1"
    add_to_admin_menu = True
    menu_order = 250
    list_display = ["name", "code", "position"]
    ordering = ["position", "code"]


register_snippet(NewsCategoryViewSet)
