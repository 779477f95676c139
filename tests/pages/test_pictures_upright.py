"""Pictures that are stored on their side or mirrored: everything counts from what people see."""

import io
import json
from importlib import import_module

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import ExifTags, Image, ImageOps
from wagtail.models import APIToken

from cms.core.images.fields import PictureFieldFile
from cms.core.images.models import CustomImage, CustomRendition
from cms.core.images.presets import FALLBACK, PRESETS
from tests.factories import ImageFactory, NewsPageFactory

migration = import_module("cms.core.migrations.0004_pictures_as_people_see_them")
FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif"}


def photo(orientation=1, format="JPEG", size=(400, 300)):
    """As a telephone stores it; seen upright, its top left corner is red and all else is white."""
    upright = Image.new("RGB", size if orientation < 5 else size[::-1], "white")
    upright.paste("red", (0, 0, 100, 100))
    back = {5: 5, 6: 8, 7: 7, 8: 6}.get(orientation, orientation)
    turning = Image.Exif()
    turning[ExifTags.Base.Orientation] = back
    upright.info["exif"] = turning.tobytes()
    stored = ImageOps.exif_transpose(upright)
    assert stored.size == size
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    file = io.BytesIO()
    stored.save(file, format, exif=exif)
    return file.getvalue()


def upload(data, name="a.jpg", **fields):
    return ImageFactory(title="走访", file=ContentFile(data, name=name), **fields)


def corner_is_red(rendition):
    with Image.open(rendition.file.path) as made:
        red, green, _blue = made.convert("RGB").getpixel((10, 10))
        other = made.convert("RGB").getpixel((made.width - 10, made.height - 10))
    return red > 200 and green < 60 and min(other) > 200


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_size_is_the_one_that_people_see(db, orientation, format):
    image = upload(photo(orientation, format), f"a.{FORMATS[format]}")
    seen = (400, 300) if orientation < 5 else (300, 400)
    assert (image.width, image.height) == seen
    assert CustomImage.objects.filter(width=seen[0], height=seen[1]).exists()
    rendition = image.renditions.get()
    assert (rendition.width, rendition.height) == seen
    assert corner_is_red(rendition)  # turned, and not twice


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_focal_point_is_in_the_same_frame(client, dongguan, orientation):
    image = upload(photo(orientation))
    image.set_focal_point(image.get_rect().__class__(0, 0, 100, 100))
    image.save()
    page = NewsPageFactory(parent=dongguan.index, cover=image)
    page.save_revision().publish()
    for name in ("card", "cover"):
        cut = image.renditions.get(filter_spec=PRESETS[name].base.spec)
        assert corner_is_red(cut)
    cover = client.get(f"/api/v1/pages/{page.pk}/").json()["cover"]
    assert cover["focal_point"] == {"x": 50 / image.width, "y": 50 / image.height}


def test_heic_is_turned_by_its_own_rules(db):
    """libheif has done so when Pillow opens it; Exif data do not count (ISO/IEC 23008-12)."""
    file = io.BytesIO()
    picture = Image.new("RGB", (400, 300), "white")
    picture.paste("red", (0, 0, 100, 100))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    picture.save(file, "HEIF", exif=exif)
    image = upload(file.getvalue(), "a.heic")
    rendition = image.renditions.get()
    assert (image.width, image.height) == (rendition.width, rendition.height) == (400, 300)
    assert corner_is_red(rendition)


def test_a_png_that_says_it_only_at_its_end(db):
    data = photo(6, "PNG")
    start = data.index(b"eXIf") - 4
    end = start + 12 + int.from_bytes(data[start : start + 4])
    moved = data[:start] + data[end:-12] + data[start:end] + data[-12:]
    image = upload(moved, "a.png")
    assert (image.width, image.height) == (300, 400)
    assert corner_is_red(image.renditions.get())


def test_no_picture_is_decoded_for_its_size(monkeypatch):
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda image: pytest.fail("decoded"))
    monkeypatch.setattr("PIL.PngImagePlugin.PngImageFile.load", lambda image: pytest.fail("too"))
    plain = io.BytesIO()
    Image.new("RGB", (80, 60)).save(plain, "PNG")
    for data in (plain.getvalue(), *(photo(6, format) for format in ("JPEG", "WEBP"))):
        file = PictureFieldFile(None, CustomImage._meta.get_field("file"), "a")
        file.file = ContentFile(data)
        assert file.get_image_dimensions() in {(80, 60), (300, 400)}


# --- Every way in -------------------------------------------------------------------------------


def form(client, collection, data):
    client.post(
        reverse("wagtailimages:add"), {"title": "走访", "collection": collection.pk, "file": data}
    )


def several(client, collection, data):
    sent = {"title": "走访", "collection": collection.pk, "files[]": data}
    response = client.post(reverse("wagtailimages:add_multiple"), sent)
    assert response.json()["success"]


def chooser(client, collection, data):
    fields = {"title": "走访", "collection": collection.pk, "file": data}
    sent = {f"image-chooser-upload-{name}": value for name, value in fields.items()}
    response = client.post(reverse("wagtailimages_chooser:create"), sent)
    assert response.json()["step"] == "chosen"


def api(client, collection, data):
    user = collection.editor
    _token, key = APIToken.create_token(user=user, name="手机")
    response = client.post(
        "/api/v3-preview/images/",
        {"title": "走访", "collection_id": collection.pk, "file": data},
        headers={"authorization": f"Bearer {key}"},
    )
    assert response.status_code == 201, response.content.decode()
    assert (response.json()["width"], response.json()["height"]) == (300, 400)


@pytest.mark.parametrize("way_in", [form, several, chooser, api])
def test_through_every_form(client, dongguan, way_in):
    collection = dongguan.team.collection
    collection.editor = dongguan.editor()
    client.force_login(collection.editor)
    way_in(client, collection, SimpleUploadedFile("upright.jpg", photo(6)))
    image = CustomImage.objects.get()
    assert (image.width, image.height) == (300, 400)
    assert corner_is_red(image.renditions.get(filter_spec=FALLBACK.spec))


def test_apis_tell_the_size_that_people_see(client, dongguan):
    image = upload(photo(6))
    body = [("picture", {"image": image, "caption": ""})]
    page = NewsPageFactory(parent=dongguan.index, cover=image, body=body)
    page.save_revision().publish()
    described = client.get(f"/api/v1/images/{image.pk}/").json()
    assert (described["width"], described["height"]) == (300, 400)
    (block,) = client.get(f"/api/v1/pages/{page.pk}/").json()["body"]
    assert (block["picture"]["width"], block["picture"]["height"]) == (300, 400)
    query = """query ($id: Int!) { page(databaseId: $id) { ... on NewsPage {
        body { ... on PictureBlock { picture { width height } } } } } }"""
    asked = json.dumps({"query": query, "variables": {"id": page.pk}})
    answer = client.post("/graphql/", asked, "application/json").json()
    assert answer["data"]["page"]["body"] == [{"picture": {"width": 300, "height": 400}}]
    (shown,) = BeautifulSoup(client.get(page.url).content, "html.parser").select(".picture img")
    assert (shown["width"], shown["height"]) == ("300", "400")


# --- What was uploaded before -------------------------------------------------------------------


def as_before(image, **focal_point):
    """A row and its stand-in of an older version."""
    CustomImage.objects.filter(pk=image.pk).update(width=400, height=300, **focal_point)
    CustomRendition.objects.filter(filter_spec=FALLBACK.spec).update(filter_spec=migration.STAND_IN)


def sizes(*images):
    """As they are stored: `refresh_from_db` would look into the file."""
    rows = {pk: size for pk, *size in CustomImage.objects.values_list("pk", "width", "height")}
    return [tuple(rows[image.pk]) for image in images]


def test_the_upgrade_corrects_rows_without_a_look_at_their_files(db, monkeypatch):
    lying, standing = upload(photo(6)), upload(photo(1))
    as_before(lying)
    monkeypatch.setattr("builtins.open", lambda *args, **kwargs: pytest.fail("a file was opened"))
    migration.turn(apps, None)
    migration.bind_by_width(apps, None)
    assert sizes(lying, standing) == [(300, 400), (400, 300)]
    assert lying.renditions.get().filter_spec == FALLBACK.spec


def test_the_upgrade_keeps_where_the_editor_clicked_and_cuts_anew(dongguan):
    """In a frame of 400 × 300 that was drawn over the upright picture."""
    image = upload(photo(6))
    page = NewsPageFactory(parent=dongguan.index, cover=image)
    page.save_revision().publish()
    as_before(
        image, focal_point_x=100, focal_point_y=30, focal_point_width=80, focal_point_height=60
    )
    migration.turn(apps, None)
    image = CustomImage.objects.get(pk=image.pk)
    assert (image.focal_point_x, image.focal_point_y) == (75, 40)
    assert (image.focal_point_width, image.focal_point_height) == (60, 80)
    card = image.renditions.exclude(focal_point_key="").get(filter_spec=PRESETS["card"].base.spec)
    assert corner_is_red(card)


def test_the_upgrade_looks_into_files_of_which_nothing_was_made(db):
    image, lost = upload(photo(8)), upload(photo(8))
    as_before(image)
    CustomRendition.objects.all().delete()
    lost.file.storage.delete(lost.file.name)
    CustomImage.objects.filter(pk=lost.pk).update(width=400, height=300)
    migration.turn(apps, None)
    assert sizes(image, lost) == [(300, 400), (400, 300)]


def test_the_upgrade_asks_no_more_for_many_pictures(db):
    def queries(count):
        for _each in range(count):
            as_before(upload(photo(6)))
        with CaptureQueriesContext(connection) as captured:
            migration.turn(apps, None)
        return len(captured)

    assert queries(1) == queries(5)


def test_a_new_orientation_is_of_the_new_file(client, dongguan):
    editor = dongguan.editor()
    client.force_login(editor)
    collection = dongguan.team.collection
    image = upload(photo(1), collection=collection, uploaded_by_user=editor)
    response = client.post(
        reverse("wagtailimages:edit", args=[image.pk]),
        {
            "title": "走访",
            "collection": collection.pk,
            "file": SimpleUploadedFile("b.jpg", photo(6)),
        },
    )
    assert response.status_code == 302
    assert sizes(image) == [(300, 400)]
    assert image.renditions.get(filter_spec=FALLBACK.spec).height == 400
