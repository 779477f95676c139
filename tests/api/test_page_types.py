"""Every page type of ours is on every surface; a forgotten one would be missing silently."""

import pytest
from django.apps import apps
from django.template.loader import get_template

from cms.content_api.graphql import schema
from cms.core.api.registry import page_types
from cms.core.pages.base import BasePage

TYPES = [model for model in apps.get_models() if issubclass(model, BasePage)]


@pytest.mark.parametrize("model", TYPES, ids=lambda model: model.__name__)
def test_it_has_a_schema_a_graphql_type_and_a_template(model):
    assert model in page_types(), "put @page_schema above what makes its schema"
    assert schema._schema.get_type(model.__name__) is not None
    assert get_template(model.template)
