import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """`operations` made the table, which stays as it is."""

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("operations", "0004_clean_names"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="BranchTeam",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("branch_key", models.UUIDField(unique=True)),
                        ("branch_code", models.CharField(blank=True, max_length=30)),
                        ("approvers", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="auth.group")),
                        ("collection", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="wagtailcore.collection")),
                        ("editors", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="auth.group")),
                        ("workflow", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="wagtailcore.workflow")),
                    ],
                    options={
                        "db_table": "operations_branchteam",
                        "verbose_name": "branch team",
                        "verbose_name_plural": "branch teams",
                    },
                ),
            ]
        )
    ]
