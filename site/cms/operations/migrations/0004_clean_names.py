"""Tags and redirects are looked up cleaned (`cms.core.text.fields`): what was stored before must not
differ from that."""

from django.db import migrations

from cms.core.text.cleaning import clean_line


def clean_redirects(apps, schema_editor):
    Redirect = apps.get_model("wagtailredirects", "Redirect")
    for redirect in Redirect.objects.only("old_path").iterator():
        if clean_line(redirect.old_path) != redirect.old_path:
            redirect.save(update_fields=["old_path"])


def clean_tags(apps, schema_editor):
    """Each gets the name that it shows, or gives its articles, pictures, files and drafts to the tag
    that has it already."""
    Tag = apps.get_model("taggit", "Tag")
    for tag in Tag.objects.order_by("pk"):
        name = clean_line(tag.name).strip()
        if name == tag.name:
            continue
        twin = Tag.objects.filter(name__iexact=name).exclude(pk=tag.pk).order_by("pk").first()
        if name and twin is None:
            tag.name = name
            tag.save()
            continue
        if twin:
            replace(apps, tag, twin)
        tag.delete()


def replace(apps, tag, twin):
    for label in ("news.NewsPageTag", "taggit.TaggedItem"):
        Item = apps.get_model(label)
        of = ["content_object"] if label == "news.NewsPageTag" else ["content_type", "object_id"]
        having = set(Item.objects.filter(tag=twin).values_list(*of))
        for item in Item.objects.filter(tag=tag):
            if Item.objects.filter(pk=item.pk).values_list(*of)[0] not in having:
                item.tag = twin
                item.save()
    Revision = apps.get_model("wagtailcore", "Revision")
    for revision in Revision.objects.filter(content_type__model="newspage").iterator():
        items = revision.content.get("tagged_items", [])
        if all(item["tag"] != tag.pk for item in items):
            continue
        if any(item["tag"] == twin.pk for item in items):
            items = [item for item in items if item["tag"] != tag.pk]
        for item in items:
            item["tag"] = twin.pk if item["tag"] == tag.pk else item["tag"]
        revision.content["tagged_items"] = items
        revision.save()


class Migration(migrations.Migration):
    dependencies = [
        ("operations", "0003_periodic_job"),
        ("news", "0001_initial"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]

    operations = [
        migrations.RunPython(clean_redirects, migrations.RunPython.noop),
        migrations.RunPython(clean_tags, migrations.RunPython.noop),
    ]
