"""An article and a page that nobody may know of once they are hidden, and all that names them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.documents.models import Document
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail.rich_text import RichText
from wagtail.search.backends import get_search_backend
from wagtail_localize.models import LocaleSynchronization

from cms.core.images.models import CustomImage
from home.models import StandardPage
from news.models import NewsPage
from tests import world
from tests.factories import (
    ImageFactory,
    NewsCategoryFactory,
    NewsPageFactory,
    StandardPageFactory,
)

WORDS = "秘密"
FILE, ORIGINAL = "mi-mi-file", "mi-mi-picture"

# Told by a surface while they are public.
SECRETS = {
    "title": "秘密标题",
    "slug": "mi-mi-di-zhi",
    "body": "秘密正文",
    "excerpt": "秘密摘要",
    "tag": "秘密标签",
    "author": "秘密作者",
    "description for search engines": "秘密描述",
    "picture": "秘密图片",
    "alt text": "秘密替代",
    "caption": "秘密图注",
    "document": "秘密文件",
    "name of the document's file": FILE,
    "the document": "秘密内容",
    "promotion": "秘密推荐",
    "page in a menu": "秘密栏目",
    "slug of the page": "mi-mi-lan-mu",
    "text of the page": "秘密段落",
}
TRANSLATED = {
    "translated title": "Secret title",
    "translated slug": "secret-address",
    "translated excerpt": "Secret excerpt",
}
NEVER_TOLD = {"name of the picture's file": ORIGINAL}  # as it was uploaded: for editors
# What a draft of a public page has instead.
NEW = {
    "title": "改后标题",
    "slug": "gai-hou-di-zhi",
    "body": "<p>改后正文</p>",
    "excerpt": "改后摘要",
    "tag": "改后标签",
    "author": "改后作者",
    "description": "改后描述",
    "picture": "改后图片",
    "alt text": "改后替代",
    "caption": "改后图注",
    "document": "改后文件",
}

NOBODY = 987654  # an id that there never was
DAY = timedelta(days=1)


@dataclass
class Secret:
    dongguan: world.Branch
    shenzhen: world.Branch
    article: NewsPage
    column: StandardPage  # a page in the menu
    image: CustomImage
    document: Document
    guarded: PageViewRestriction  # of another page, by a password

    @property
    def pages(self) -> list[Page]:
        return [self.article, self.column]

    def values(self) -> dict[str, Any]:
        """What a stranger asks for it by, had she heard of it: see `surfaces`."""
        article, branch = self.article, self.dongguan
        translations = article.get_translations().order_by("locale__language_code")
        return {
            "article": article.pk,
            "translations": [each.pk for each in translations],
            "column": self.column.pk,
            "beside": list(
                NewsPage.objects.filter(branch=branch.page.pk, slug__in=["newer", "older"])
                .order_by("slug")
                .values_list("pk", flat=True)
            ),
            "around": [branch.page.pk, branch.index.pk, branch.contact.pk],
            "title": article.title,
            "words": WORDS,
            "slug": article.slug,
            "english_slug": TRANSLATED["translated slug"],
            "column_slug": self.column.slug,
            "author": article.author,
            "excerpt": article.excerpt,
            "description": article.search_description,
            "tag": SECRETS["tag"],
            "day": article.published_at.isoformat(),
            "next_day": (article.published_at + DAY / 2).isoformat(),
            "image": self.image.pk,
            "picture": self.image.title,
            "original": self.image.file.name,
            "document": self.document.pk,
            "document_title": self.document.title,
            "file": self.document.filename,
            "old": "old",
            "redirects": list(Redirect.objects.values_list("pk", flat=True)),
            "restriction": self.guarded.pk,
        }

    def values_of_nothing(self) -> dict[str, Any]:
        """The same of something that there never was."""
        known = self.values()
        ids = {"article": NOBODY, "column": NOBODY, "image": NOBODY, "document": NOBODY}
        texts = [
            "title",
            "words",
            "author",
            "excerpt",
            "description",
            "tag",
            "picture",
            "document_title",
        ]
        slugs = dict.fromkeys(("slug", "english_slug", "column_slug", "old"), "never")
        return {
            **known, **ids, **dict.fromkeys(texts, "从未"), **slugs,
            "translations": [NOBODY] * len(known["translations"]),
            "redirects": [NOBODY] * len(known["redirects"]),
            "original": "original_images/never.jpg",
            "file": "never.pdf",
        }  # fmt: skip


def plant(
    dongguan: world.Branch, shenzhen: world.Branch, languages: tuple[str, ...] = ()
) -> Secret:
    source = Locale.get_default()
    for language in languages:
        locale = Locale.objects.create(language_code=language)
        LocaleSynchronization.objects.create(locale=locale, sync_from=source)
    image = ImageFactory(
        title=SECRETS["picture"],
        description=SECRETS["alt text"],
        file__filename=f"{ORIGINAL}.jpg",
    )
    document = Document.objects.create(
        title=SECRETS["document"],
        file=ContentFile(SECRETS["the document"].encode(), name=f"{FILE}.pdf"),
    )
    article = _article(dongguan, image, document)
    column = StandardPageFactory(
        parent=dongguan.page, title=SECRETS["page in a menu"], slug=SECRETS["slug of the page"],
        show_in_menus=True, body=[("rich_text", RichText(f"<p>{SECRETS['text of the page']}</p>"))],
    )  # fmt: skip
    inside = StandardPageFactory(parent=shenzhen.page, title="内部", slug="inside")
    guarded = PageViewRestriction.objects.create(
        page=inside, restriction_type="password", password="x"
    )
    if "en" in languages:
        world.translate(
            article, title=TRANSLATED["translated title"], slug=TRANSLATED["translated slug"],
            excerpt=TRANSLATED["translated excerpt"],
        )  # fmt: skip
        world.translate(column, title="Secret column")
    secret = Secret(dongguan, shenzhen, article, column, image, document, guarded)
    _name_it(secret)
    index()
    return secret


def _article(dongguan: world.Branch, image: CustomImage, document: Document) -> NewsPage:
    body = [
        ("rich_text", RichText(f"<p>{SECRETS['body']}</p>")),
        ("picture", {"image": image, "caption": SECRETS["caption"]}),
        ("attachment", document),
    ]
    article = NewsPageFactory(
        parent=dongguan.index, title=SECRETS["title"], slug=SECRETS["slug"],
        excerpt=SECRETS["excerpt"], author=SECRETS["author"], cover=image, body=body,
        category=NewsCategoryFactory(code="activities", name="动态"),
        search_description=SECRETS["description for search engines"],
        published_at=timezone.now() - DAY,
    )  # fmt: skip
    article.tags.add(SECRETS["tag"])
    article.save()
    return article


def _name_it(secret: Secret) -> None:
    """Neighbours, texts that link to it, a banner, redirects, a promotion."""
    article, column = secret.pages
    link = "".join(f'<p><a linktype="page" id="{each.pk}">链接</a></p>' for each in secret.pages)
    text = [("rich_text", RichText(link))]
    for slug, when in (("newer", timezone.now()), ("older", article.published_at - DAY)):
        NewsPageFactory(
            parent=secret.dongguan.index, title=f"链接{slug}", slug=slug, published_at=when,
            body=text, category=article.category,
        )  # fmt: skip
    StandardPageFactory(parent=secret.shenzhen.page, slug="about", body=text)
    city = secret.shenzhen.page
    city.banners = [
        ("banner", {"image": ImageFactory(title="横幅"), "caption": "", "page": article, "url": ""})
    ]
    city.introduction = link
    city.save_revision().publish()
    Redirect.objects.create(old_path="/old", redirect_page=article)
    Redirect.objects.create(old_path="/old-column", redirect_page=column)
    query = Query.get(WORDS)
    SearchPromotion.objects.create(query=query, page=article, description=SECRETS["promotion"])


def index() -> None:
    """The search finds what is there."""
    backend = get_search_backend()
    for model in (NewsPage, StandardPage, CustomImage, Document):
        backend.get_index_for_model(model).add_items(model, model.objects.all())


def unlink(secret: Secret) -> None:
    """Take back what an editor of another branch has made lead to it."""
    city = secret.shenzhen.page
    city.banners, city.introduction = [], ""
    city.save_revision().publish()
    StandardPage.objects.get(slug="about").delete()
