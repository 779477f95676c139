import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """`operations` made the table, which stays as it is."""

    initial = True

    dependencies = [
        ("news", "0002_newspage_legacy_url"),
        ("operations", "0004_clean_names"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="LegacyPage",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("key", models.CharField(db_index=True, max_length=64)),
                        ("address", models.CharField(blank=True, db_index=True, max_length=500)),
                        ("title", models.CharField(blank=True, max_length=255)),
                        ("published_at", models.DateTimeField(null=True)),
                        ("digest", models.CharField(max_length=64)),
                        ("page", models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="news.newspage")),
                        ("revision", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="wagtailcore.revision")),
                    ],
                    options={
                        "db_table": "operations_legacypage",
                        "verbose_name": "imported page",
                        "verbose_name_plural": "imported pages",
                    },
                ),
            ]
        )
    ]
