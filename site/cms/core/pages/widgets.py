from django import forms
from django.urls import reverse_lazy
from wagtail.admin.widgets import SlugInput


class PinyinSlugInput(SlugInput):
    """Wagtail's slug field, filled with pinyin while the editor types the title.

    The browser has no pinyin dictionary, so `pinyin-slug.js` asks the server and otherwise takes
    the place of Wagtail's `w-slug` controller in its conversation with the title field.
    """

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__(
            {
                "data-controller": "pinyin-slug",
                "data-action": (
                    "blur->pinyin-slug#tidy "
                    "w-sync:check->pinyin-slug#check "
                    "w-sync:apply->pinyin-slug#apply:prevent"
                ),
                "data-pinyin-slug-url-value": reverse_lazy("pinyin_slug"),
                **(attrs or {}),
            }
        )

    @property
    def media(self) -> forms.Media:
        return super().media + forms.Media(js=["core/pinyin-slug.js"])
