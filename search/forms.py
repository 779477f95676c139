from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from home.models import BranchPage


class SearchForm(forms.Form):
    """The query string of the search page."""

    q = forms.CharField(
        max_length=100,
        required=False,
        error_messages={"max_length": _("At most %(limit_value)d characters, please.")},
    )
    branch = forms.ChoiceField(
        required=False,
        error_messages={"invalid_choice": _("There is no city “%(value)s”; choose one.")},
    )
    page = forms.IntegerField(min_value=1, max_value=1_000_000, required=False)

    def __init__(self, *args: Any, branches: list[BranchPage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_code = {branch.code: branch for branch in branches}
        choices = [(code, code) for code in self.by_code]
        cast(forms.ChoiceField, self.fields["branch"]).choices = choices

    def clean_branch(self) -> BranchPage | None:
        return self.by_code.get(self.cleaned_data["branch"])
