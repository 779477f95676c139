from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.search_promotions.models import Query


class EmptySearches(models.Model):
    """How often on a day something was looked for and not found. How often it was looked for at
    all is in Wagtail's `QueryDailyHits`."""

    query = models.ForeignKey(Query, on_delete=models.CASCADE, related_name="empty_searches")
    date = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("searches without results")
        constraints = [
            models.UniqueConstraint(fields=["query", "date"], name="unique_empty_searches")
        ]

    def __str__(self) -> str:
        return f"{self.query} ({self.date})"
