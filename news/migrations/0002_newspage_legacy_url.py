from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="newspage",
            name="legacy_url",
            field=models.CharField(
                blank=True,
                editable=False,
                max_length=500,
                verbose_name="address on the former site",
            ),
        ),
    ]
