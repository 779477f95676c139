from django.db import migrations

from cms.core.text import clean_line


def clean_redirects(apps, schema_editor):
    """Paths are looked up cleaned (`cms.core.text_fields`); what is stored must not differ."""
    Redirect = apps.get_model("wagtailredirects", "Redirect")
    for redirect in Redirect.objects.only("old_path").iterator():
        if clean_line(redirect.old_path) != redirect.old_path:
            redirect.save(update_fields=["old_path"])


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0004_pictures_as_people_see_them"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]

    operations = [migrations.RunPython(clean_redirects, migrations.RunPython.noop)]
