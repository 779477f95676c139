from django.db import migrations


class Migration(migrations.Migration):
    """What was published since a moment, of a million pages: `updated_after` of the content API."""

    dependencies = [
        ("core", "0006_tasks_follow_their_modules"),
        ("wagtailcore", "0001_squashed_0016_change_page_url_path_to_text_field"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX core_page_last_published ON wagtailcore_page (last_published_at, id)",
            "DROP INDEX core_page_last_published",
        ),
    ]
