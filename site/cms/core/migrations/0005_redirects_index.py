from django.db import migrations


class Migration(migrations.Migration):
    """Redirects are looked for regardless of capitals (`cms.core.http.redirects`). Each imported article
    has one, and every address that there is not asks for them."""

    dependencies = [
        ("core", "0004_pictures_as_people_see_them"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX core_redirect_folded ON wagtailredirects_redirect (UPPER(old_path))",
            "DROP INDEX core_redirect_folded",
        ),
    ]
