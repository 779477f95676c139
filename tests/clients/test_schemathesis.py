"""Requests that schemathesis makes up from the schemas, sensible ones and others: none fails, and
every answer is as the schemas say."""

import json
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from wagtail.models import Page

from cms.core.images.models import CustomImage
from news.models import NewsCategory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

# Not `positive_data_acceptance`: a branch that the schema allows may be one that there is not.
CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "unsupported_method",
    "allow_header_conformance",
]
REST_EXAMPLES, GRAPHQL_EXAMPLES = 15, 30  # an operation; of GraphQL, good and bad each


def config():
    """What is really there, for every second value; else hardly a request would find a page."""
    pages = Page.objects.filter(depth__gt=1)
    known = {
        "path.page_id": [1, *pages.values_list("pk", flat=True)],
        "path.news_id": list(pages.filter(newspage__isnull=False).values_list("pk", flat=True)),
        "path.image_id": list(CustomImage.objects.values_list("pk", flat=True)),
        "path.code": ["dongguan", "shenzhen"],
        "path.slug": ["every-block"],
        "query.branch": ["dongguan", "shenzhen"],
        "query.category": list(NewsCategory.objects.values_list("code", flat=True)),
        "query.fields": ["title,path", "branch,category,cover,tags", "published_at"],
        "query.q": ["社工", "長者", "社 -工", '"独居', "a"],
        "query.path": [page.url for page in pages] + ["//[", "/dongguan/?x=["],
    }
    # JSON's strings and lists are TOML's too.
    lines = ["[dictionaries]"]
    lines += [f'"{name}" = {{ values = {json.dumps(each)} }}' for name, each in known.items()]
    lines += ["[parameters]"]
    lines += [f'"{name}" = {{ dictionary = "{name}", probability = 0.5 }}' for name in known]
    return "\n".join(lines)


def test_rest(filled, tmp_path):
    (tmp_path / "schemathesis.toml").write_text(config())
    command = [
        Path(sys.executable).with_name("schemathesis"),
        "run",
        f"{filled}/api/v1/openapi.json",
        f"--checks={','.join(CHECKS)}",
        "--phases=coverage,fuzzing",
        f"--max-examples={REST_EXAMPLES}",
        "--generation-deterministic",
        "--continue-on-failure",
        "--no-color",
    ]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "18 selected / 18 total" in run.stdout, run.stdout


def test_graphql(filled):
    """Every error names a parameter, or says why the query was not begun with."""
    operations = schemathesis.graphql.from_url(f"{filled}/graphql/").get_all_operations()
    for operation, mode in product([each.ok() for each in operations], GenerationMode):

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(
            max_examples=GRAPHQL_EXAMPLES,
            derandomize=True,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def ask(case):
            response = case.call()
            assert response.status_code == 200, (case.body, response.text)
            assert response.headers["content-type"] == ["application/json"]
            for error in response.json().get("errors", []):
                begun = "path" in error
                assert begun == ("parameter" in error.get("extensions", {})), (case.body, error)

        ask()
