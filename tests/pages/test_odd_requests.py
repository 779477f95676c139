"""No request that a stranger can make is answered with 500."""

import pytest
from PIL import Image

from tests.factories import ImageFactory, NewsPageFactory

PATHS = ["/", "/dongguan/", "/dongguan/news/", "/nothing/", "/admin/login/", "/no-slash"]


@pytest.fixture(autouse=True)
def _site(dongguan, client):
    client.raise_request_exception = False


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("key", ['"a\\000aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"', "é" * 32, "x" * 5000])
def test_a_session_that_nobody_gave(client, path, key):
    client.cookies["sessionid"] = ""
    client.cookies["sessionid"].set("sessionid", "", key)
    assert client.get(path).status_code < 500


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "content_type",
    [
        "application/x-www-form-urlencoded; charset=gbk",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "application/json",
    ],
)
def test_a_body_that_cannot_be_read(client, path, content_type):
    client.handler.enforce_csrf_checks = True
    client.cookies["csrftoken"] = "a" * 32
    response = client.generic("POST", path, b"a=\xff", content_type=content_type)
    assert response.status_code < 500


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE"])
@pytest.mark.parametrize("path", PATHS)
def test_any_method(client, path, method):
    assert client.generic(method, path).status_code < 500


def test_a_picture_that_cannot_be_made_smaller_does_not_take_the_page_down(
    client, dongguan, tmp_path
):
    path = tmp_path / "odd.png"
    Image.new("I;16", (1300, 800)).save(path)
    cover = ImageFactory(file__from_path=str(path))
    page = NewsPageFactory(parent=dongguan.index, cover=cover)
    for address in ("/", "/dongguan/", page.url):
        assert client.get(address).status_code == 200
