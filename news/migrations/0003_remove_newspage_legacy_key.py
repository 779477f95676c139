from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0002_newspage_legacy_url"),
        ("operations", "0002_legacypage"),  # which takes the keys over
    ]

    operations = [
        migrations.RemoveField(model_name="newspage", name="legacy_key"),
    ]
