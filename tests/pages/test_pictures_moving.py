"""Animations move in bodies, for readers who do not mind motion, and cost no more than that."""

import io
from importlib import import_module

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, ImageDraw

from cms.core.images import animation, renditions
from cms.core.images.models import CustomImage, CustomRendition
from cms.core.images.presets import ANIMATED, FALLBACK
from tests.factories import ImageFactory, NewsPageFactory

migration = import_module("cms.core.migrations.0004_pictures_as_people_see_them")
COLOURS = ["#cc0000", "#00cc00", "#0000cc"]
FORMATS = {"GIF": "gif", "WEBP": "webp"}


def animated(format="GIF", size=(600, 400), colours=COLOURS, duration=200, **options):
    frames = [Image.new("RGB", size, colour) for colour in colours]
    file = io.BytesIO()
    frames[0].save(
        file, format, save_all=True, append_images=frames[1:], duration=duration, **options
    )
    return file.getvalue()


def upload(data, name="a.gif"):
    return ImageFactory(title="动图", file=ContentFile(data, name=name))


def published(branch, image, **fields):
    picture = ("picture", {"image": image, "caption": ""})
    page = NewsPageFactory(parent=branch.index, body=[picture], **fields)
    page.save_revision().publish()
    return page


def moving(image):
    return image.renditions.filter(filter_spec=ANIMATED.spec).first()


@pytest.mark.parametrize("format", FORMATS)
def test_what_moves_goes_on_moving(client, dongguan, format):
    image = upload(animated(format), f"a.{FORMATS[format]}")
    published(dongguan, image)
    with Image.open(moving(image).file.path) as made:
        assert (made.format, made.n_frames, made.size) == ("WEBP", 3, (600, 400))
        seen = []
        for number in range(3):
            made.seek(number)
            made.load()
            pixel = made.convert("RGB").getpixel((300, 200))
            seen.append((pixel.index(max(pixel)), round(made.info["duration"])))
        assert seen == [(0, 200), (1, 200), (2, 200)]


def test_only_for_readers_who_do_not_mind_motion(client, dongguan):
    image = upload(animated())
    page = published(dongguan, image)
    figure = BeautifulSoup(client.get(page.url).content, "html.parser").select_one(".picture")
    first, *others = figure.select("source")
    assert first["media"] == "(prefers-reduced-motion: no-preference)"
    assert (first["type"], first["srcset"]) == ("image/webp", moving(image).url)
    for still in (*others, figure.img):
        assert moving(image).url not in str(still)
    assert figure.img["src"].endswith(".jpg")


def test_the_apis_tell(client, dongguan):
    image = upload(animated())
    page = published(dongguan, image, cover=image)
    answer = client.get(f"/api/v1/pages/{page.pk}/").json()
    (block,) = answer["body"]
    assert block["picture"]["animated_url"] == f"http://testserver{moving(image).url}"
    assert all("motion" not in source["srcset"] for source in block["picture"]["sources"])
    assert answer["cover"]["animated_url"] is None  # covers and lists stand still


def test_groups_move_too(client, dongguan):
    image = upload(animated())
    each = {"image": image, "caption": ""}
    page = NewsPageFactory(
        parent=dongguan.index, body=[("picture_group", {"pictures": [each, each]})]
    )
    page.save_revision().publish()
    assert moving(image).url in client.get(page.url).content.decode()


@pytest.mark.parametrize(
    "data,name",
    [
        (animated(colours=COLOURS[:1]), "a.gif"),
        (animated("WEBP", colours=COLOURS[:1]), "a.webp"),
        (animated("MPO"), "a.jpg"),  # a telephone's photo with a second one for its depth
    ],
)
def test_what_does_not_move_has_none(client, dongguan, data, name):
    image = upload(data, name)
    page = published(dongguan, image)
    assert moving(image) is None
    (block,) = client.get(f"/api/v1/pages/{page.pk}/").json()["body"]
    assert block["picture"]["animated_url"] is None


def test_durations_and_repetitions_are_kept(dongguan):
    image = upload(animated(duration=[0, 500, 1500], loop=2))
    published(dongguan, image)
    with Image.open(moving(image).file.path) as made:
        assert made.info["loop"] == 2
        durations = []
        for number in range(3):
            made.seek(number)
            made.load()
            durations.append(made.info["duration"])
    assert durations == [animation.BROWSERS_OWN_DURATION, 500, 1500]


def test_transparency_is_kept(dongguan):
    frames = [Image.new("RGBA", (100, 100), (0, 0, 0, 0)) for _each in range(2)]
    for number, frame in enumerate(frames):
        ImageDraw.Draw(frame).ellipse((number * 40, 0, number * 40 + 59, 59), fill="red")
    file = io.BytesIO()
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:], duration=100, disposal=2)
    image = upload(file.getvalue())
    published(dongguan, image)
    with Image.open(moving(image).file.path) as made:
        made.seek(1)
        assert made.convert("RGBA").getpixel((90, 90))[3] == 0
        assert made.convert("RGBA").getpixel((70, 30))[3] == 255


def test_it_is_bounded_in_size(dongguan):
    wide = upload(animated(size=(1600, 400)))
    published(dongguan, wide)
    assert (moving(wide).width, moving(wide).height) == (800, 200)


def test_a_long_one_is_made_smaller_rather_than_filling_the_memory(dongguan, monkeypatch):
    monkeypatch.setattr(animation, "MAX_PIXELS_MADE", 3 * 300 * 200)
    image = upload(animated())
    published(dongguan, image)
    assert (moving(image).width, moving(image).height) == (300, 200)


# --- Refused ------------------------------------------------------------------------------------


def add(client, branch, data, name="a.gif"):
    client.force_login(branch.editor())
    return client.post(
        reverse("wagtailimages:add"),
        {
            "title": "动图",
            "collection": branch.team.collection.pk,
            "file": SimpleUploadedFile(name, data),
        },
    )


@pytest.mark.parametrize("limit", ["MAX_FRAMES", "MAX_PIXELS"])
def test_what_is_a_video_is_refused_as_one(client, dongguan, monkeypatch, limit):
    monkeypatch.setattr(animation, limit, 2)
    response = add(client, dongguan, animated())
    assert "请改为上传视频" in str(response.context["form"].errors["file"])
    assert not CustomImage.objects.exists()


def test_an_animated_png_is_refused_with_what_to_do(client, dongguan):
    response = add(client, dongguan, animated("PNG"), "a.png")
    assert "请另存为 GIF 或 WebP" in str(response.context["form"].errors["file"])


def test_one_that_came_otherwise_stands_still(dongguan, monkeypatch):
    image = upload(animated())
    monkeypatch.setattr(animation, "MAX_FRAMES", 2)
    published(dongguan, image)
    assert moving(image) is None
    assert image.renditions.filter(filter_spec=FALLBACK.spec).exists()


def test_the_upgrade_makes_those_that_are_shown_already(dongguan):
    image, other = upload(animated()), upload(animated("WEBP"), "a.webp")
    published(dongguan, image)
    moving(image).delete()
    before = other.renditions.get().pk
    migration.animate(apps, None)
    assert moving(image)
    assert other.renditions.get().pk == before


def test_a_lost_file_stops_no_other(dongguan):
    image, other = upload(animated()), upload(animated(colours=COLOURS[::-1]), "b.gif")
    image.file.storage.delete(image.file.name)
    pictures = [("picture", {"image": each, "caption": ""}) for each in (image, other)]
    page = NewsPageFactory(parent=dongguan.index, body=pictures)
    renditions.make_for(page)
    assert moving(other)
    assert CustomRendition.objects.filter(image=image).count() == 1
