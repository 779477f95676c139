"""A page and its pictures in one file, as browsers write it."""

from email.message import EmailMessage
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from django.core.management import call_command

from cms.core.images.models import CustomImage
from news.models import NewsPage

from .pages import PARAGRAPHS, TITLE, builder_page, photo

ADDRESS = "http://old.example.org/nd/12.html"


def mhtml(page, charset="utf-8", **pictures):
    message = MIMEMultipart("related")
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = ADDRESS
    html = MIMEText(page, "html", charset)
    html["Content-Location"] = ADDRESS
    message.attach(html)
    for name, data in pictures.items():
        image = MIMEImage(data, "jpeg")
        image["Content-Location"] = f"http://old.example.org/upload/{name}.jpg"
        image["Content-ID"] = f"<{name}@mhtml.blink>"
        message.attach(image)
    return bytes(message)


BODY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)


@pytest.mark.parametrize("name", ["a.mht", "a.mhtml", "a.html"])
@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_the_page_in_it(dongguan, save, import_legacy, name, charset):
    file = save(mhtml(builder_page(BODY), charset), name)
    ((_file, outcome, _branch, title, remarks, address),) = import_legacy(file.parent)
    assert (outcome, title, remarks, address) == ("已导入", TITLE, "", ADDRESS)
    assert NewsPage.objects.get().body[0].value.source == BODY


@pytest.mark.parametrize(
    "source", ["http://old.example.org/upload/a.jpg", "/upload/a.jpg", "cid:a@mhtml.blink"]
)
def test_its_pictures(dongguan, save, outcomes, source):
    page = builder_page(f'{BODY}<p><img src="{source}"></p>')
    assert outcomes(save(mhtml(page, a=photo()), "a.mht")) == ["已导入"]
    assert CustomImage.objects.count() == 1
    assert [block.block_type for block in NewsPage.objects.get().body] == ["rich_text", "picture"]


def test_one_that_holds_no_page_is_told(dongguan, save, import_legacy):
    message = EmailMessage()
    message["From"], message["MIME-Version"] = "<Saved by Blink>", "1.0"
    message["Content-Type"] = "multipart/related; boundary=x"
    file = save(bytes(message) + b"--x--\n", "a.mht")
    assert "重新保存" in import_legacy(file, fails=True)[0][4]


def test_its_footer(dongguan, save, capsys):
    call_command("import_legacy", str(save(mhtml(builder_page(BODY)), "a.mht")), contacts=True)
    assert "3 项一致" in capsys.readouterr().out
