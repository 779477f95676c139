"""Demo content: what `content/*.toml` holds, as published pages of the organisation.

Everything is known again by its place and slug; what is there already is left as it is, whatever
has been done to it since.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import Locale, Page
from wagtail.rich_text import RichText
from wagtail_localize.synctree import create_aliases_for_new_page

from cms.core.images.models import CustomImage
from home.models import BranchPage, HomePage, StandardPage
from news.models import NewsCategory, NewsIndexPage, NewsPage

CONTENT = Path(__file__).parent / "content"
MEDIA = Path(__file__).parent / "media"
TITLES = {
    "visit": "入户探访",
    "birthday": "长者生日会",
    "camp": "亲子夏令营",
    "class": "小组活动",
    "volunteers": "志愿者",
    "garden": "社区花园",
    "festival": "端午节",
    "sport": "晨练",
    "library": "儿童阅读",
    "meeting": "居民议事",
    "bridge": "城市与桥",
    "hands": "手牵手",
}
DOCUMENTS = {
    "handbook.pdf": "服务手册（示例）",
    "form.pdf": "活动报名表（示例）",
    "report.pdf": "年度工作报告（示例）",
    "film.webm": "志愿者的一天（示例短片）",
}


def load_demo() -> Iterator[tuple[str, bool]]:
    """Make what is missing, piece by piece: the title of each page and whether it is new.

    Each piece is whole or not there at all, so that an interrupted run can be repeated. Branches
    that the organisation does not have are passed over.
    """
    media = Media()
    pages = _read("pages")
    home = HomePage.objects.filter(locale=Locale.get_default()).first()
    if home is None:
        return
    yield from _standard_pages(home, pages["organisation"]["pages"], media)
    for facts in pages["branches"]:
        branch = BranchPage.objects.filter(locale=Locale.get_default(), code=facts["code"]).first()
        if branch is None:
            continue
        yield branch.title, _fill_branch(branch, facts, media)
        yield from _standard_pages(branch, facts["pages"], media)
        index = NewsIndexPage.objects.filter(branch=branch).first()
        if index is not None:
            for article in _read(branch.code)["articles"]:
                yield article["title"], _article(index, article, media)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


class Media:
    """The shared pictures and attachments, uploaded when first asked for."""

    @cache  # noqa: B019 (lives for one run)
    def image_pk(self, key: str) -> int:
        title = f"插画：{TITLES[key]}"
        image = CustomImage.objects.filter(title=title).first()
        if image is None:
            content = ContentFile((MEDIA / f"{key}.webp").read_bytes(), name=f"{key}.webp")
            image = CustomImage.objects.create(title=title, file=content)
        return image.pk

    def image(self, key: str, alt: str = "") -> CustomImage:
        """An instance of its own: each use has its own alternative text."""
        image = CustomImage.objects.get(pk=self.image_pk(key))
        image.contextual_alt_text, image.decorative = alt, not alt
        return image

    @cache  # noqa: B019
    def document(self, name: str) -> Document:
        title = DOCUMENTS[name]
        document = Document.objects.filter(title=title).first()
        if document is None:
            content = ContentFile((MEDIA / name).read_bytes(), name=name)
            document = Document.objects.create(title=title, file=content, file_size=content.size)
        return document


@transaction.atomic
def _fill_branch(branch: BranchPage, facts: dict[str, Any], media: Media) -> bool:
    """Introduction and banners of a branch that has neither, published or in a draft."""
    latest = branch.get_latest_revision_as_object()
    if latest.introduction or latest.banners or latest.has_unpublished_changes:
        return False
    latest.introduction = facts["introduction"]
    latest.banners = [
        (
            "banner",
            {
                "image": media.image(banner["picture"], banner["alt"]),
                "caption": banner["caption"],
                "page": None,
                "url": "",
            },
        )
        for banner in facts["banners"]
    ]
    latest.save_revision().publish()
    return True


def _standard_pages(
    parent: Page, pages: list[dict[str, Any]], media: Media
) -> Iterator[tuple[str, bool]]:
    for facts in pages:
        page = parent.get_children().filter(slug=facts["slug"]).first()
        yield facts["title"], page is None
        if page is None:
            page = _add(
                parent,
                StandardPage(
                    title=facts["title"],
                    slug=facts["slug"],
                    show_in_menus=facts.get("menu", True),
                    body=_body(facts["body"], media),
                ),
            )
        yield from _standard_pages(page, facts.get("children", []), media)


def _article(index: NewsIndexPage, facts: dict[str, Any], media: Media) -> bool:
    if index.get_children().filter(slug=facts["slug"]).exists():
        return False
    category = NewsCategory.objects.filter(locale=index.locale, code=facts["category"]).first()
    page = NewsPage(
        title=facts["title"],
        slug=facts["slug"],
        published_at=timezone.make_aware(facts["published_at"]),
        author=facts["author"],
        category=category,
        excerpt=facts["excerpt"],
        cover=media.image(facts["cover"]) if facts["cover"] else None,
        body=_body(facts["body"], media),
    )
    _add(index, page, facts["tags"])
    return True


@transaction.atomic
def _add(parent: Page, page: Page, tags: list[str] | None = None) -> Page:
    page.locale = parent.locale
    parent.add_child(instance=page)
    if tags:
        page.tags.set(tags)
    page.save_revision().publish()
    create_aliases_for_new_page(page)
    return page


def _body(parts: list[dict[str, Any]], media: Media) -> list[tuple[str, Any]]:
    return [_block(part, media) for part in parts]


def _block(part: dict[str, Any], media: Media) -> tuple[str, Any]:
    def picture(facts: dict[str, Any]) -> dict[str, Any]:
        image = media.image(facts["picture"], facts["alt"])
        return {"image": image, "caption": facts.get("caption", "")}

    match part:
        case {"text": html}:
            return "rich_text", RichText(html)
        case {"heading": text}:
            return "heading", {"text": text, "level": "h2"}
        case {"subheading": text}:
            return "heading", {"text": text, "level": "h3"}
        case {"picture": _key}:
            return "picture", picture(part)
        case {"pictures": several}:
            return "picture_group", {"pictures": [picture(each) for each in several]}
        case {"quotation": text, **others}:
            return "quotation", {"text": text, "attribution": others.get("attribution", "")}
        case {"film": caption}:
            return "video", {"file": media.document("film.webm"), "url": "", "caption": caption}
        case {"attachment": name}:
            return "attachment", media.document(f"{name}.pdf")
        case {"table": rows, **others}:
            return "table", {
                "data": rows,
                "table_header_choice": "row",
                "first_row_is_table_header": True,
                "first_col_is_header": False,
                "table_caption": others.get("caption", ""),
            }
    raise ValueError(f"no block for {sorted(part)}")
