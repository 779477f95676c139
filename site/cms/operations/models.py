from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, Workflow


class BranchTeam(models.Model):
    """What was provisioned for a branch beside its pages.

    Names are for people, who may change them; this row is how a later provisioning finds the
    groups again. A part that was deleted is made anew.
    """

    # The branch page's translation key: the same in every language, whatever code or name it has.
    # The portal has a row too; its approvers are head office.
    branch_key = models.UUIDField(unique=True)
    branch_code = models.CharField(max_length=30, blank=True)
    editors = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, related_name="+")
    approvers = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, related_name="+")
    collection = models.ForeignKey(
        Collection, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    workflow = models.ForeignKey(Workflow, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("branch team")
        verbose_name_plural = _("branch teams")

    def __str__(self) -> str:
        return str(self.branch_key)


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
        verbose_name = _("imported page")
        verbose_name_plural = _("imported pages")

    def __str__(self) -> str:
        return self.address or self.key


class PeriodicJob(models.Model):
    """When a job of `periodic_jobs` is due next; workers take turns by this row."""

    command = models.CharField(max_length=100, primary_key=True)
    due_at = models.DateTimeField()

    class Meta:
        verbose_name = _("periodic job")
        verbose_name_plural = _("periodic jobs")

    def __str__(self) -> str:
        return self.command
