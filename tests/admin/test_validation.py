"""What the admin's forms take and refuse, field by field, in Chinese."""

import pytest
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.core.pages.slugs import RESERVED
from contacts.models import ContactPage
from home.models import BranchPage, StandardPage
from news.models import NewsPage
from tests.factories import StandardPageFactory, UserFactory

from .forms import create, edit, errors

BRANCH = {
    "code": "foshan",
    "city": "佛山",
    "short_name": "佛山鹏星",
    "full_name": "佛山市鹏星社会工作服务社",
    "switcher_position": "6",
    "action-publish": "1",
}


@pytest.fixture
def admin(client, dongguan):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


@pytest.mark.parametrize(
    "field,good,bad",
    [
        ("email", "dgpengxing@126.com", "dgpengxing"),
        ("email", "", "a@b"),
        ("phone", "0769-22820037", "22820037"),
        ("phone", "010-62345678-801", "0769-228200"),
        ("phone", "13800138000", "12800138000"),
        ("phone", "+86 13800138000", "+1 5551234567"),
        ("phone", "400-800-1234", "400-800-12"),
        ("phone", "12345", "123456"),
        ("phone", "", "电话"),
        ("postcode", "523082", "52308"),
        ("postcode", "", "52308a"),
        ("postcode", "100000", "５２３０８２"),
        ("wechat_id", "dgpengxing", "鹏星"),
        ("wechat_id", "dg_peng-xing1", "1pengxing"),
    ],
)
def test_contact_details(admin, dongguan, field, good, bad):
    other = {"latitude": "", "longitude": ""}
    refused = edit(admin, dongguan.contact, **other, **{field: bad, "action-publish": "1"})
    assert list(errors(refused)) == [field]
    edit(admin, dongguan.contact, **other, **{field: good, "action-publish": "1"})
    assert getattr(ContactPage.objects.get(pk=dongguan.contact.pk), field) == good


@pytest.mark.parametrize(
    "latitude,longitude,wrong",
    [
        ("23.02", "", "longitude"),
        ("", "113.75", "latitude"),
        ("91", "113.75", "latitude"),
        ("23.02", "181", "longitude"),
        ("north", "113.75", "latitude"),
    ],
)
def test_a_map_position_is_complete_and_on_earth(admin, dongguan, latitude, longitude, wrong):
    response = edit(
        admin,
        dongguan.contact,
        latitude=latitude,
        longitude=longitude,
        **{"action-publish": "1"},
    )
    assert wrong in errors(response)


@pytest.mark.parametrize(
    "field,bad",
    [
        ("icp_number", "15059714"),
        ("icp_number", "粤ICP备15059714"),
        ("public_security_number", "44190002000001"),
        ("copyright_since", "1900"),
        ("copyright_since", "今年"),
        ("copyright_owner", ""),
        ("title", ""),
    ],
)
def test_legal_facts_of_the_portal(admin, organisation, field, bad):
    assert field in errors(edit(admin, organisation, **{field: bad, "action-publish": "1"}))


def test_good_legal_facts_are_taken(admin, organisation):
    edit(
        admin,
        organisation,
        icp_number="粤ICP备15059714号-1",
        public_security_number="粤公网安备 44190002000001号",
        **{"action-publish": "1"},
    )
    organisation.refresh_from_db()
    assert organisation.icp_number == "粤ICP备15059714号-1"
    assert organisation.public_security_number == "粤公网安备 44190002000001号"


@pytest.mark.parametrize("code", ["en", "zh-hant", "api", "admin", "search", "graphql", "static"])
def test_a_reserved_code_is_refused(admin, organisation, code):
    assert code in RESERVED
    response = create(admin, "home/branchpage", organisation, **{**BRANCH, "code": code})
    assert "为系统保留" in errors(response)["code"]


@pytest.mark.parametrize(
    "code", ["dongguan", "about", "Foshan", "佛山", "fo shan", "1st", "fo--shan", ""]
)
@pytest.mark.parametrize("action", ["publish", "draft"])
def test_a_code_that_is_taken_or_malformed_is_refused(admin, organisation, code, action):
    StandardPageFactory(parent=organisation, slug="about")
    fields = {**BRANCH, "code": code}
    if action == "draft":
        del fields["action-publish"]
    response = create(admin, "home/branchpage", organisation, **fields)
    assert "code" in errors(response)
    assert BranchPage.objects.count() == 1


@pytest.mark.parametrize("field", ["city", "short_name", "full_name"])
def test_a_branch_needs_its_names(admin, organisation, field):
    response = create(admin, "home/branchpage", organisation, **{**BRANCH, field: ""})
    assert field in errors(response)


def test_a_draft_of_a_branch_needs_the_name_that_is_its_title(admin, organisation):
    fields = {name: value for name, value in BRANCH.items() if name != "action-publish"}
    response = create(admin, "home/branchpage", organisation, **{**fields, "short_name": ""})
    assert "short_name" in errors(response)


def test_a_branch_founded_by_form_gets_all_that_belongs_to_it(admin, organisation):
    create(admin, "home/branchpage", organisation, **BRANCH)
    page = BranchPage.objects.get(code="foshan")
    assert (page.slug, page.title) == ("foshan", "佛山鹏星")
    assert [child.slug for child in page.get_children()] == ["news", "contact"]
    assert page.get_workflow() is not None


def test_an_articles_title_and_time_are_needed(admin, dongguan):
    response = create(
        admin, "news/newspage", dongguan.index, title="", published_at="昨天", slug="x"
    )
    assert {"title", "published_at"} <= set(errors(response))


@pytest.mark.parametrize("moment", ["0001-01-01 00:00:00", "1989-12-31 12:00:00", "9999-12-31"])
def test_an_article_is_dated_in_our_time(admin, dongguan, moment):
    response = create(admin, "news/newspage", dongguan.index, title="x", published_at=moment)
    assert "published_at" in errors(response)


def test_an_article_is_dated_to_the_second(admin, dongguan):
    create(
        admin,
        "news/newspage",
        dongguan.index,
        title="探访",
        published_at="2022-10-30 14:18:22",
        **{"action-publish": "1"},
    )
    page = NewsPage.objects.get(title="探访")
    assert page.published_at.isoformat() == "2022-10-30T06:18:22+00:00"


@pytest.mark.parametrize("slug", ["search", "api", "en", "EN"])
def test_a_page_below_the_portal_or_a_branch_cannot_take_a_system_address(
    admin, organisation, dongguan, slug
):
    for parent in (organisation, dongguan.page):
        response = create(admin, "home/standardpage", parent, title="页面", slug=slug)
        assert "系统自身使用的网址" in errors(response)["slug"]


def test_a_taken_slug_is_refused_in_the_form(admin, dongguan):
    StandardPageFactory(parent=dongguan.page, slug="about")
    response = create(admin, "home/standardpage", dongguan.page, title="关于", slug="about")
    assert "slug" in errors(response)


NOT_ALLOWED = "不是允许的视频网站"


@pytest.mark.parametrize(
    "url,message",
    [
        ("", "二者选一"),
        ("https://www.youtube.com/watch?v=x", NOT_ALLOWED),
        ("https://www.bilibili.com.evil.example/video/BV1xx411c7mD", NOT_ALLOWED),
        ("https://evil.example/?https://www.bilibili.com/video/BV1xx411c7mD", NOT_ALLOWED),
        ("https://www.bilibili.com/read/cv1", NOT_ALLOWED),
    ],
)
def test_a_video_is_a_file_or_an_allowed_player(admin, dongguan, url, message):
    video = {"file": "", "url": url, "caption": ""}
    body = nested_form_data({"body": streamfield([("video", video)]), "action-publish": "1"})
    response = create(admin, "news/newspage", dongguan.index, title="视频", slug="v", **body)
    assert response.status_code == 200
    (error,) = response.context["form"].errors["body"].as_data()
    found = [
        str(text)
        for block in error.block_errors.values()
        for field in block.block_errors.values()
        for text in field.messages
    ]
    assert message in "".join(found)


def test_an_allowed_player_is_saved_without_asking_the_network(admin, dongguan, monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a network call")

    monkeypatch.setattr("socket.socket.connect", refuse)
    video = {"file": "", "url": "https://v.qq.com/x/page/a0042w5qo0x.html", "caption": "短片"}
    body = nested_form_data({"body": streamfield([("video", video)])})
    create(admin, "news/newspage", dongguan.index, title="视频", slug="v", **body)
    assert (
        NewsPage.objects.get(slug="v").get_latest_revision_as_object().body[0].value["url"]
        == video["url"]
    )


def test_a_wrong_tree_cannot_be_made(admin, organisation, dongguan, shenzhen):
    def can_be_made(page_type, parent):
        app, model = page_type.split("/")
        return admin.get(f"/admin/pages/add/{app}/{model}/{parent.pk}/").status_code == 200

    standard = StandardPageFactory(parent=dongguan.page)
    root = Page.get_first_root_node()
    parents = [root, organisation, dongguan.page, dongguan.index, dongguan.contact, standard]
    allowed = {
        "home/homepage": [],  # there is one already
        "home/branchpage": [organisation],
        "home/standardpage": [organisation, dongguan.page, standard],
        "news/newsindexpage": [],  # each branch has its one
        "news/newspage": [dongguan.index],
        "contacts/contactpage": [],
    }
    for page_type, good in allowed.items():
        assert [parent for parent in parents if can_be_made(page_type, parent)] == [
            parent.specific for parent in good
        ] or [parent.pk for parent in parents if can_be_made(page_type, parent)] == [
            parent.pk for parent in good
        ], page_type
    assert not StandardPage.objects.exclude(pk=standard.pk).exists()
