"""`import_legacy --contacts`: what the old footers say of the branches."""

import pytest
from django.core.management import call_command

from cms.operations.initial_content import CONTENT_DIR
from contacts.models import ContactPage
from news.models import NewsPage

from .pages import builder_page, text_page

REAL = str(CONTENT_DIR / "dongguan-2022-10-30.txt")
FOOTER = (
    "<div class=f><b>东莞鹏星</b><br>地址：莞城街道1号<br>"
    "邮箱：dg@example.org　电话/传真：0769-11111111<br>邮编：523000</div>"
    "<div class=f>深圳鹏星 邮编：518110</div>"
)


def contacts(*paths, **options):
    call_command("import_legacy", *map(str, paths), contacts=True, **options)


def page_with_footer(**changes):
    return (
        builder_page()
        .replace("</body>", f"{FOOTER}</body>")
        .replace('<div class="foot">', '<div class="foot"><p>总部</p>')
    )


def values(branch):
    contact = ContactPage.objects.get(branch=branch.page)
    return contact.email, contact.phone, contact.postcode, contact.address


def test_the_real_footer_is_the_same(dongguan, shenzhen, capsys):
    contacts(REAL)
    assert "6 项一致，0 项不同" in capsys.readouterr().out
    assert not NewsPage.objects.exists()


def test_differences_are_shown_and_nothing_is_changed(dongguan, shenzhen, save, capsys):
    before = values(dongguan)
    contacts(save(builder_page().replace("523082", "523999")))
    out = capsys.readouterr().out
    assert "东莞鹏星，邮编：本站为“523082”；旧站页脚为“523999”（1 个页面）" in out
    assert "2 项一致，1 项不同" in out
    assert values(dongguan) == before


def test_they_are_taken_over_when_asked(dongguan, shenzhen, save, client, capsys):
    page = builder_page().replace("0769-22820037", "0769-22820038").replace("523082", "523999")
    contacts(save(page), apply=True)
    assert values(dongguan) == ("dgpengxing@126.com", "0769-22820038", "523999", "")
    assert "已更改" in capsys.readouterr().out
    contact = ContactPage.objects.get(branch=dongguan.page)
    assert contact.latest_revision == contact.live_revision
    assert "0769-22820038" in client.get("/shenzhen/").content.decode()
    contacts(save(page), apply=True)
    assert ContactPage.objects.get(branch=dongguan.page).latest_revision == contact.latest_revision


def test_footers_that_disagree_are_left_to_people(dongguan, save, capsys):
    one, other = builder_page(), builder_page(title="另一篇").replace("523082", "523999")
    contacts(save(one, "a.html"), save(other, "b.html"), apply=True)
    out = capsys.readouterr().out
    assert "各页页脚不一致" in out
    assert values(dongguan)[2] == "523082"


def test_a_value_that_is_none_is_named_and_nothing_is_half_changed(dongguan, save, capsys):
    page = builder_page().replace("523082", "5230").replace("22820037", "22820038")
    contacts(save(page), apply=True)
    assert "东莞鹏星: 未更改：邮编：" in capsys.readouterr().out.replace("邮编: ", "邮编：")
    assert values(dongguan)[1:3] == ("0769-22820037", "523082")


def test_a_draft_of_somebody_is_not_published(dongguan, save, capsys):
    contact = ContactPage.objects.get(branch=dongguan.page)
    contact.address = "草稿里的地址"
    contact.save_revision()
    contacts(save(builder_page().replace("523082", "523999")), apply=True)
    assert "草稿" in capsys.readouterr().out
    assert values(dongguan)[2:] == ("523082", "")


@pytest.mark.parametrize(
    "body",
    [
        "<p>请联系东莞鹏星，邮编：999999。</p>",
        "<p>电话：110</p>",
        "<p>东莞鹏星办活动</p><p>地址：广场</p>",
    ],
)
def test_what_an_article_says_is_no_footer(dongguan, save, capsys, body):
    contacts(save(builder_page(f"<p>开头。</p>{body}")))
    assert "3 项一致，0 项不同" in capsys.readouterr().out


def test_a_page_that_cannot_be_read_is_told(dongguan, save, capsys):
    contacts(save(b"\x00\x01"), save(text_page(["文。"]), "b.txt"))
    assert "不是文本文件" in capsys.readouterr().out


def test_all_on_one_line(dongguan, save, capsys):
    contacts(save(page_with_footer()))
    out = capsys.readouterr().out
    for value in ("dg@example.org", "莞城街道1号", "0769-11111111", "523000"):
        assert f"“{value}”（1 个页面）" in out
