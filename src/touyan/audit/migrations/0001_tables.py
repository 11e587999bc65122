"""The tables of audit. Databases made by the many steps before are taken over."""

from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('audit', '0001_initial')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('number', models.BigIntegerField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('actor_id', models.BigIntegerField(null=True)),
                ('actor_name', models.TextField(blank=True)),
                ('organ_id', models.BigIntegerField(null=True)),
                ('verb', models.TextField()),
                ('subject_type', models.TextField(blank=True)),
                ('subject_id', models.TextField(blank=True)),
                ('detail', models.JSONField(default=dict)),
                ('digest', models.BinaryField()),
            ],
            options={
                'indexes': [models.Index(fields=['subject_type', 'subject_id', 'number'], name='audit_by_subject'), models.Index(fields=['actor_id', 'number'], name='audit_by_actor'), models.Index(fields=['organ_id', 'number'], name='audit_by_organ')],
                'constraints': [models.CheckConstraint(condition=models.Q(('number__gt', 0)), name='audit_number_positive')],
            },
        ),
    ]
