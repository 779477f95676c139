from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from home.models import BranchPage
from news.models import NewsCategory

from .query_parser import MAX_LENGTH


class SearchForm(forms.Form):
    """The query string of the search page."""

    q = forms.CharField(
        max_length=MAX_LENGTH,
        required=False,
        error_messages={"max_length": _("At most %(limit_value)d characters, please.")},
    )
    branch = forms.ChoiceField(
        required=False,
        error_messages={"invalid_choice": _("There is no city “%(value)s”; choose one.")},
    )
    category = forms.ChoiceField(required=False)
    year = forms.IntegerField(min_value=1900, max_value=2200, required=False)
    page = forms.IntegerField(min_value=1, max_value=1_000_000, required=False)

    def __init__(
        self,
        *args: Any,
        branches: list[BranchPage],
        categories: list[NewsCategory],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by_code = {branch.code: branch for branch in branches}
        self._offer("branch", self.by_code)
        self._offer("category", [category.code for category in categories])

    def _offer(self, field: str, codes: Any) -> None:
        cast(forms.ChoiceField, self.fields[field]).choices = [(code, code) for code in codes]

    def clean_branch(self) -> BranchPage | None:
        return self.by_code.get(self.cleaned_data["branch"])
