"""Whatever telephones, scanners and printing houses hand over: shown in its colours, or refused."""

import io
import struct
import zlib

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, ImageCms
from wagtail.images.models import Filter
from wagtail.models import APIToken

from cms.core.images import renditions
from cms.core.images.metadata import without_metadata
from cms.core.images.models import CustomImage
from cms.core.images.presets import FALLBACK, PRESETS
from tests.factories import ImageFactory, NewsPageFactory

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
INLINE = PRESETS["inline"].filters


def upload(picture, format, name, **options):
    file = io.BytesIO()
    picture.save(file, format, **options)
    image = ImageFactory(title="图", file=ContentFile(file.getvalue(), name=name))
    renditions.make(image, INLINE)
    return image


def opened(image):
    """What is made for a body, each as browsers decode it."""
    for rendition in image.renditions.all():
        with Image.open(rendition.file.path) as made:
            made.load()
            yield made


def test_what_came_from_a_printers_studio_is_shown_in_colours_of_the_screen(db):
    """Photoshop's JPEG: CMYK, with Adobe's mark."""
    red = Image.new("CMYK", (1400, 900), (0, 255, 255, 0))
    image = upload(red, "JPEG", "a.jpg")
    pictures = list(opened(image))
    assert len(pictures) == 4
    for made in pictures:
        assert made.mode == "RGB"
        r, g, b = made.getpixel((100, 100))
        assert (r > 180, g < 90, b < 90) == (True, True, True)


def test_a_profile_that_is_no_profile_does_not_stop_it(db):
    image = upload(Image.new("CMYK", (1400, 900)), "JPEG", "a.jpg", icc_profile=b"no profile" * 20)
    assert [made.mode for made in opened(image)] == ["RGB"] * 4


@pytest.mark.parametrize("format,name", [("JPEG", "a.jpg"), ("PNG", "a.png"), ("HEIF", "a.heic")])
def test_a_telephones_wide_colours_are_kept(db, format, name):
    """Display P3: without its profile every picture would look pale."""
    image = upload(Image.new("RGB", (1400, 900), "#c33"), format, name, icc_profile=SRGB)
    assert [made.info.get("icc_profile") for made in opened(image)] == [SRGB] * 4


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_stands_on_white_where_it_cannot_be(db, mode):
    clear = Image.new("RGBA", (1400, 900), (0, 0, 0, 0)).convert(mode)
    options = {"transparency": 0} if mode == "P" else {}
    for made in opened(upload(clear, "PNG", "a.png", **options)):
        if made.format == "JPEG":
            assert made.convert("RGB").getpixel((10, 10)) == (255, 255, 255)
        else:
            assert made.convert("RGBA").getpixel((10, 10))[3] == 0


def test_a_telephones_photo_with_a_second_one_behind_it(db):
    first, second = Image.new("RGB", (1400, 900), "#c33"), Image.new("RGB", (700, 450), "#3c3")
    image = upload(first, "MPO", "a.jpg", save_all=True, append_images=[second])
    assert (image.width, image.height) == (1400, 900)
    assert [made.size for made in opened(image)] == [(1200, 771)] * 1 + [
        (480, 309), (800, 514), (1200, 771),
    ]  # fmt: skip


def test_nothing_is_enlarged(client, dongguan):
    image = upload(Image.new("RGB", (40, 30)), "PNG", "a.png")
    page = NewsPageFactory(
        parent=dongguan.index, cover=image, body=[("picture", {"image": image, "caption": ""})]
    )
    page.save_revision().publish()
    html = BeautifulSoup(client.get(page.url).content, "html.parser")
    assert html.select_one(".picture img")["width"] == "40"
    assert all(max(made.size) <= 40 for made in opened(image))


def test_a_qr_code_stays_sharp(db):
    modules = Image.new("1", (320, 320), 1)
    for x in range(0, 320, 16):
        for y in range(0, 320, 16):
            modules.paste((x // 16 + y // 16) % 2, (x, y, x + 8, y + 8))
    image = upload(modules, "PNG", "qr.png")
    renditions.make(image, PRESETS["square"].filters)
    rendition = image.renditions.get(filter_spec=PRESETS["square"].base.spec)
    with Image.open(rendition.file.path) as made:
        assert made.format == "PNG"
        assert set(made.convert("L").get_flattened_data()) == {0, 255}


@pytest.mark.parametrize("format,name", [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")])
def test_what_is_cleaned_is_the_same_picture(format, name):
    exif = Image.Exif()
    exif[0x010F] = "PhoneMaker"
    file = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").save(
        file, format, exif=exif, icc_profile=SRGB, xmp=b"<x>PhoneMaker</x>"
    )
    cleaned = without_metadata(file.getvalue())
    assert b"PhoneMaker" not in cleaned
    with Image.open(file) as before, Image.open(io.BytesIO(cleaned)) as after:
        assert before.tobytes() == after.tobytes()
        assert after.info["icc_profile"] == SRGB
        assert not after.getexif()


def damaged(name):
    """What it says of itself (Exif) cannot be read; browsers show it."""
    file = io.BytesIO()
    if name == "a.webp":
        Image.new("RGB", (900, 600)).save(file, "WEBP", exif=b"Exif\0\0rubbish")
        return file.getvalue()
    Image.new("RGB", (900, 600)).save(file, "PNG")
    kind, data = {
        "a.png": (b"eXIf", b"rubbish"),
        "short.png": (b"eXIf", b"MM"),
        "text.png": (b"tEXt", b"Raw profile type exif\0\nexif\n 10\nzzzz"),
    }[name]
    chunk = kind + data
    chunk = struct.pack(">I", len(data)) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return file.getvalue()[:33] + chunk + file.getvalue()[33:]


DAMAGED = ["a.png", "short.png", "text.png", "a.webp"]


@pytest.mark.parametrize("name", DAMAGED)
@pytest.mark.parametrize("way", ["add", "add_multiple", "edit", "v3"])
def test_what_says_rubbish_of_itself_is_a_picture(client, dongguan, way, name):
    editor = dongguan.editor()
    client.force_login(editor)
    data = {"collection": dongguan.team.collection.pk}
    if way == "add_multiple":
        data["files[]"] = SimpleUploadedFile(name, damaged(name))
    else:
        data |= {"title": "图", "file": SimpleUploadedFile(name, damaged(name))}
    if way == "v3":
        _token, key = APIToken.create_token(user=editor, name="电脑")
        address = "/api/v3-preview/images/"
        headers = {"authorization": f"Bearer {key}"}
        response = client.post(address, data, headers=headers)
        assert response.status_code == 201, response.content
    elif way == "edit":
        own = {"collection": dongguan.team.collection, "uploaded_by_user": editor}
        image = ImageFactory(title="旧", **own)
        assert client.post(reverse("wagtailimages:edit", args=[image.pk]), data).status_code == 302
    else:
        client.post(reverse(f"wagtailimages:{way}"), data)
    image = CustomImage.objects.get()
    assert (image.width, image.height) == (900, 600)
    assert renditions.make(image, INLINE) > 1


# --- Refused ------------------------------------------------------------------------------------


def scan():
    file = io.BytesIO()
    Image.new("RGB", (900, 600), "#4a8").save(file, "JPEG")
    return file.getvalue()


@pytest.mark.parametrize(
    "name,data,reason",
    [
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "支持"),
        ("a.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "不匹配 (svg)"),
        ("a.jpg", b"", "空"),
        ("a.jpg", scan()[:900], "图片已损坏或不完整"),
        ("a.png", scan(), "png"),
        ("a.jpg", b"text", "图片"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_the_reason(client, dongguan, name, data, reason):
    client.force_login(dongguan.editor())
    response = client.post(
        reverse("wagtailimages:add"),
        {
            "title": "图",
            "collection": dongguan.team.collection.pk,
            "file": SimpleUploadedFile(name, data),
        },
    )
    assert response.status_code == 200
    assert reason in str(response.context["form"].errors["file"])
    assert not CustomImage.objects.exists()


def test_the_admins_own_sizes_are_made_as_before(db):
    image = upload(Image.new("CMYK", (1400, 900), (0, 255, 255, 0)), "JPEG", "a.jpg")
    assert image.get_rendition(Filter("max-165x165")).width == 165
    assert FALLBACK in image.find_existing_renditions(FALLBACK)
