"""Sample data of the pattern library: made up in memory, never stored, always the same."""

from datetime import datetime

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.paginator import Page as PageOfResults
from django.core.paginator import Paginator
from django.utils.timezone import make_aware
from wagtail.blocks import StreamValue
from wagtail.documents.models import Document
from wagtail.models import Locale, Site
from wagtail.rich_text import RichText

from cms.core.blocks.body import BodyBlock
from cms.core.images.models import CustomImage, CustomRendition
from cms.core.images.presets import FALLBACK, PRESETS
from contacts.models import ContactPage
from home.blocks import BannersBlock
from home.models import BranchPage
from news.models import NewsCategory, NewsPage

LONG_TITLE = (
    "东莞鹏星社工与广西罗城牵手计划之督导团赴罗城开展为期一周的参与式督导"
    "暨入户走访特困家庭服务纪实（第三期·完整版）"
)
ODD_TITLE = (
    "㐂𠮷堂村与龘龘社区共建 Pneumonoultramicroscopicsilicovolcanoconiosis 工作坊"
    "https://example.org/an/address/without/any/end/and/without/any/end"
)
SUMMARY = "社工走访独居长者，送上节日问候与慰问品，了解他们的生活需要，并约定下周陪同就医。" * 2
CITIES = ["东莞", "深圳", "容桂", "高明", "南海", "佛山", "广州", "中山"]


def image(width: int = 1200, height: int = 900, *, made: bool = True) -> CustomImage:
    """A picture; not `made`, only its stand-in exists."""
    sample = CustomImage(title="两位社工在山坡上", width=width, height=height, file="sample.svg")
    sample.contextual_alt_text, sample.decorative = "两位社工在山坡上", False
    shapes = {FALLBACK: (width, height)}
    if made:
        sizes = {"card": (480, 300), "cover": (1200, 675), "hero": (1600, 800)}
        shapes |= {PRESETS[name].base: size for name, size in sizes.items()}
    sample.prefetched_renditions = [
        _rendition(sample, each.spec, *size) for each, size in shapes.items()
    ]
    return sample


def _rendition(sample: CustomImage, spec: str, width: int, height: int) -> CustomRendition:
    rendition = CustomRendition(
        image=sample,
        filter_spec=spec,
        width=width,
        height=height,
        file="components/sample.svg",
    )
    rendition.file.storage = staticfiles_storage
    return rendition


def branch(number: int = 1, **names: str) -> BranchPage:
    city = CITIES[(number - 1) % len(CITIES)]
    defaults = {
        "city": city,
        "title": f"{city}鹏星",
        "short_name": f"{city}鹏星",
        "full_name": f"{city}市鹏星社会工作服务社",
    }
    return BranchPage(
        code=f"sample-{number}",
        switcher_position=number,
        locale=Locale.get_default(),
        url_path=_address(f"sample-{number}"),
        **{**defaults, **names},
    )


def _address(slug: str) -> str:
    """A place in the tree that nothing has, so that links have somewhere to lead to."""
    return f"{Site.get_site_root_paths()[0].root_path}{slug}/"


def branches(count: int) -> list[BranchPage]:
    return [branch(number) for number in range(1, count + 1)]


def switcher(
    count: int, current: int | None = None
) -> tuple[list[tuple[BranchPage, str]], BranchPage | None]:
    """So many cities with their addresses, and which of them one is in."""
    all_branches = branches(count)
    cities = [(each, f"#{each.code}") for each in all_branches]
    return cities, all_branches[current] if current is not None else None


def contact(*, full: bool = True) -> ContactPage:
    fields = {
        "email": "a-rather-long-address@pengxing-social-work.example.org",
        "phone": "0769-22820037",
        "postcode": "523082",
        "address": "广东省东莞市某某街道某某社区综合服务中心三楼302室",
        "opening_hours": "周一至周五 9:00–12:00，14:00–17:30\n周六 9:00–12:00",
    }
    place = {"locale": Locale.get_default(), "url_path": _address("sample-contact")}
    return ContactPage(title="联系我们", **place, **(fields if full else {"phone": "12345"}))


def article(title: str, day: int = 30, **fields: object) -> NewsPage:
    return NewsPage(
        title=title,
        published_at=make_aware(datetime(2022, 10, day, 14, 18, 22)),
        branch=branch(),
        locale=Locale.get_default(),
        url_path=_address("sample-article"),
        **fields,
    )


def categories() -> list[NewsCategory]:
    names = ["服务动态", "党建", "通知公告"]
    return [NewsCategory(pk=pk, code=f"sample-{pk}", name=name) for pk, name in enumerate(names, 1)]


def articles() -> list[NewsPage]:
    """A list's rows: with and without picture, category and summary; the longest, the oddest."""
    category = categories()[0]
    return [
        article("社区长者生日会", summary=SUMMARY, category=category, cover=image()),
        article("只有备用图片的文章", 9, summary=SUMMARY, cover=image(made=False)),
        article("没有封面和摘要", 1),
        article(LONG_TITLE, summary=SUMMARY, category=category, cover=image()),
        article(ODD_TITLE, summary="https://example.org/" + "x" * 200, category=category),
        article("一", summary="一"),
    ]


def pages(number: int, total: int) -> PageOfResults:
    return Paginator(range(total), 1).page(number)


def banners(count: int) -> StreamValue:
    block = BannersBlock()
    banner = {"image": image(), "caption": "牵手计划：赴罗城督导", "page": None, "url": ""}
    bare = {"image": image(made=False), "caption": "", "page": None, "url": "https://example.org/"}
    return block.normalize([("banner", bare if number == 1 else banner) for number in range(count)])


def body() -> StreamValue:
    """Every block of a body, in every state."""
    block = BodyBlock()
    picture = {"image": image(), "caption": "社工入户走访"}
    bare = {"image": image(), "caption": ""}
    poster = {"image": image(1200, 6000), "caption": "长图"}
    panorama = {"image": image(3200, 400), "caption": "全景"}
    text = (
        "<p>“妹子，我可以跟你拍张照片吗？”家住广西罗城的长者紧握着社工<b>李素娟</b>的手。"
        "10月28日，督导团通过<i>手把手</i>式督导，覆盖5个站点、13名社工，用iPad与WeChat建立档案，"
        '详情见<a href="https://www.example.org/">示例网站</a>。</p>'
        "<ul><li>个案管理与面谈技巧</li><li>服务活动策划<ul><li>小组</li></ul></li></ul>"
        "<ol><li>评估需要</li><li>订立目标</li></ol><hr>"
        "<p>https://example.org/an/address/without/any/end/and/without/any/end/at/all</p>"
    )
    table = {
        "data": [["服务", "次数", "备注"], ["个案督导", "13", ""], ["团体督导", "5", LONG_TITLE]],
        "table_header_choice": "both",
        "first_row_is_table_header": True,
        "first_col_is_header": True,
        "table_caption": "督导服务统计",
    }
    wide = {
        "data": [[f"{row}月第{column}周" for column in range(1, 13)] for row in range(1, 3)],
        "first_row_is_table_header": False,
        "first_col_is_header": False,
    }
    return block.normalize(
        [
            ("rich_text", RichText(text)),
            ("heading", {"text": "三天走访站点5个", "level": "h2"}),
            ("heading", {"text": LONG_TITLE, "level": "h3"}),
            ("picture", picture),
            ("picture", bare),
            ("picture", poster),
            ("picture", panorama),
            ("picture_group", {"pictures": [picture, bare]}),
            ("picture_group", {"pictures": [picture, poster, panorama]}),
            ("picture_group", {"pictures": [picture] * 5}),
            ("quotation", {"text": "不用担心，\n孩子也能出人头地。", "attribution": "罗城长者"}),
            ("quotation", {"text": "助人自助", "attribution": ""}),
            ("video", {"file": _document("film.mp4"), "url": "", "caption": "活动短片"}),
            ("video", {"url": "https://www.bilibili.com/video/BV1xx411c7mD/", "caption": "片名"}),
            ("attachment", _document("2022年度工作报告.pdf", 2_400_000)),
            ("attachment", _document(f"{LONG_TITLE}.docx", 900)),
            ("table", table),
            ("table", wide),
        ]
    )


def _document(filename: str, size: int | None = None) -> Document:
    return Document(pk=0, title=filename.rsplit(".", 1)[0], file=filename, file_size=size)
