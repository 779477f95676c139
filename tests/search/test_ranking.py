"""What readers look for, and what they hope to find at the top: judged by hand."""

from datetime import datetime

import pytest
from wagtail.rich_text import RichText

from tests.factories import NewsPageFactory

# Title, body, day.
ARTICLES = [
    ("重阳节探访独居长者", "社工带着米和油上门。", "2025-10-29"),
    ("志愿者招募", "欢迎热心人士加入，一起探访独居长者。", "2026-05-01"),
    ("2018年度报告", "全年探访独居长者三百人次，开展小组活动。", "2019-01-15"),
    ("社区花园开园", "长者们独自种花，居民也来帮忙。", "2026-06-01"),
    ("反诈宣传进社区", "民警讲解常见骗局。", "2022-03-05"),
    ("反诈宣传进校园", "同学们学习防骗知识。", "2026-03-05"),
    ("一周简讯", "本周举办了反诈宣传、义诊和读书会。", "2026-09-01"),
    ("义诊服务日", "医生免费为居民看病。", "2024-04-20"),
    ("端午包粽子", "粽叶飘香，居民齐聚一堂。义诊摊位也很热闹。", "2026-06-19"),
    ("读书会第十期", "大家分享了《平凡的世界》。", "2023-11-11"),
    ("读书会第二十期", "大家分享了《活着》。", "2026-08-08"),
    ("暑期夏令营报名", "面向小学生，名额三十个。", "2026-06-30"),
    ("暑期夏令营结束", "孩子们依依不舍。", "2026-08-25"),
]
# What is typed, and what should come first.
JUDGED = [
    ("独居长者", "重阳节探访独居长者"),
    ("探访长者", None),
    ("独居 长者", "重阳节探访独居长者"),
    ("反诈", "反诈宣传进校园"),
    ("反诈 社区", "反诈宣传进社区"),
    ("义诊", "义诊服务日"),
    ("读书会", "读书会第二十期"),
    ("平凡的世界", "读书会第十期"),
    ("夏令营", "暑期夏令营结束"),
    ("夏令营 报名", "暑期夏令营报名"),
    ("夏令營報名", "暑期夏令营报名"),
    ("志愿者", "志愿者招募"),
    ("2018", "2018年度报告"),
    ("小组活动", "2018年度报告"),
    ("粽子", "端午包粽子"),
]
LOWEST = 1.0  # mean reciprocal rank; it must not fall


@pytest.fixture
def articles(dongguan, indexed):
    for title, body, day in ARTICLES:
        NewsPageFactory(
            parent=dongguan.index, title=title, excerpt="一则消息",
            body=[("rich_text", RichText(f"<p>{body}</p>"))],
            published_at=datetime.fromisoformat(f"{day}T08:00:00+08:00"),
        )  # fmt: skip


def test_the_best_stands_first(articles, titles):
    ranks = []
    for query, best in JUDGED:
        found = titles(query)
        if best is None:
            assert found == [], query
        else:
            ranks.append(1 / (found.index(best) + 1) if best in found else 0)
    assert sum(ranks) / len(ranks) >= LOWEST


def test_title_over_excerpt_over_body(dongguan, indexed, titles):
    def write(title, excerpt, body):
        text = [("rich_text", RichText(f"<p>{body}</p>"))]
        NewsPageFactory(
            parent=dongguan.index, title=title, excerpt=excerpt, body=text,
            published_at=datetime.fromisoformat("2026-01-01T08:00:00+08:00"),
        )  # fmt: skip

    write("薄荷种植", "甲", "乙")
    write("一", "说说薄荷", "乙")
    write("二", "甲", "深处的薄荷")
    assert titles("薄荷") == ["薄荷种植", "一", "二"]


def test_together_over_scattered_and_fresh_over_old(dongguan, indexed, titles):
    for title, body, day in [
        ("甲", "长者独居", "2026-01-02"),
        ("乙", "独居长者", "2026-01-01"),
        ("丙", "独居长者", "2020-01-01"),
    ]:
        text = [("rich_text", RichText(f"<p>{body}</p>"))]
        NewsPageFactory(
            parent=dongguan.index, title=title, excerpt="无", body=text,
            published_at=datetime.fromisoformat(f"{day}T08:00:00+08:00"),
        )  # fmt: skip
    found = titles("独居 长者")
    assert found.index("乙") < found.index("丙")
    assert found.index("乙") < found.index("甲")
