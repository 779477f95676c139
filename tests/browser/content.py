"""A city site with every page type filled, its pictures made: what the judges look at."""

import io
import random

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw
from wagtail.documents.models import Document
from wagtail.rich_text import RichText

from cms.core.images import renditions
from cms.pattern_library.samples import LONG_TITLE, ODD_TITLE
from tests import world
from tests.factories import (
    ImageFactory,
    NewsCategoryFactory,
    NewsPageFactory,
    StandardPageFactory,
)

# Every kind of page, and its status.
PAGES = {
    "/": 200,
    "/dongguan/": 200,
    "/dongguan/news/": 200,
    "/dongguan/news/?page=2": 200,
    "/dongguan/news/every-block/": 200,
    "/dongguan/contact/": 200,
    "/dongguan/about/": 200,
    "/shenzhen/": 200,
    "/shenzhen/news/": 200,
    "/search/?q=社工": 200,
    "/search/?q=火星&branch=dongguan": 200,
    f"/search/?q={'x' * 101}": 400,
    "/dongguan/nothing/": 404,
}
WITH_PICTURES = ["/", "/dongguan/", "/dongguan/news/", "/dongguan/news/every-block/"]


def photo(width=1200, height=900):
    """Something with the weight of a photograph: shapes with grain on them."""
    dice = random.Random(width * height)
    image = Image.effect_noise((width, height), 24).convert("RGB")
    draw = ImageDraw.Draw(image, "RGBA")
    for _number in range(40):
        x, y = dice.randrange(width), dice.randrange(height)
        colour = tuple(dice.randrange(256) for _channel in range(3))
        draw.ellipse([x, y, x + width // 5, y + height // 5], fill=(*colour, 180))
    file = io.BytesIO()
    image.save(file, "JPEG", quality=85)
    return ContentFile(file.getvalue(), name="photo.jpg")


def build():
    dongguan = world.found(
        "dongguan", email="dgpengxing@126.com", phone="0769-22820037", postcode="523082"
    )
    world.found("shenzhen", email="pengxing888@126.com", phone="0755-26470873", postcode="518110")
    cover = ImageFactory(title="社工与长者", file=photo())
    category = NewsCategoryFactory(name="服务动态")
    for number in range(21):
        title = [LONG_TITLE, ODD_TITLE, f"社工探访第{number}次"][min(number, 2)]
        picture = cover if number % 2 else None
        NewsPageFactory(parent=dongguan.index, title=title, cover=picture, category=category)
    article = NewsPageFactory(
        parent=dongguan.index,
        title="牵手共学",
        slug="every-block",
        cover=cover,
        category=category,
        body=every_block(cover),
    )
    article.tags.add("志愿者")
    StandardPageFactory(
        parent=dongguan.page, slug="about", show_in_menus=True, body=every_block(cover)
    )
    branch, contact = dongguan.page, dongguan.contact
    banner = {"image": cover, "caption": "牵手计划", "page": article, "url": ""}
    branch.banners = [("banner", banner)] * 3
    branch.introduction = "<p>我们陪伴长者、儿童与家庭。</p>"
    branch.save_revision().publish()
    contact.address, contact.wechat_qr = "东莞市东城街道社区服务中心", cover
    contact.opening_hours = "周一至周五 9:00–17:30"
    contact.save_revision().publish()
    renditions.make_for(article)


def every_block(image):
    image.contextual_alt_text, image.decorative = "社工握着长者的手", False
    picture = {"image": image, "caption": "入户走访"}
    pdf = Document.objects.create(
        title="服务手册", file=ContentFile(b"%PDF", name="handbook.pdf"), file_size=4
    )
    film = Document.objects.create(title="短片", file=ContentFile(b"mp4", name="film.mp4"))
    table = {
        "data": [["服务", "次数"], ["探访", "5"]],
        "first_row_is_table_header": True,
        "first_col_is_header": False,
        "table_caption": "统计",
    }
    text = "<p><b>正文</b><i>强调</i> <a href='https://www.example.org/'>链接</a></p><ul><li>一</li></ul>"
    return [
        ("rich_text", RichText(text)),
        ("heading", {"text": "第一节", "level": "h2"}),
        ("picture", picture),
        ("heading", {"text": "第一小节", "level": "h3"}),
        ("picture_group", {"pictures": [picture, picture]}),
        ("quotation", {"text": "助人自助", "attribution": "社工"}),
        ("video", {"file": film, "url": "", "caption": "短片"}),
        ("video", {"file": None, "url": "https://v.qq.com/x/page/a0001abcdef.html", "caption": ""}),
        ("attachment", pdf),
        ("table", table),
    ]
