"""Pictures come along: once each, upright, and telling nothing of where they were taken."""

import base64
import io

from PIL import ExifTags, Image, ImageOps

from cms.core.images.models import CustomImage, CustomRendition
from cms.core.images.presets import FALLBACK
from news.models import NewsPage

from .pages import builder_page, photo

PICTURE = '<p>文。</p><p><img src="p_files/a.jpg" alt="{}"></p>'
PLACE = {ExifTags.GPS.GPSLatitude: (23.0, 2.0, 33.0), ExifTags.GPS.GPSLatitudeRef: "N"}


def taken(format="JPEG", orientation=1, color="#4a8"):
    """A photo as a telephone writes it: its top half white, where it was in its Exif data."""
    image = Image.new("RGB", (640, 480), color)
    image.paste("white", (0, 0, 640, 240))
    exif = image.getexif()
    exif[ExifTags.Base.Orientation] = orientation
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(PLACE)
    file = io.BytesIO()
    image.save(file, format, exif=exif)
    return file.getvalue()


def stored(image):
    with image.file.open() as file:
        return Image.open(io.BytesIO(file.read()))


def test_a_picture_in_its_place_with_its_stand_in(dongguan, save, outcomes, client):
    assert outcomes(save(builder_page(PICTURE.format("社工与长者")), a__jpg=photo())) == ["已导入"]
    page = NewsPage.objects.get()
    picture = page.body[1].value["image"]
    assert (picture.contextual_alt_text, picture.decorative) == ("社工与长者", False)
    assert picture.collection == dongguan.team.collection
    assert FALLBACK.spec in picture.renditions.values_list("filter_spec", flat=True)
    assert 'alt="社工与长者"' in client.get(page.url).content.decode()


def test_the_stand_in_is_what_the_site_would_have_made(dongguan, save, outcomes):
    outcomes(save(builder_page(PICTURE), a__jpg=photo((2400, 1200))))
    brought = CustomRendition.objects.get(filter_spec=FALLBACK.spec)
    assert (brought.width, brought.height) == (1200, 600)
    assert brought.file.name.endswith(".jpg")
    brought.delete()
    made = CustomImage.objects.get().get_rendition(FALLBACK)
    assert (made.width, made.height) == (1200, 600)


def test_where_it_was_taken_is_dropped_and_it_is_turned_upright(dongguan, save, outcomes):
    photos = [taken("WEBP"), taken("PNG"), *(taken(orientation=number) for number in range(1, 9))]
    pictures = "".join(f'<p><img src="p_files/{number}.jpg"></p>' for number in range(len(photos)))
    outcomes(save(builder_page(pictures), **{f"{n}__jpg": data for n, data in enumerate(photos)}))
    (body,) = NewsPage.objects.values_list("body", flat=True)
    records = [block.value["image"] for block in body]
    for data, record in zip(photos, records, strict=True):
        original, image = Image.open(io.BytesIO(data)), stored(record)
        assert original.getexif().get_ifd(ExifTags.IFD.GPSInfo)
        assert not image.getexif()
        expected = ImageOps.exif_transpose(original)
        assert image.size == expected.size == (record.width, record.height)
        for point in ((10, 10), (image.width - 10, image.height - 10)):
            difference = zip(image.getpixel(point), expected.getpixel(point), strict=True)
            assert max(abs(a - b) for a, b in difference) < 12


def test_the_same_content_is_stored_once_for_a_branch(dongguan, shenzhen, save, outcomes):
    two = '<p>文。</p><p><img src="p_files/a.jpg"></p><p><img src="p_files/b.jpg"></p>'
    first = save(builder_page(two, title="标题一"), "x/p.html", a__jpg=taken(), b__jpg=taken())
    second = save(builder_page(two, title="标题二"), "y/p.html", a__jpg=taken(), b__jpg=photo())
    outcomes(first, second)
    assert CustomImage.objects.count() == 2
    # The other branch's editors do not see this branch's collection.
    outcomes(
        save(builder_page(two, title="标题三"), "z/p.html", a__jpg=taken(), b__jpg=taken()),
        branch="shenzhen",
    )
    assert CustomImage.objects.count() == 3


def test_it_is_found_however_the_page_names_it(dongguan, save, outcomes, tmp_path):
    sources = [
        "p_files/%E5%9B%BE%20a.jpg",
        "./p_files/图 a.jpg",
        "/saved/p_files/图 a.jpg?x=1",
        "https://cdn.example.org/upload/图 a.jpg",
        "http://old.example.org/elsewhere/图%20a.jpg#x",
    ]
    pictures = "".join(f'<p><img src="{source}"></p>' for source in sources)
    save(builder_page(pictures), **{"图 a__jpg": photo()})
    assert outcomes(tmp_path) == ["已导入"]
    assert [block.block_type for block in NewsPage.objects.get().body] == ["picture"] * len(sources)
    assert CustomImage.objects.count() == 1


def test_a_picture_within_the_page(dongguan, save, outcomes):
    data = base64.b64encode(photo()).decode()
    outcomes(save(builder_page(f'<p>文。</p><img src="data:image/jpeg;base64,{data}">')))
    assert CustomImage.objects.count() == 1


def test_one_whose_exif_data_are_rubbish(dongguan, save, outcomes):
    webp = io.BytesIO()
    Image.new("RGB", (90, 60)).save(webp, "WEBP", exif=b"Exif\0\0rubbish")
    outcomes(save(builder_page('<p>文。</p><img src="p_files/a.webp">'), a__webp=webp.getvalue()))
    assert not Image.open(CustomImage.objects.get().file).info.get("exif")


UNUSABLE = [
    ("p_files/lost.jpg", "没有随页面保存"),
    ("https://example.org/remote.jpg", "没有随页面保存"),
    ("https://mmbiz.example.org/x/640?wx_fmt=jpeg", "没有随页面保存"),  # another page's, perhaps
    ("../../secret.jpg", "没有随页面保存"),
    ("/etc/passwd", "没有随页面保存"),
    ("file:///etc/passwd", "没有随页面保存"),
    ("p_files/broken.jpg", "已损坏或不是图片"),
    ("p_files/text.jpg", "已损坏或不是图片"),
    ("p_files/half.jpg", "已损坏或不是图片"),
    ("data:image/png;base64,AAAA", "已损坏或不是图片"),
    ("data:image/svg+xml;utf8,<svg/>", "已损坏或不是图片"),
    ("p_files/bomb.png", "万像素"),
    (f"p_files/{'长' * 300}.jpg", "没有随页面保存"),
    ("http://[bad/a.jpg", "没有可用地址"),
]


def test_one_that_cannot_come_is_named_and_the_article_comes(
    dongguan, save, import_legacy, tmp_path
):
    (tmp_path / "secret.jpg").write_bytes(photo())
    bomb = io.BytesIO()
    Image.new("1", (9000, 9000)).save(bomb, "PNG")
    folder = {"broken__jpg": b"\xff\xd8\xff\xe0" + b"x" * 99, "text__jpg": b"<html>404</html>"}
    folder |= {"half__jpg": photo((900, 900))[:3000], "bomb__png": bomb.getvalue(), "640": photo()}
    pages = [
        save(
            builder_page(f'<p>文。</p><p><img src="{source}"></p>', title=f"标题{number}"),
            f"{number}/p.html",
            **folder,
        )
        for number, (source, _reason) in enumerate(UNUSABLE)
    ]
    rows = import_legacy(*pages)
    assert {row[1] for row in rows} == {"已导入"}
    said = zip(UNUSABLE, rows, strict=True)
    assert not [(source, row[4]) for (source, reason), row in said if reason not in row[4]]
    assert not CustomImage.objects.exists()
    for page in NewsPage.objects.all():
        assert [block.block_type for block in page.body] == ["rich_text"]


def test_a_link_leads_out_of_no_folder(dongguan, save, import_legacy, tmp_path):
    (tmp_path / "secret.jpg").write_bytes(photo())
    file = save(builder_page('<p>文。</p><p><img src="p_files/link.jpg"></p>'), a__jpg=photo())
    (file.parent / "p_files" / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    assert "没有随页面保存" in import_legacy(file)[0][4]


def test_a_refused_article_leaves_no_file_behind(dongguan, save, outcomes, settings):
    before = set(settings.MEDIA_ROOT.rglob("*.*"))
    file = save(builder_page(PICTURE, title="长" * 256), a__jpg=photo())
    assert outcomes(file, fails=True) == ["拒绝"]
    assert not CustomImage.objects.exists()
    assert set(settings.MEDIA_ROOT.rglob("*.*")) == before
