"""As-of figures of one office read its facts alone; an index for keys that ended is small."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organs', '0001_initial'),
        ('statistics', '0003_watching'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='fact',
            name='fact_by_organ',
        ),
        migrations.RemoveIndex(
            model_name='fact',
            name='fact_by_key',
        ),
        migrations.RemoveIndex(
            model_name='fact',
            name='fact_by_petition',
        ),
        migrations.RemoveIndex(
            model_name='fact',
            name='fact_by_since',
        ),
        migrations.AddIndex(
            model_name='fact',
            index=models.Index(fields=['element', 'organ', 'day'], name='fact_by_organ'),
        ),
        migrations.AddIndex(
            model_name='fact',
            index=models.Index(condition=models.Q(('until', None), _negated=True), fields=['element', 'key'], name='fact_ended'),
        ),
        migrations.AddIndex(
            model_name='fact',
            index=models.Index(condition=models.Q(('petition_id__isnull', False)), fields=['petition_id'], name='fact_by_petition'),
        ),
    ]
