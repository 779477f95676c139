"""Pictures: made at upload and at publish, never when somebody reads."""

import errno
import io
import re

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, OperationalError
from django.urls import reverse
from django_tasks import TaskResultStatus, task_backends
from django_tasks_db import DatabaseBackend
from django_tasks_db.management.commands.db_worker import Command as WorkerCommand
from django_tasks_db.models import DBTaskResult
from PIL import Image
from wagtail.models import Collection
from wagtail.rich_text import RichText

from cms.core.images import renditions
from cms.core.images.models import CustomImage, CustomRendition
from cms.core.images.presets import FALLBACK, PRESETS
from tests.factories import ImageFactory, NewsPageFactory


def photo(size=(1400, 1050), color="#4a8", format="JPEG"):
    file = io.BytesIO()
    Image.new("RGB", size, color).save(file, format)
    return file.getvalue()


@pytest.fixture
def upload(dongguan):
    return ImageFactory(title="入户走访", file=ContentFile(photo(), name="visit.jpg"))


@pytest.fixture
def article(dongguan, upload):
    upload.contextual_alt_text, upload.decorative = "社工握着长者的手", False
    picture = ("picture", {"image": upload, "caption": ""})
    return NewsPageFactory(parent=dongguan.index, slug="visit", cover=upload, body=[picture])


def publish(page):
    page.save_revision().publish()


def specs():
    return set(CustomRendition.objects.values_list("filter_spec", flat=True))


def pictures(client, path, selector):
    return BeautifulSoup(client.get(path).content, "html.parser").select(selector)


def test_the_upload_alone_makes_one_jpeg_and_its_pages_stand_on_that(client, article):
    assert specs() == {FALLBACK.spec}
    (cover,) = pictures(client, article.url, ".cover img")
    assert cover["src"] == CustomRendition.objects.get().url
    assert int(cover["width"]) / int(cover["height"]) == pytest.approx(16 / 9, rel=0.01)
    assert cover["style"] == "object-position: 50% 50%"
    assert not pictures(client, article.url, ".cover source")


def test_a_publish_makes_what_the_page_shows_and_nothing_else(article):
    publish(article)
    wanted = [each.spec for name in ("card", "cover", "inline") for each in PRESETS[name].filters]
    assert specs() == set(wanted)


def test_reading_makes_nothing(client, article):
    for path in ("/", "/dongguan/", "/dongguan/news/", article.url):
        assert client.get(path).status_code == 200
    assert specs() == {FALLBACK.spec}


def test_avif_for_covers_webp_for_all_and_a_jpeg_for_the_rest(client, article):
    publish(article)
    sources = pictures(client, article.url, ".cover source")
    assert [source["type"] for source in sources] == ["image/avif", "image/webp"]
    assert [source["type"] for source in pictures(client, article.url, ".picture source")] == [
        "image/webp"
    ]
    for source in sources:
        assert re.findall(r" (\d+)w", source["srcset"]) == ["480", "800", "1200"]
        assert source["sizes"]
    (image,) = pictures(client, article.url, ".cover img")
    assert (image["width"], image["height"]) == ("1200", "675")
    assert image["src"].endswith(".jpg")


def test_the_files_are_what_they_say(article):
    publish(article)
    for rendition in CustomRendition.objects.all():
        with Image.open(rendition.file.path) as made:
            assert made.format.lower() == rendition.filter_spec.split("format-")[1]
            assert made.size == (rendition.width, rendition.height)


def test_no_picture_has_more_than_three_widths():
    assert all(len(preset.widths) <= 3 for preset in PRESETS.values())


def test_the_first_picture_loads_at_once_the_others_when_they_are_near(client, article):
    publish(article)
    first, second = pictures(client, article.url, "article img")
    assert first["fetchpriority"] == "high"
    assert "loading" not in first.attrs
    assert second["loading"] == "lazy"


def test_without_a_cover_the_first_picture_of_the_body_is_the_first(client, dongguan, upload):
    picture = ("picture", {"image": upload, "caption": ""})
    text = ("rich_text", RichText("<p>文字</p>"))
    near = NewsPageFactory(parent=dongguan.index, body=[text, picture, picture])
    far = NewsPageFactory(parent=dongguan.index, body=[text, text, picture])
    loading = [image.get("loading") for image in pictures(client, near.url, ".body img")]
    assert loading == [None, "lazy"]
    assert pictures(client, far.url, ".body img")[0]["loading"] == "lazy"


def test_each_use_of_a_picture_has_its_own_text(client, dongguan, upload):
    def use(alt, *, decorative=False):
        image = CustomImage.objects.get(pk=upload.pk)
        image.contextual_alt_text, image.decorative = alt, decorative
        return ("picture", {"image": image, "caption": ""})

    page = NewsPageFactory(
        parent=dongguan.index, body=[use("第一"), use("第二"), use("", decorative=True)]
    )
    texts = [image["alt"] for image in pictures(client, page.url, ".body img")]
    assert texts == ["第一", "第二", ""]


def test_a_deleted_picture_leaves_nothing_behind(client, dongguan, article, upload):
    branch = dongguan.page
    banner = {"image": upload, "caption": "横幅", "page": dongguan.contact, "url": ""}
    branch.banners = [("banner", banner)]
    publish(branch)
    assert pictures(client, "/dongguan/", ".banners a")
    upload.delete()
    assert not pictures(client, "/dongguan/", ".banners")
    assert not pictures(client, article.url, "figure, img")


def test_the_focal_point_is_kept(client, dongguan, article, upload):
    upload.set_focal_point(upload.get_rect().__class__(0, 0, 140, 105))
    upload.save()
    (cover,) = pictures(client, article.url, ".cover img")
    assert cover["style"] == "object-position: 5% 5%"
    publish(article)
    made = CustomRendition.objects.filter(filter_spec=PRESETS["card"].base.spec)
    assert made.exclude(focal_point_key="").exists()


def test_a_small_original_is_not_blown_up_and_not_listed_twice(client, dongguan):
    small = ImageFactory(file=ContentFile(photo((400, 225)), name="small.jpg"))
    page = NewsPageFactory(parent=dongguan.index, cover=small)
    publish(page)
    for source in pictures(client, page.url, ".cover source"):
        assert re.findall(r" (\d+)w", source["srcset"]) == ["400"]


def test_a_photo_taken_upright_stands_upright(client, dongguan):
    file = io.BytesIO()
    turned = Image.Exif()
    turned[0x0112] = 6
    Image.new("RGB", (1200, 800)).save(file, "JPEG", exif=turned)
    upright = ImageFactory(file=ContentFile(file.getvalue(), name="upright.jpg"))
    page = NewsPageFactory(
        parent=dongguan.index, body=[("picture", {"image": upright, "caption": ""})]
    )
    (shown,) = pictures(client, page.url, ".picture img")
    assert int(shown["height"]) > int(shown["width"])


# --- In the background --------------------------------------------------------------------------


@pytest.fixture
def queue(transactional_db, django_db_serialized_rollback):
    """The queue of production in the place of the tests' immediate one.

    In real transactions: the worker looks after its connection itself, and would close a test's.
    """
    immediate = task_backends["background"]
    task_backends["background"] = DatabaseBackend("background", {})
    yield
    task_backends["background"] = immediate


def test_a_publish_leaves_the_work_to_the_worker(article, queue):
    publish(article)
    assert specs() == {FALLBACK.spec}
    call_command("work", batch=True, startup_delay=False)
    assert PRESETS["cover"].base.spec in specs()


def test_a_page_that_is_gone_meanwhile_does_not_stop_the_worker(dongguan, article, queue):
    other = NewsPageFactory(parent=dongguan.index, cover=article.cover)
    publish(article)
    publish(other)
    article.delete()
    call_command("work", batch=True, startup_delay=False)
    assert PRESETS["cover"].base.spec in specs()


def test_a_worker_takes_up_what_another_had_begun_when_it_was_killed(article, queue):
    publish(article)
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)
    call_command("work", batch=True, startup_delay=False)
    assert PRESETS["cover"].base.spec in specs()
    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL


def test_a_task_that_kills_its_workers_is_given_up(article, queue):
    publish(article)
    workers = ["one", "two", "three"]
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, worker_ids=workers)
    call_command("work", batch=True, startup_delay=False)
    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED


def test_a_worker_outlives_a_locked_database(article, queue, monkeypatch):
    monkeypatch.setattr("cms.operations.management.commands.work.PAUSE", 0)
    monkeypatch.setattr("cms.operations.periodic_jobs.start", lambda: None)
    outcomes = [OperationalError("database is locked"), SystemExit()]

    def fail(*args, **kwargs):
        raise outcomes.pop(0)

    monkeypatch.setattr(WorkerCommand, "handle", fail)
    with pytest.raises(SystemExit):
        call_command("work")
    assert not outcomes


def test_a_picture_that_is_deleted_meanwhile_does_not_stop_the_others(article, upload, monkeypatch):
    """As when somebody deletes it while the worker has it open."""
    other = ImageFactory(title="另一张", file=ContentFile(photo(color="#a48"), name="other.jpg"))
    article.body = [("picture", {"image": other, "caption": ""})]
    article.save()
    create = CustomImage.create_rendition

    def refuse(image, filter):
        if image.pk == upload.pk:
            raise IntegrityError("FOREIGN KEY constraint failed")
        return create(image, filter)

    monkeypatch.setattr(CustomImage, "create_rendition", refuse)
    publish(article)
    made = CustomRendition.objects.exclude(filter_spec=FALLBACK.spec)
    assert set(made.values_list("image", flat=True)) == {other.pk}


def test_nothing_of_a_photo_remains_that_is_replaced_while_it_is_made(article, upload, monkeypatch):
    """A photo is replaced, maybe because somebody must not be shown, while the worker has it."""
    create = CustomImage.create_rendition
    replaced = []

    def replace_first(image, filter):
        rendition = create(image, filter)
        if not replaced:
            replaced.append(rendition.pk)
            CustomImage.objects.filter(pk=image.pk).update(file="original_images/new.jpg")
        return rendition

    monkeypatch.setattr(CustomImage, "create_rendition", replace_first)
    publish(article)
    assert replaced
    assert not CustomRendition.objects.filter(pk__in=replaced).exists()
    assert specs() == {FALLBACK.spec}


def test_make_pictures_catches_up(article, capsys):
    CustomRendition.objects.all().delete()
    call_command("make_pictures")
    wanted = [each.spec for name in ("card", "cover", "inline") for each in PRESETS[name].filters]
    assert specs() == set(wanted)
    call_command("make_pictures")
    assert "已为页面生成 0 张图片，为上传的图片生成 0 张备用图" in capsys.readouterr().out


def test_a_full_disk_fails_the_task_and_is_made_good_later(article, queue, monkeypatch):
    publish(article)
    create = CustomImage.create_rendition

    def refuse(image, filter):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(CustomImage, "create_rendition", refuse)
    call_command("work", batch=True, startup_delay=False)
    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED
    monkeypatch.setattr(CustomImage, "create_rendition", create)
    call_command("make_pictures")
    assert PRESETS["cover"].base.spec in specs()


# --- What a picture must not tell ---------------------------------------------------------------


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_no_reader_learns_where_and_by_whom_a_photo_was_taken(dongguan, kind):
    exif = Image.Exif()
    exif[0x010F], exif[0x013B] = "PhoneMaker", "李素娟"
    exif.get_ifd(0x8825)[1], exif.get_ifd(0x8825)[2] = "N", (23.0, 1.0, 12.0)
    file = io.BytesIO()
    options = {"comment": b"taken at home"} if kind == "JPEG" else {}
    Image.new("RGB", (1400, 1050), "#4a8").save(file, kind, exif=exif, **options)
    told = ContentFile(file.getvalue(), name=f"home.{kind.lower()}")
    with Image.open(ImageFactory(file=told).file.path) as original:
        assert original.getexif()[0x010F] == "PhoneMaker"
    image = CustomImage.objects.get()
    for preset in PRESETS.values():
        renditions.make(image, preset.filters)
    for rendition in CustomRendition.objects.all():
        with Image.open(rendition.file.path) as made:
            made.load()
            assert not dict(made.getexif()), rendition.filter_spec
            assert not {"comment", "xmp", "photoshop"} & set(made.info), rendition.filter_spec


def test_nobody_guesses_the_address_of_a_picture(upload):
    """Its renditions are public before the page that shows it is."""
    for file in (upload.file.name, upload.renditions.get().file.name):
        assert re.search(r"/[0-9a-f]{16}-visit\.", file)


# --- In the admin -------------------------------------------------------------------------------


@pytest.fixture
def editor(client, dongguan):
    client.force_login(dongguan.editor())
    return Collection.objects.get(name=dongguan.page.short_name)


def add(client, collection, content, name="visit.jpg"):
    return client.post(
        reverse("wagtailimages:add"),
        {
            "title": "走访",
            "collection": collection.pk,
            "file": SimpleUploadedFile(name, content),
        },
    )


def test_a_damaged_photo_is_refused_by_name(client, editor):
    response = add(client, editor, photo()[:-2000])
    assert response.status_code == 200
    assert "图片已损坏或不完整" in str(response.context["form"].errors["file"])
    assert not CustomImage.objects.exists()


def test_a_picture_too_large_for_the_memory_is_refused_unopened(client, editor, settings):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 1_000_000
    response = add(client, editor, photo())
    assert "像素超过 1 百万" in str(response.context["form"].errors["file"])


def test_a_picture_so_large_that_even_its_header_raises_an_alarm(client, editor):
    bomb = io.BytesIO()
    Image.new("1", (14_000, 14_000)).save(bomb, "PNG")
    response = add(client, editor, bomb.getvalue(), "bomb.png")
    assert response.context["form"].errors["file"]
    assert not CustomImage.objects.exists()


def test_a_picture_that_no_browser_could_show_is_refused(client, editor):
    scan = io.BytesIO()
    Image.new("I;16", (1300, 800)).save(scan, "PNG")
    response = add(client, editor, scan.getvalue(), "scan.png")
    assert "请另存为 JPEG" in str(response.context["form"].errors["file"])


def test_a_new_file_is_shown_at_once_and_made_for_its_pages(client, dongguan, editor):
    add(client, editor, photo())
    image = CustomImage.objects.get()
    page = NewsPageFactory(parent=dongguan.index, cover=image)
    publish(page)
    before = pictures(client, page.url, ".cover img")[0]["src"]
    client.force_login(dongguan.approver())
    response = client.post(
        reverse("wagtailimages:edit", args=[image.pk]),
        {
            "title": "走访",
            "collection": editor.pk,
            "file": SimpleUploadedFile("other.jpg", photo(color="#a48")),
        },
    )
    assert response.status_code == 302
    after = pictures(client, page.url, ".cover img")[0]["src"]
    assert after != before
    assert PRESETS["cover"].base.spec in specs()
