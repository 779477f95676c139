from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.timezone import localdate
from wagtail.contrib.search_promotions.management.commands import (
    searchpromotions_garbage_collect,
)

from search.models import EmptySearches


class Command(searchpromotions_garbage_collect.Command):
    """Wagtail's, for our counts of searches in vain as well."""

    help = "Delete counts of searches that are older than WAGTAILSEARCH_HITS_MAX_AGE days."

    def handle(self, **options: Any) -> None:
        oldest = localdate() - timedelta(days=settings.WAGTAILSEARCH_HITS_MAX_AGE)
        EmptySearches.objects.filter(date__lt=oldest).delete()
        super().handle(**options)
