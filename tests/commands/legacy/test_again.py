"""Imported once, and again: what is known, what has changed, what people have done since."""

import pytest
from django_tasks import task_backends
from django_tasks_db import DatabaseBackend
from django_tasks_db.models import DBTaskResult
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Revision

from cms.core.images.models import CustomImage
from cms.legacy_import.models import LegacyPage
from news.models import NewsPage
from tests import world

from .pages import BODY, builder_page, photo, text_page

MODELS = [Page, Revision, CustomImage, LegacyPage, Redirect, DBTaskResult]
ADDRESS = "http://www.old.example.org/nd.jsp?id=12&x=1"
OTHER = BODY.replace("聊起近况", "说了很多")


@pytest.fixture
def imported(dongguan, save, outcomes):
    assert outcomes(save(builder_page(address=ADDRESS))) == ["已导入"]
    return NewsPage.objects.get()


def body():
    return NewsPage.objects.get().body[0].value.source


def test_unchanged_is_left_alone(imported, save, outcomes):
    before = Revision.objects.count()
    assert outcomes(save(builder_page(address=ADDRESS, views="99"), "again.html")) == ["未改动"]
    assert Revision.objects.count() == before
    assert NewsPage.objects.get().last_published_at == imported.last_published_at


def test_changed_gets_a_revision_at_the_same_address(imported, save, outcomes):
    url = imported.url
    page = builder_page(OTHER, title="改过的标题", address=ADDRESS)
    assert outcomes(save(page)) == ["有更新"]
    changed = NewsPage.objects.get()
    assert changed.title == "改过的标题"
    assert body() == OTHER
    assert changed.url == url
    titles = [revision.content["title"] for revision in changed.revisions.order_by("pk")]
    assert titles == [imported.title, "改过的标题"]
    assert outcomes(save(page)) == ["未改动"]


def test_another_picture_is_a_change(dongguan, save, outcomes):
    page = builder_page('<p>文。</p><p><img src="p_files/a.jpg"></p>', address=ADDRESS)
    assert outcomes(save(page)) == ["已导入"]
    assert outcomes(save(page, a__jpg=photo())) == ["有更新"]
    assert outcomes(save(page, a__jpg=photo())) == ["未改动"]
    assert outcomes(save(page, a__jpg=photo(color="red"))) == ["有更新"]
    assert CustomImage.objects.count() == 2


def edit(page):
    page.title = "编辑改过的标题"
    page.save_revision().publish()


def draft(page):
    page.title = "编辑的草稿"
    page.save_revision()


def unpublish(page):
    page.unpublish()


def delete(page):
    page.delete()


@pytest.mark.parametrize("done", [edit, draft, unpublish, delete])
def test_what_people_did_since_is_kept_unless_one_says_otherwise(imported, save, outcomes, done):
    done(imported)
    before = list(NewsPage.objects.values_list("title", "live", "latest_revision"))
    changed = save(builder_page(OTHER, address=ADDRESS))
    assert outcomes(changed) == ["保留本站版本"]
    assert list(NewsPage.objects.values_list("title", "live", "latest_revision")) == before
    assert outcomes(changed, overwrite=True) == [{delete: "已导入"}.get(done, "有更新")]
    page = NewsPage.objects.get()
    assert (page.title, page.live, body()) == ("社工走进社区，温情传递关爱", True, OTHER)
    assert outcomes(changed) == ["未改动"]


def test_what_people_edited_and_the_old_site_did_not_is_no_conflict(imported, save, outcomes):
    edit(imported)
    assert outcomes(save(builder_page(address=ADDRESS))) == ["未改动"]
    assert NewsPage.objects.get().title == "编辑改过的标题"


def test_it_is_known_without_an_address_by_title_time_and_author(dongguan, save, outcomes):
    assert outcomes(save(text_page(["正文。"]), "a.txt")) == ["已导入"]
    assert outcomes(save(text_page(["正文。"]), "b.txt")) == ["未改动"]
    assert outcomes(save(text_page(["改过的正文。"]), "c.txt")) == ["有更新"]
    assert outcomes(save(text_page(["正文。"], title="另一篇"), "d.txt")) == ["已导入"]


def test_it_is_known_after_its_branch_was_renamed_or_it_was_moved(
    imported, dongguan, shenzhen, save, outcomes
):
    dongguan.page.full_name = "东莞市鹏星社工中心"
    dongguan.page.save_revision().publish()
    imported.move(shenzhen.index, pos="last-child")
    assert outcomes(save(builder_page(OTHER, address=ADDRESS))) == ["有更新"]
    page = NewsPage.objects.get()
    assert page.branch == shenzhen.page
    assert page.get_parent().specific == shenzhen.index


def test_text_first_and_html_later_is_one_article_and_does_not_take_turns(dongguan, save, outcomes):
    text = save(text_page(["一。", "二。"], title="标题"), "p.txt")
    html = save(builder_page("<p>一。</p><p><b>二。</b></p>", title="标题", address=ADDRESS))
    assert outcomes(text) == ["已导入"]
    assert outcomes(html) == ["有更新"]
    assert outcomes(text, html) == ["未改动", "未改动"]
    assert NewsPage.objects.get().legacy_url == ADDRESS


def test_the_same_article_at_two_addresses_is_one_and_both_lead_to_it(
    imported, save, outcomes, client
):
    assert outcomes(save(builder_page(OTHER, address="http://m.old.example.org/12"))) == ["未改动"]
    assert body() == BODY
    for path in ("/nd.jsp?id=12&x=1", "/nd.jsp?x=1&id=12", "/12"):
        response = client.get(path)
        assert (response.status_code, response["Location"]) == (301, imported.url)


def test_it_remembers_where_it_stood(imported):
    assert imported.legacy_url == ADDRESS
    assert Redirect.objects.get().is_permanent


def test_the_old_address_tells_nothing_of_an_article_that_is_not_published(imported, client):
    imported.unpublish()
    response = client.get("/nd.jsp?id=12&x=1")
    assert response.status_code == 404
    assert "Location" not in response


def test_an_old_address_that_only_asks_the_front_page_leads_on_too(
    dongguan, save, outcomes, client
):
    outcomes(save(builder_page(address="http://old.example.org/?p=12")))
    page = NewsPage.objects.get()
    response = client.get("/?p=12")
    assert (response.status_code, response["Location"]) == (301, page.url)
    for other in ("/", "/?p=13", "/?from=singlemessage"):
        assert client.get(other).status_code == 200
    page.unpublish()
    assert client.get("/?p=12").status_code == 200


def test_an_old_address_that_leads_elsewhere_is_left_and_told(
    dongguan, save, import_legacy, organisation
):
    Redirect.objects.create(old_path="/nd.jsp?id=12&x=1", redirect_page=organisation)
    assert "/nd.jsp?id=12&x=1" in import_legacy(save(builder_page(address=ADDRESS)))[0][4]
    assert Redirect.objects.get().redirect_page_id == organisation.pk


def test_an_address_without_a_redirect_is_told(dongguan, save, import_legacy):
    page = builder_page(address="http://old.example.org/" + "a" * 400)
    ((_file, outcome, *_rest, remarks, _address),) = import_legacy(save(page))
    assert outcome == "已导入"
    assert "重定向" in remarks


@pytest.mark.parametrize("address", ["http://old.example.org/", "http://old.example.org/show.asp"])
def test_an_address_that_a_template_gives_to_every_page_makes_them_no_one_article(
    dongguan, save, outcomes, address
):
    one = builder_page(title="一", time="2022-01-01 08:00", address=address)
    two = builder_page(title="二", time="2022-01-02 08:00", address=address)
    assert outcomes(save(one, "1.html"), save(two, "2.html")) == ["已导入", "已导入"]
    assert outcomes(save(one, "1.html"), save(two, "2.html")) == ["未改动", "未改动"]


def test_two_announcements_of_one_day_and_title_are_two(dongguan, save, outcomes):
    pages = [
        save(
            builder_page(body, time="2022-01-01", address=f"http://old.example.org/{name}.html"),
            name,
        )
        for name, body in (("a", BODY), ("b", OTHER))
    ]
    assert outcomes(*pages) == ["已导入", "已导入"]
    assert outcomes(*pages) == ["未改动", "未改动"]


def test_the_text_of_an_article_with_an_address_never_takes_its_place(dongguan, save, outcomes):
    outcomes(save(builder_page(address=ADDRESS)))
    edit(NewsPage.objects.get())
    text = text_page(["正文。"], title="社工走进社区，温情传递关爱")
    assert outcomes(save(text, "p.txt"), overwrite=True) == ["未改动"]
    page = NewsPage.objects.get()
    assert (page.title, page.legacy_url) == ("编辑改过的标题", ADDRESS)


def test_a_redirect_is_of_the_host_that_it_stood_on_if_that_is_served_here(
    dongguan, save, outcomes, client
):
    world.own_host(dongguan.page, "dg.example.org")
    outcomes(save(builder_page(address="http://dg.example.org/nd/1.html")))
    assert client.get("/nd/1.html", headers={"host": "dg.example.org"}).status_code == 301
    assert client.get("/nd/1.html").status_code == 404


def test_a_copy_is_an_article_of_its_own(imported, dongguan, save, outcomes):
    copy = imported.copy(to=dongguan.index, update_attrs={"slug": "copy", "title": "副本"})
    assert (copy.specific.legacy_url, copy.specific.legacy_views) == ("", None)
    assert outcomes(save(builder_page(OTHER, address=ADDRESS))) == ["有更新"]
    assert NewsPage.objects.get(pk=copy.pk).body[0].value.source == BODY


@pytest.fixture
def queue():
    """As in production, where what is queued is rolled back with the rest."""
    immediate = task_backends["background"]
    task_backends["background"] = DatabaseBackend("background", {})
    yield
    task_backends["background"] = immediate


def test_a_dry_run_tells_and_changes_nothing(imported, save, outcomes, settings, capsys, queue):
    def everything():
        rows = [model.objects.count() for model in MODELS]
        return rows, set(settings.MEDIA_ROOT.rglob("*.*")), body()

    picture = '<p>文。</p><p><img src="new_files/a.jpg"></p>'
    new = save(builder_page(picture, title="新的"), "new.html", a__jpg=photo())
    twin = save(builder_page(picture, title="新的"), "twin.html")
    changed = save(builder_page(OTHER, address=ADDRESS), "changed.html")
    before = everything()
    told = outcomes(new, twin, changed, save("", "empty.html"), dry_run=True, fails=True)
    assert told == ["已导入", "未改动", "有更新", "拒绝"]
    assert everything() == before
    assert "试运行" in capsys.readouterr().out


def test_in_another_language_it_waits_for_its_translation(dongguan, save, outcomes):
    world.translate(dongguan.index)
    outcomes(save(builder_page(address=ADDRESS)))
    assert outcomes(save(builder_page(address=ADDRESS))) == ["未改动"]
    assert NewsPage.objects.filter(live=True).count() == 1
