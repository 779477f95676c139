"""Long posters and screenshots, panoramas, ornaments: what is everyday in WeChat stays readable."""

import io
import re
from importlib import import_module

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from cms.core.images import renditions
from cms.core.images.models import CustomRendition
from cms.core.images.presets import FALLBACK, FULL_SIZE, LONGEST_SIDE, PRESETS
from tests.factories import ImageFactory, NewsPageFactory

migration = import_module("cms.core.migrations.0004_pictures_as_people_see_them")


def upload(width, height, name="a.png"):
    file = io.BytesIO()
    Image.new("L", (width, height), 200).save(file, "PNG")
    return ImageFactory(title="海报", file=ContentFile(file.getvalue(), name=name))


def shown_in_a_body(client, branch, image, block="picture"):
    each = {"image": image, "caption": ""}
    value = each if block == "picture" else {"pictures": [each, each]}
    page = NewsPageFactory(parent=branch.index, body=[(block, value)])
    page.save_revision().publish()
    figure = BeautifulSoup(client.get(page.url).content, "html.parser").select_one("figure.picture")
    return figure, client.get(f"/api/v1/pages/{page.pk}/").json()["body"][0]


def widths(figure):
    return [
        (source["type"], [int(each) for each in re.findall(r" (\d+)w", source["srcset"])])
        for source in figure.select("source")
    ]


def test_a_poster_keeps_the_width_at_which_it_is_read(client, dongguan):
    figure, block = shown_in_a_body(client, dongguan, upload(1080, 12000))
    (image,) = figure.select("img")
    assert (image["width"], image["height"]) == ("1080", "12000")
    assert widths(figure) == [("image/webp", [480, 800, 1080])]
    assert (block["picture"]["width"], block["picture"]["height"]) == (1080, 12000)


def test_it_is_folded_and_unfolds_without_a_script(client, dongguan):
    figure, _block = shown_in_a_body(client, dongguan, upload(300, 1600))
    assert figure.select_one("details:not([open]) > summary").text == "展开长图"
    assert not figure.select("script, [onclick]")
    assert figure.select_one(".unfold + picture")  # what the style sheet folds


def test_readers_reach_all_of_it_and_never_the_upload(client, dongguan):
    image = upload(1300, 4000)
    figure, block = shown_in_a_body(client, dongguan, image)
    assert figure.select_one("img")["width"] == "1200"
    full = image.renditions.get(filter_spec=FULL_SIZE.spec)
    assert (full.width, full.height) == (1300, 4000)
    assert figure.select_one("a")["href"] == full.url
    assert block["picture"]["full_size_url"] == f"http://testserver{full.url}"
    assert image.file.url not in str(figure)


def test_the_full_size_tells_nothing_of_where_it_was_taken(client, dongguan):
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1], exif.get_ifd(0x8825)[2] = "N", (23.0, 1.0, 12.0)
    file = io.BytesIO()
    Image.new("RGB", (1300, 4000)).save(file, "JPEG", exif=exif)
    image = ImageFactory(file=ContentFile(file.getvalue(), name="a.jpg"))
    shown_in_a_body(client, dongguan, image)
    with Image.open(image.renditions.get(filter_spec=FULL_SIZE.spec).file.path) as made:
        assert made.size == (1300, 4000)
        assert not dict(made.getexif())


def test_what_is_shown_whole_already_is_not_made_twice(client, dongguan):
    image = upload(300, 1600)
    figure, block = shown_in_a_body(client, dongguan, image)
    assert not image.renditions.filter(filter_spec=FULL_SIZE.spec).exists()
    assert figure.select_one("a")["href"] == figure.select_one("img")["src"]
    assert block["picture"]["full_size_url"] == block["picture"]["url"]


def test_a_webp_holds_16383_pixels_and_is_left_out_where_it_would_be_unreadable(client, dongguan):
    figure, block = shown_in_a_body(client, dongguan, upload(100, 20_000))
    assert (figure.img["width"], figure.img["height"]) == ("100", "20000")
    assert widths(figure) == []
    assert block["picture"]["sources"] == []


@pytest.mark.parametrize("size", [(9, LONGEST_SIDE["jpeg"]), (LONGEST_SIDE["jpeg"], 9)])
def test_the_longest_that_may_be_uploaded_can_be_made(db, size):
    image = upload(*size)
    assert renditions.make(image, [*PRESETS["inline"].filters, FULL_SIZE]) == 4
    assert image.renditions.count() == 5


def test_a_longer_one_is_refused(client, dongguan):
    client.force_login(dongguan.editor())
    file = io.BytesIO()
    Image.new("1", (20, 65_501)).save(file, "PNG")
    response = client.post(
        reverse("wagtailimages:add"),
        {
            "title": "长图",
            "collection": dongguan.team.collection.pk,
            "file": SimpleUploadedFile("a.png", file.getvalue()),
        },
    )
    assert "超过 65500 像素" in str(response.context["form"].errors["file"])


def test_a_panorama_keeps_its_height_and_is_pushed_along(client, dongguan):
    image = upload(6_400, 800)
    figure, block = shown_in_a_body(client, dongguan, image)
    assert (figure.img["width"], figure.img["height"]) == ("3200", "400")
    (source,) = figure.select("source")
    assert source["sizes"] == "160rem"  # 20 high: the browser does not take too small a file
    assert figure.select_one(".panorama[tabindex='0'][aria-label] img")
    assert figure.select_one("a")["href"] == image.renditions.get(filter_spec=FULL_SIZE.spec).url
    assert block["picture"]["width"] == 3200


@pytest.mark.parametrize(
    "size,made",
    [
        ((1600, 1200), (1200, 900)),
        ((1200, 1600), (1200, 1600)),
        ((1080, 2340), (1080, 2340)),  # a telephone's screen
        ((1080, 60), (1080, 60)),  # a line between paragraphs
        ((60, 400), (60, 400)),
        ((40, 40), (40, 40)),
    ],
)
def test_all_others_are_shown_as_they_are(client, dongguan, size, made):
    figure, block = shown_in_a_body(client, dongguan, upload(*size))
    assert (int(figure.img["width"]), int(figure.img["height"])) == made
    assert not figure.select("details, a, .panorama")
    assert block["picture"]["full_size_url"] is None


def test_a_group_shows_its_beginning_and_leads_to_all_of_it(client, dongguan):
    figure, block = shown_in_a_body(client, dongguan, upload(300, 1600), "picture_group")
    assert "long" in figure["class"]
    assert figure.select_one("a")["href"] == figure.img["src"]
    (first, _second) = block["pictures"]
    assert first["picture"]["full_size_url"]


def test_the_stand_in_is_readable_too(client, dongguan):
    page = NewsPageFactory(
        parent=dongguan.index,
        body=[("picture", {"image": upload(300, 1600), "caption": ""})],
    )
    html = BeautifulSoup(client.get(page.url).content, "html.parser")
    assert html.select_one(".picture img")["width"] == "300"


# --- What was made before -----------------------------------------------------------------------


def made_before(image, sizes):
    for spec, (width, height) in sizes.items():
        rendition = image.renditions.get(filter_spec=FALLBACK.spec)
        rendition.pk, rendition.filter_spec = None, spec
        rendition.save()
        CustomRendition.objects.filter(pk=rendition.pk).update(width=width, height=height)
    image.renditions.filter(filter_spec=FALLBACK.spec).delete()


def test_the_upgrade_keeps_what_comes_out_the_same(db):
    image = upload(1600, 1200)
    heights = {"480x640": 360, "800x1067": 600, "1200x1600": 900}
    made_before(
        image,
        {
            **{
                f"max-{box}|format-webp": (int(box.split("x")[0]), height)
                for box, height in heights.items()
            },
            migration.STAND_IN: (1200, 900),
        },
    )
    before = set(image.renditions.values_list("file", flat=True))
    migration.bind_by_width(apps, None)
    made = set(image.renditions.values_list("filter_spec", flat=True))
    assert made == {each.spec for each in PRESETS["inline"].filters}
    assert set(image.renditions.values_list("file", flat=True)) == before


def test_the_upgrade_makes_long_pictures_anew(client, dongguan):
    image = upload(600, 3000)
    page = NewsPageFactory(
        parent=dongguan.index, body=[("picture", {"image": image, "caption": ""})]
    )
    page.save_revision().publish()
    image.renditions.exclude(filter_spec=FALLBACK.spec).delete()
    made_before(image, {"max-480x640|format-webp": (128, 640), migration.STAND_IN: (320, 1600)})
    migration.bind_by_width(apps, None)
    assert set(image.renditions.values_list("width", flat=True)) == {480, 600}
    assert not image.renditions.filter(filter_spec__startswith="max-").exists()


def test_until_then_the_old_stand_in_is_shown(client, dongguan, monkeypatch):
    image = upload(600, 3000)
    page = NewsPageFactory(
        parent=dongguan.index, body=[("picture", {"image": image, "caption": ""})]
    )
    made_before(image, {migration.STAND_IN: (320, 1600)})
    queued = []
    task = type(renditions.make_anew)
    monkeypatch.setattr(task, "enqueue", lambda _task, pk: queued.append(pk))
    migration.bind_by_width(apps, None)
    assert queued == [image.pk]
    html = BeautifulSoup(client.get(page.url).content, "html.parser")
    assert html.select_one(".picture img")["width"] == "320"
