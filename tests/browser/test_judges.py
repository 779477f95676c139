"""What axe-core and the Nu HTML checker say of the pages."""

import json
import shutil
import subprocess

import pytest
from django.contrib.auth import get_user_model
from django.template.loader import render_to_string

from .content import PAGES

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

DEVICES = {
    "phone": {"viewport": {"width": 360, "height": 740}, "is_mobile": True},
    "desktop": {"viewport": {"width": 1440, "height": 900}},
}
STANDING_ALONE = {"/maintenance/": "503.html", "/failure/": "500.html", "/unreadable/": "400.html"}


def violations(page, node_modules, *, except_for=()):
    """By all of axe's rules, its best practices and those for WCAG 2.2 among them."""
    rules = {"target-size": {"enabled": True}} | {name: {"enabled": False} for name in except_for}
    page.evaluate((node_modules / "axe-core" / "axe.min.js").read_text())
    found = page.evaluate(
        "rules => axe.run({exclude: ['wagtail-userbar']}, {resultTypes: ['violations'], rules})",
        rules,
    )
    return [
        f"{each['id']}: {node['html'][:150]} {node['failureSummary']}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("device", DEVICES)
def test_axe_finds_no_violation(visitor, filled, node_modules, device, scheme):
    staff = visitor(color_scheme=scheme, **DEVICES[device])
    page, problems = staff.page, []
    for path, status in PAGES.items():
        assert page.goto(path).status == status
        problems += [f"{path} {problem}" for problem in violations(page, node_modules)]
    if device == "phone":
        for part in ("菜单", "其他城市的联系方式"):
            page.goto("/dongguan/")
            page.get_by_text(part, exact=True).click()
            problems += [f"{part} {problem}" for problem in violations(page, node_modules)]
    for name in STANDING_ALONE.values():
        page.set_content(render_to_string(name))
        problems += [f"{name} {problem}" for problem in violations(page, node_modules)]
    staff.log_in(get_user_model().objects.create_superuser("head"))
    page.goto("/admin/components/")
    # What stands on a page once, stands there several times.
    found = violations(page, node_modules, except_for=["landmark-unique"])
    problems += [f"components {problem}" for problem in found]
    assert not problems, "\n".join(problems)


def test_the_html_checker_finds_no_error(visitor, filled, node_modules, client, tmp_path):
    java = shutil.which("java")
    assert java, "the HTML checker needs Java: apt install default-jre-headless"
    client.defaults["HTTP_HOST"] = filled.removeprefix("http://")
    pages = {path: client.get(path).content.decode() for path in PAGES}
    pages |= {path: render_to_string(name) for path, name in STANDING_ALONE.items()}
    client.force_login(get_user_model().objects.create_superuser("head"))
    pages["/admin/components/"] = client.get("/admin/components/").content.decode()
    files = {}
    for number, (path, html) in enumerate(pages.items()):
        file = tmp_path / f"{number}.html"
        file.write_text(_without_userbar(html), encoding="utf-8")
        files[file.as_uri().replace("file:///", "file:/")] = path
    jar = node_modules / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = [java, "-jar", str(jar), "--format", "json", "--stdout", "--exit-zero-always"]
    result = subprocess.run(
        [*command, *map(str, tmp_path.glob("*.html"))], capture_output=True, text=True, check=True
    )
    found = json.loads(result.stdout)["messages"]
    errors = [
        f"{files.get(each['url'], each['url'])}:{each.get('lastLine')} {each['message']}"
        for each in found
        if each["type"] in ("error", "non-document-error")
    ]
    assert not errors, "\n".join(errors)


def _without_userbar(html):
    """Wagtail's own is the last thing in a page, and shown to editors alone."""
    start = html.find("<wagtail-userbar")
    return html if start < 0 else html[:start] + html[html.rindex("</body>") :]
