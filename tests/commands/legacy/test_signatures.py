"""Whose an article is: by the author, else by the source or the account that published it."""

import pytest

from news.models import NewsPage
from tests import world

from .pages import AUTHOR, builder_page, text_page


@pytest.fixture
def branches(dongguan, shenzhen):
    world.found("foshan")
    nanhai = world.found("nanhai").page
    nanhai.city, nanhai.short_name, nanhai.full_name = "南海", "南海鹏星", "南海鹏星社工"
    nanhai.save()
    dongguan.page.full_name = shenzhen.page.full_name = ""
    dongguan.page.save(clean=False)
    shenzhen.page.save(clean=False)


@pytest.mark.parametrize(
    "author,branch,words",
    [
        ("深圳市鹏星社会工作服务社", "深圳鹏星", "深圳市鹏星"),
        ("深圳市宝安区鹏星社会工作服务社", "深圳鹏星", "深圳市宝安区鹏星"),
        ("佛山市南海区鹏星社会工作服务社", "南海鹏星", "南海区鹏星"),
        ("佛山市南海区桂城街道鹏星社工 李四", "南海鹏星", "南海区桂城街道鹏星"),
    ],
)
def test_a_registered_name_means_one_branch(branches, save, import_legacy, author, branch, words):
    ((_file, outcome, found, _title, remarks, _address),) = import_legacy(
        save(text_page(["正文。"], author=author))
    )
    assert (outcome, found) == ("已导入", branch)
    assert remarks == f"分支机构：依据作者中的“{words}”"
    assert NewsPage.objects.get().author == author


def test_the_source_tells_where_the_author_is_a_person(branches, save, import_legacy):
    page = builder_page(author="李社工").replace(
        '<div class="line">浏览', '<div class="line">来源: 深圳鹏星</div><div class="line">浏览'
    )
    ((_file, outcome, found, _title, remarks, _address),) = import_legacy(save(page))
    assert (outcome, found, remarks) == ("已导入", "深圳鹏星", "分支机构：依据来源“深圳鹏星”")
    assert NewsPage.objects.get().author == "李社工"


def test_the_account_tells_where_the_author_is_a_person(branches, save, import_legacy):
    page = (
        '<title>标题</title><h1 id="activity-name">标题</h1><div id="meta_content">'
        '<span class="rich_media_meta" id="author">李社工</span> <a id="js_name">深圳鹏星</a>'
        '<em id="publish_time">2022-10-30 14:18</em></div><div id="js_content"><p>正文。</p></div>'
    )
    ((_file, outcome, found, _title, remarks, _address),) = import_legacy(save(page))
    assert (outcome, found) == ("已导入", "深圳鹏星")
    assert "深圳鹏星”" in remarks


def test_the_author_goes_before_the_source(branches, save, import_legacy):
    page = builder_page(author="东莞鹏星").replace(
        '<div class="line">浏览', '<div class="line">来源: 深圳鹏星</div><div class="line">浏览'
    )
    assert import_legacy(save(page))[0][2] == "东莞鹏星"


@pytest.mark.parametrize("author", ["上海市鹏星社会工作服务社", "编辑部", "深圳市民政局"])
def test_who_is_none_of_them_is_told(branches, save, import_legacy, author):
    ((_file, outcome, *_rest, remarks, _address),) = import_legacy(
        save(text_page(["正文。"], author=author)), fails=True
    )
    assert outcome == "拒绝"
    assert f"没有名为“{author}”的分支机构" in remarks


@pytest.mark.parametrize(
    "glued", ["字体：<a href='javascript:a()'>大</a>", "责任编辑：小王", "分享到：", "【打印】"]
)
def test_what_is_glued_to_the_author_is_none_of_it(dongguan, save, outcomes, glued):
    line = f"<span>发布时间：2021-07-15 17:42</span><span>来源：{AUTHOR}</span><span>{glued}</span>"
    page = f"<title>标题</title><h1>标题</h1><div class=info>{line}</div><p>甲段。</p><p>乙段。</p>"
    assert outcomes(save(page)) == ["已导入"]
    assert NewsPage.objects.get().author == AUTHOR
