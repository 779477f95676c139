"""A surface that is added without values for the matrix fails it by name."""

import pytest
from django.http import HttpResponse
from django.urls import get_resolver, path
from graphql import GraphQLArgument, GraphQLField, GraphQLString, parse
from graphql.execution.values import get_variable_values
from wagtail.images.api.v2.views import ImagesAPIViewSet

from cms.content_api.rest import api
from cms.content_api.wagtail_v2 import ImagesViewSet

from . import surfaces
from .fuzz import KNOWN

pytestmark = pytest.mark.matrix


def test_all_that_there_is_has_values():
    assert len({each.surface for each in surfaces.requests(KNOWN)}) > 40


def test_a_new_view(monkeypatch):
    patterns = get_resolver().url_patterns
    monkeypatch.setattr(
        get_resolver(), "url_patterns", [*patterns, path("new/<int:pk>/", HttpResponse, name="new")]
    )
    surfaces.views.views.cache_clear()
    with pytest.raises(surfaces.Unknown, match="the view new"):
        surfaces.requests(KNOWN)
    monkeypatch.undo()
    surfaces.views.views.cache_clear()


def test_a_new_parameter_of_rest(monkeypatch):
    schema = api.get_openapi_schema()
    new = {"name": "new", "in": "query", "schema": {}}
    schema["paths"]["/api/v1/news"]["get"]["parameters"].append(new)
    monkeypatch.setattr(api, "get_openapi_schema", lambda: schema)
    surfaces.rest.operations.cache_clear()
    with pytest.raises(surfaces.Unknown, match="listNews takes “new”"):
        surfaces.requests(KNOWN)
    monkeypatch.undo()
    surfaces.rest.operations.cache_clear()


def test_a_new_query_of_graphql(monkeypatch):
    new = GraphQLField(GraphQLString, {"new": GraphQLArgument(GraphQLString)})
    monkeypatch.setitem(surfaces.graphql.GRAPHQL.query_type.fields, "secrets", new)
    with pytest.raises(surfaces.Unknown, match="secrets takes “new”"):
        surfaces.requests(KNOWN)


def test_graphql_takes_the_values_that_it_is_asked_with():
    """A refused query says nothing of what it would have shown."""
    for each in surfaces.graphql.requests(KNOWN):
        (operation,) = parse(each.document).definitions
        schema, declared = surfaces.graphql.GRAPHQL, operation.variable_definitions or ()
        taken = get_variable_values(schema, declared, dict(each.variables))
        assert not isinstance(taken, list), f"{each}: {taken}"  # of errors


def test_a_new_field_that_wagtails_api_filters_by(monkeypatch):
    fields = [*ImagesAPIViewSet.known_query_parameters, "new"]
    monkeypatch.setattr(ImagesViewSet, "known_query_parameters", frozenset(fields))
    with pytest.raises(surfaces.Unknown, match="images:listing takes “new”"):
        surfaces.requests(KNOWN)
