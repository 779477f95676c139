"""A long import, in processes of its own, killed in the middle and begun again."""

import csv
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cms.core.images.models import CustomImage

from .pages import builder_page, photo

PAGES = 60  # enough for a second process
SUM = """
from cms.core.images.models import *; from cms.core.images.presets import FALLBACK
from news.models import *; from cms.legacy_import.models import *
from wagtail.models import *; from wagtail.contrib.redirects.models import *
print([model.objects.count() for model in (NewsPage, CustomImage, LegacyPage, Redirect)],
      CustomRendition.objects.filter(filter_spec=FALLBACK.spec).count(),
      NewsPage.objects.filter(live=True, live_revision=models.F("latest_revision")).count(),
      len(Page.find_problems()[0]))
"""


def outcomes(var_dir):
    reports = sorted((var_dir / "reports").glob("*.csv"), key=lambda path: path.stat().st_mtime)
    if not reports:
        return []
    with reports[-1].open(encoding="utf-8-sig", newline="") as file:
        return [row[1] for row in csv.reader(file)][1:]


def wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def gone(process_group):
    try:
        os.killpg(process_group, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.slow
def test_the_second_run_goes_on_where_the_first_was_killed(manage, tmp_path):
    saved, var_dir = tmp_path / "saved", tmp_path / "var"
    saved.mkdir()
    for number in range(PAGES):
        body = f'<p>第{number}次探访。</p><p><img src="{number}_files/a.jpg"></p>'
        address = f"http://old.example.org/{number}.html"
        page = builder_page(body, title=f"第{number}篇", address=address)
        (saved / f"{number}.html").write_text(page, encoding="utf-8")
        (saved / f"{number}_files").mkdir()
        (saved / f"{number}_files" / "a.jpg").write_bytes(photo((400 + number, 300)))

    first = manage("import_legacy", str(saved))
    wait_for(lambda: outcomes(var_dir))
    os.kill(first.pid, signal.SIGKILL)
    first.communicate()
    done = len(outcomes(var_dir))
    assert 0 < done < PAGES
    wait_for(lambda: gone(first.pid), 10)  # its helpers too

    second = manage("import_legacy", str(saved))
    output = second.communicate(timeout=60)[0]
    assert second.returncode == 0, output
    told = outcomes(var_dir)
    # What was written and not told yet when it was killed is known too.
    assert done <= told.count("未改动") < PAGES
    assert told.count("已导入") + told.count("未改动") == PAGES

    counted = manage("shell", "--no-imports", "-c", SUM).communicate(timeout=60)[0]
    assert counted.strip() == f"[{PAGES}, {PAGES}, {PAGES}, {PAGES}] {PAGES} {PAGES} 0"
    media = [path for path in (var_dir / "media").rglob("*.*") if path.is_file()]
    assert len(media) == 2 * PAGES  # pictures and their stand-ins, and nothing that nobody knows
    assert list((var_dir / "imports").iterdir()) == []


def test_what_a_killed_run_had_stored_and_not_committed_is_cleared_away(
    dongguan, save, outcomes, var_dir, settings
):
    picture = photo((333, 222))  # of no other test
    page = builder_page('<p>文。</p><p><img src="p_files/a.jpg"></p>')
    assert outcomes(save(page, a__jpg=picture)) == ["已导入"]
    kept = set(settings.MEDIA_ROOT.rglob("*.*"))
    mark = Path(CustomImage.objects.get().file.name).stem.split("-")[1]
    orphans = [settings.MEDIA_ROOT / "images" / f"0123456789abcdef-{mark}.fit-1200x400-65500.jpg"]
    orphans.append(settings.MEDIA_ROOT / "original_images" / f"0123456789abcdef-{mark}.jpg")
    for orphan in orphans:
        orphan.write_bytes(b"")
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left = var_dir / "imports" / str(dead.pid)
    left.mkdir()
    (left / "marks").write_text(f"{mark}\n")
    assert outcomes(save(page, a__jpg=picture)) == ["未改动"]
    assert set(settings.MEDIA_ROOT.rglob("*.*")) == kept
    assert not left.exists()
