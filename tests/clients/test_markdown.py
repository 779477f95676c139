"""Markdown in the renderers that JavaScript frontends use."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from cms.core.api.markdown import markdown
from tests.api.rich_text import FOLLOWED, documents, hostile_links, schemes, seen

pytestmark = pytest.mark.browser
HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def rendered():
    """`rendered(markdown)` gives the HTML of each renderer."""
    program = shutil.which("node")
    assert program, "the clients need Node: apt install nodejs npm"
    with subprocess.Popen(
        [program, "markdown.mjs"],
        cwd=HERE, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as renderers:  # fmt: skip

        def render(text):
            print(json.dumps(text), file=renderers.stdin, flush=True)
            return json.loads(renderers.stdout.readline())

        yield render
        renderers.stdin.close()


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(html=documents)
def test_whatever_an_editor_stores_is_shown_as_it_was_meant(rendered, html):
    for name, shown in rendered(markdown(html)).items():
        assert seen(shown) == seen(html), f"{name}: {shown!r}"


@settings(deadline=None, max_examples=300)
@given(html=hostile_links)
def test_no_renderer_makes_a_script_of_an_address(rendered, html):
    for name, shown in rendered(markdown(html)).items():
        assert FOLLOWED.issuperset(schemes(shown)), f"{name}: {shown!r}"
