"""What `make run` does before it serves."""

import os
import socket
import subprocess
import sys

import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from pytest_django.asserts import assertContains
from wagtail.models import Page, Site

from cms.operations import initial_content
from home.models import BranchPage, HomePage
from news.models import NewsCategory, NewsPage
from tests.layers import shared


@shared
def filled():
    return initial_content.load_initial_content()


def test_an_empty_database_becomes_the_organisation(client, filled):
    home = client.get("/", headers={"host": "localhost:8000"})
    for text in ("鹏星社工", "牵手共学,东莞鹏星助力广西罗城社工", "© 2014 鹏星社工 版权所有"):
        assertContains(home, text)
    assert list(BranchPage.objects.order_by("switcher_position").values_list("code", "city")) == [
        ("dongguan", "东莞"),
        ("shenzhen", "深圳"),
        ("ronggui", "容桂"),
        ("gaoming", "高明"),
        ("nanhai", "南海"),
    ]
    assert list(NewsCategory.objects.values_list("name", flat=True)) == [
        "服务动态",
        "党建",
        "通知公告",
        "媒体报道",
    ]


@pytest.mark.parametrize(
    "code,email,phone,postcode",
    [
        ("dongguan", "dgpengxing@126.com", "0769-22820037", "523082"),
        ("shenzhen", "pengxing888@126.com", "0755-26470873", "518110"),
        ("ronggui", "rongguipengxing888@126.com", "0757-29212307", "528300"),
        ("gaoming", "gaomingpengxing@126.com", "0757-88823303", "523082"),
        ("nanhai", "nhpengxing@163.com", "0757-85439883", "528216"),
    ],
)
def test_every_branch_has_its_real_contact_facts(client, filled, code, email, phone, postcode):
    for path in ("/nanhai/", f"/{code}/contact/"):
        response = client.get(path, headers={"host": "localhost"})
        for fact in (email, phone, postcode):
            assertContains(response, fact)


def test_the_administrator_can_log_in_with_the_password_that_is_printed(filled):
    assert len(filled) >= 16
    assert authenticate(username="admin", password=filled).is_superuser


def test_nothing_is_left_of_wagtails_own_welcome(filled):
    assert not Page.objects.filter(title__icontains="wagtail").exists()
    assert not Group.objects.filter(name__in=["Editors", "Moderators"]).exists()
    assert HomePage.objects.get().get_workflow() is None


def test_a_second_start_overwrites_nothing(filled):
    NewsPage.objects.get().delete()
    BranchPage.objects.get(code="nanhai").delete()
    home = HomePage.objects.get()
    home.title = "改过的名称"
    home.save_revision().publish()
    before = list(Page.objects.values_list("path", "title", "latest_revision"))
    assert initial_content.load_initial_content() is None
    assert list(Page.objects.values_list("path", "title", "latest_revision")) == before


@pytest.fixture
def prepare(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"

    def run(port):
        settings.PORT = port
        call_command("prepare", host="127.0.0.1")

    return run


def test_it_says_where_everything_is_and_the_password_once(db, prepare, free_port, capsys):
    prepare(free_port)
    output = capsys.readouterr().out
    for line in (
        f"鹏星社工    http://localhost:{free_port}/\n",
        f"东莞        http://localhost:{free_port}/dongguan/\n",
        "密码 ",
    ):
        assert line in output
    prepare(free_port)
    output = capsys.readouterr().out
    assert f"http://localhost:{free_port}/nanhai/" in output
    assert "密码" not in output


def test_the_port_of_local_sites_follows_and_real_hosts_are_left_alone(filled, prepare, free_port):
    dongguan = BranchPage.objects.get(code="dongguan")
    Site.objects.create(hostname="dg.localhost", port=8000, root_page=dongguan)
    shenzhen = BranchPage.objects.get(code="shenzhen")
    Site.objects.create(hostname="sz.example.org", port=443, root_page=shenzhen)
    prepare(free_port)
    assert dict(Site.objects.values_list("hostname", "port")) == {
        "localhost": free_port,
        "dg.localhost": free_port,
        "sz.example.org": 443,
    }


def test_the_portals_address_follows_base_url_once(filled, prepare, free_port, settings):
    settings.BASE_URL = "https://www.example.org"
    prepare(free_port)
    site = Site.objects.get()
    assert (site.hostname, site.port) == ("www.example.org", 443)
    Site.objects.update(hostname="edited.example.org")
    prepare(free_port)
    assert Site.objects.get().hostname == "edited.example.org"


def test_a_deleted_portal_does_not_come_back_and_stops_nothing(client, filled, prepare, free_port):
    HomePage.objects.get().delete()
    prepare(free_port)
    assert not HomePage.objects.exists()
    assert client.get("/").status_code == 404


def test_all_of_it_can_be_searched(indexed, prepare, free_port):
    prepare(free_port)
    call_command("check_search")


def test_a_taken_port_gets_one_clear_line(db, prepare):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(
            CommandError, match=rf"^端口 {port} 无法使用.*make run PORT={port + 1}$"
        ):
            prepare(port)
    assert not HomePage.objects.exists()


def test_static_files_are_collected_once(db, prepare, free_port, settings):
    prepare(free_port)
    stamp = settings.STATIC_ROOT / ".collected"
    first = stamp.stat().st_mtime_ns
    prepare(free_port)
    assert stamp.stat().st_mtime_ns == first


@pytest.mark.slow
def test_other_accounts_of_the_machine_read_nothing(tmp_path):
    folder = tmp_path / "var"
    environment = {**os.environ, "VAR_DIR": str(folder)}
    environment["DJANGO_SETTINGS_MODULE"] = "cms.settings.production"
    manage = [sys.executable, settings.BASE_DIR / "manage.py", "maintenance", "on"]
    subprocess.run(manage, env=environment, check=True, capture_output=True)
    made = [folder, *folder.rglob("*")]
    assert len(made) > 2
    assert not [path for path in made if path.stat().st_mode & 0o007]
