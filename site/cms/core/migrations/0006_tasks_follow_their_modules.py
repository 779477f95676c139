from django.db import migrations

MOVED = {"cms.core.renditions.": "cms.core.images.renditions."}


def follow(apps, schema_editor):
    """Tasks in the queue hold the dotted paths of their functions."""
    tasks = apps.get_model("django_tasks_database", "DBTaskResult").objects
    for old, new in MOVED.items():
        for task in tasks.filter(task_path__startswith=old):
            task.task_path = task.task_path.replace(old, new, 1)
            task.save(update_fields=["task_path"])


class Migration(migrations.Migration):

    dependencies = [
        ("core", "0005_redirects_index"),
        ("django_tasks_database", "0001_initial"),
    ]

    operations = [migrations.RunPython(follow, migrations.RunPython.noop)]
