"""The days of notice before a hearing stood twice: here and in the time limit C19, which stays."""

from django.db import migrations


def drop(apps, schema_editor):
    rules = apps.get_model("leadership", "LeadershipRule").objects
    rules.filter(family="panel", code="P3").delete()


class Migration(migrations.Migration):
    dependencies = [("leadership", "0009_errands_and_findings")]
    operations = [migrations.RunPython(drop, migrations.RunPython.noop)]
