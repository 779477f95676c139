"""Queries that are compiled once and asked many times with other values."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Page, Site
from wagtail.models.sites import get_site_for_hostname

from cms.core.db.prepared_queries import prepared
from cms.core.host import site_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(dongguan, shenzhen):
    return dongguan.page, shenzhen.page


@pytest.fixture
def built():
    """How often the query below has been built."""
    return []


@pytest.fixture
def pages_with(built):
    @prepared
    def pages_with(*fields, **values):
        built.append(values)
        given = {name: value for name, value in values.items() if value is not None}
        return Page.objects.filter(**given).values_list(*fields).order_by("depth")

    return pages_with


def test_it_is_built_once_for_values_of_the_same_kind(pages_with, built, pages):
    dongguan, shenzhen = pages
    assert pages_with("slug", pk=dongguan.pk) == [("dongguan",)]
    assert pages_with("slug", pk=shenzhen.pk) == [("shenzhen",)]
    assert pages_with("slug", pk=0) == []
    assert len(built) == 1


def test_every_kind_of_value_is_found(pages_with, pages):
    dongguan = Page.objects.get(pk=pages[0].pk)
    for name in ("pk", "slug", "translation_key", "first_published_at"):
        assert pages_with("pk", **{name: getattr(dongguan, name)}) == [(dongguan.pk,)], name
    assert pages_with("pk", translation_key=uuid4()) == []
    assert pages_with("pk", first_published_at=datetime(1999, 1, 1, tzinfo=UTC)) == []


def test_a_value_may_be_missing(pages_with, pages):
    dongguan, _shenzhen = pages
    assert pages_with("pk", pk=dongguan.pk, slug=None) == [(dongguan.pk,)]
    assert pages_with("pk", pk=dongguan.pk, slug="shenzhen") == []


def test_yes_and_no_are_queries_of_their_own(pages_with, built, pages):
    dongguan, _shenzhen = pages
    assert pages_with("pk", pk=dongguan.pk, live=True) == [(dongguan.pk,)]
    assert pages_with("pk", pk=dongguan.pk, live=False) == []
    assert len(built) == 2


def test_what_is_no_value_is_named(pages_with):
    with pytest.raises(TypeError, match="slug: float is none of the types"):
        pages_with("pk", slug=1.5)


def test_lists_of_similar_lengths_are_one_query(pages_with, built, pages):
    dongguan, shenzhen = pages
    keys = [dongguan.pk, shenzhen.pk]
    assert len(pages_with("pk", pk__in=keys)) == 2
    assert pages_with("pk", pk__in=[0, 0, dongguan.pk]) == [(dongguan.pk,)]
    assert len(pages_with("pk", pk__in=[0, 0, *keys])) == 2
    assert len(built) == 2
    assert pages_with("pk", pk__in=[]) == []


def test_another_form_is_another_query(pages_with, pages):
    dongguan, _shenzhen = pages
    assert pages_with("slug", pk=dongguan.pk) == [("dongguan",)]
    assert pages_with("slug", "depth", pk=dongguan.pk) == [("dongguan", 3)]


def test_related_rows_come_along(pages, django_assert_num_queries):
    dongguan, _shenzhen = pages

    @prepared
    def page(pk):
        return (
            Page.objects.filter(pk=pk)
            .select_related("locale")
            .prefetch_related("sites_rooted_here")
        )

    for _time in range(2):
        with django_assert_num_queries(2):
            (found,) = page(pk=dongguan.pk)
            assert found.locale.language_code == "zh-hans"
            assert list(found.sites_rooted_here.all()) == []


HOSTS = ["a.example", "b.example"]
PORTS = [80, 443]


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    sites=st.sets(st.tuples(st.sampled_from(HOSTS), st.sampled_from(PORTS))),
    default=st.integers(-1, 3),
)
def test_a_host_is_answered_by_the_site_that_wagtail_finds(organisation, sites, default):
    root = organisation
    Site.objects.all().delete()
    for number, (host, port) in enumerate(sorted(sites)):
        Site.objects.create(
            hostname=host, port=port, root_page=root, is_default_site=number == default
        )
    for host in (*HOSTS, "c.example"):
        for port in (*PORTS, 8000):
            try:
                expected = get_site_for_hostname(host, port)
            except Site.DoesNotExist:
                expected = None
            assert site_of(host, port) == expected
