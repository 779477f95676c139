from django.db import migrations


class Migration(migrations.Migration):
    """Nothing in the database: `manage.py prepare` indexes anew after a migration of `search`, and
    `search.index.analysis.fold` now leaves out what nobody sees."""

    dependencies = [("search", "0001_empty_searches")]

    operations: list = []
