from django.db import models
from django.utils.translation import gettext_lazy as _


class LegacyPage(models.Model):
    """What an article was made from by `import_legacy`, and how it is known again.

    The row outlives its article, so that what people deleted does not come back.
    """

    page = models.OneToOneField(
        "news.NewsPage", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    key = models.CharField(max_length=64, db_index=True)  # of title, time and author
    address = models.CharField(max_length=500, blank=True, db_index=True)  # `addresses.normal`
    title = models.CharField(max_length=255, blank=True)
    published_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64)  # of all that readers see
    # What the import published last. Another latest revision means that people have edited it.
    revision = models.ForeignKey(
        "wagtailcore.Revision", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        db_table = "operations_legacypage"
        verbose_name = _("imported page")
        verbose_name_plural = _("imported pages")

    def __str__(self) -> str:
        return self.address or self.key
