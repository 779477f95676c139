"""Every version of a page gets the log entry without which Wagtail's history does not offer it.

Since then `BasePage.save_revision` sees to it.
"""

from uuid import uuid4

from django.db import migrations
from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast


def log_edits(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Page = apps.get_model("wagtailcore", "Page")
    PageLogEntry = apps.get_model("wagtailcore", "PageLogEntry")
    Revision = apps.get_model("wagtailcore", "Revision")

    pages = ContentType.objects.filter(app_label="wagtailcore", model="page")
    edits = PageLogEntry.objects.filter(content_changed=True).exclude(action="wagtail.publish")
    unlogged = Revision.objects.filter(
        ~Exists(edits.filter(revision=OuterRef("pk"))),
        base_content_type__in=pages,
        object_id__in=Page.objects.annotate(key=Cast("pk", CharField())).values("key"),
    ).values_list("pk", "object_id", "content_type_id", "object_str", "created_at", "user_id")
    PageLogEntry.objects.bulk_create(
        (
            PageLogEntry(
                page_id=int(page),
                revision_id=revision,
                content_type_id=content_type,
                label=label,
                timestamp=created_at,
                user_id=user,
                action="wagtail.edit",
                content_changed=True,
                uuid=uuid4(),
            )
            for revision, page, content_type, label, created_at, user in unlogged.iterator()
        ),
        batch_size=1000,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_picture_field"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(log_edits, migrations.RunPython.noop)]
