from django.db import migrations


class Migration(migrations.Migration):
    """Their models live in apps of their own now; the tables stay."""

    dependencies = [
        ("legacy_import", "0001_initial"),
        ("operations", "0004_clean_names"),
        ("teams", "0001_initial"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel("BranchTeam"),
                migrations.DeleteModel("LegacyPage"),
            ]
        )
    ]
