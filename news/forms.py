from typing import Any, cast

from django import forms

from .taxonomy import NewsCategory


class NewsFilterForm(forms.Form):
    """The query string of a news list, so that no odd byte in it reaches the database."""

    category = forms.ModelChoiceField(
        NewsCategory.objects.none(), to_field_name="code", required=False
    )
    tag = forms.CharField(max_length=100, required=False)
    page = forms.IntegerField(min_value=1, max_value=1_000_000, required=False)

    def __init__(self, *args: Any, locale_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.categories = NewsCategory.objects.filter(locale=locale_id)
        cast(forms.ModelChoiceField, self.fields["category"]).queryset = self.categories
