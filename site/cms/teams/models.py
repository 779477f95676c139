from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, Workflow


class BranchTeam(models.Model):
    """The team provisioned for a branch, beside its pages.

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
    # What its groups have of their roles, by group: see `roles.sync_roles`.
    granted = models.JSONField(default=dict, editable=False)

    class Meta:
        db_table = "operations_branchteam"
        verbose_name = _("branch team")
        verbose_name_plural = _("branch teams")

    def __str__(self) -> str:
        return str(self.branch_key)
