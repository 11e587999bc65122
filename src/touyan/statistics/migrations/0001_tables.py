"""The tables of statistics. Databases made by the many steps before are taken over."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('statistics', '0001_statistics'), ('statistics', '0004_lighter_indexes'), ('statistics', '0005_frozen_figures'), ('statistics', '0006_bulletins'), ('statistics', '0007_own_measures'), ('statistics', '0008_statistical_reports'), ('statistics', '0010_saved_queries'), ('statistics', '0011_lighter_totals'), ('statistics', '0012_frozen_days')]

    initial = True

    dependencies = [
        ('organs', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Bulletin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('first', models.DateField()),
                ('last', models.DateField()),
                ('language', models.TextField()),
                ('begun_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['organ', '-id'], name='bulletin_by_organ')],
                'constraints': [models.CheckConstraint(condition=models.Q(('first__lte', models.F('last'))), name='bulletin_months_run_forward'), models.CheckConstraint(condition=models.Q(('language__in', ['zh-hans', 'en'])), name='bulletin_language')],
            },
        ),
        migrations.CreateModel(
            name='BulletinVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('bulletin', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='statistics.bulletin')),
                ('number', models.IntegerField()),
                ('title', models.TextField()),
                ('text', models.TextField(blank=True)),
                ('figures', models.JSONField(default=dict)),
                ('issued', models.BooleanField(default=False)),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('bulletin', 'number'), name='bulletin_version_once'), models.UniqueConstraint(condition=models.Q(('issued', True)), fields=('bulletin',), name='bulletin_issued_once'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='bulletin_has_a_title')],
            },
        ),
        migrations.CreateModel(
            name='Touched',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('matter_id', models.BigIntegerField(null=True)),
                ('petition_id', models.BigIntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Fact',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('element', models.TextField()),
                ('key', models.TextField()),
                ('matter_id', models.BigIntegerField(null=True)),
                ('petition_id', models.BigIntegerField(null=True)),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('kind', models.TextField()),
                ('channel', models.TextField()),
                ('topic', models.TextField(blank=True)),
                ('day', models.DateField()),
                ('amount', models.IntegerField(null=True)),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('until', None)), fields=['element', '-day', '-id'], name='fact_by_day'), models.Index(fields=['element', 'organ', 'day'], name='fact_by_organ'), models.Index(condition=models.Q(('until', None), models.Q(('topic', ''), _negated=True)), fields=['topic', 'element'], name='fact_by_topic'), models.Index(condition=models.Q(('until', None), _negated=True), fields=['element', 'key'], name='fact_ended'), models.Index(fields=['matter_id'], name='fact_by_matter'), models.Index(condition=models.Q(('petition_id__isnull', False)), fields=['petition_id'], name='fact_by_petition')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until', None)), fields=('element', 'key'), name='fact_once_at_a_time'), models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='fact_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('matter_id__isnull', False), ('petition_id__isnull', False), _connector='OR'), name='fact_is_about_something')],
            },
        ),
        migrations.CreateModel(
            name='Total',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('element', models.TextField()),
                ('organ', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organs.organ')),
                ('topic', models.TextField(blank=True)),
                ('month', models.DateField()),
                ('kind', models.TextField(blank=True)),
                ('channel', models.TextField(blank=True)),
                ('number', models.BigIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organ', 'element', 'month', 'topic', 'kind', 'channel'), name='total_once')],
            },
        ),
        migrations.CreateModel(
            name='Spread',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('element', models.TextField()),
                ('organ', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organs.organ')),
                ('month', models.DateField()),
                ('kind', models.TextField(blank=True)),
                ('days', models.IntegerField()),
                ('number', models.BigIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organ', 'element', 'month', 'kind', 'days'), name='spread_once')],
            },
        ),
        migrations.CreateModel(
            name='Followed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('through', models.DateTimeField(null=True)),
                ('day', models.DateField(null=True)),
                ('rebuilt_at', models.DateTimeField(null=True)),
                ('drift', models.JSONField(default=dict)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='followed_is_one_row')],
            },
        ),
        migrations.CreateModel(
            name='FrozenFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('measure', models.TextField()),
                ('measure_version', models.IntegerField()),
                ('definition', models.JSONField()),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('first', models.DateField()),
                ('last', models.DateField()),
                ('kind', models.TextField(blank=True)),
                ('channel', models.TextField(blank=True)),
                ('topic', models.TextField(blank=True)),
                ('as_of', models.DateTimeField()),
                ('numerator', models.BigIntegerField()),
                ('denominator', models.BigIntegerField()),
                ('left_out', models.JSONField(default=dict)),
                ('median', models.IntegerField(null=True)),
                ('ninetieth', models.IntegerField(null=True)),
                ('digest', models.TextField()),
                ('frozen_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('frozen_at', models.DateTimeField()),
                ('restates', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='restated_by', to='statistics.frozenfigure')),
                ('reason', models.TextField(blank=True)),
            ],
            options={
                'indexes': [models.Index(fields=['organ', '-id'], name='frozen_by_organ')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('restates', None)), fields=('measure', 'measure_version', 'organ', 'first', 'last', 'kind', 'channel', 'topic', 'as_of'), name='frozen_once_as_of_a_moment'), models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), ('restates', None)), models.Q(('restates__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='frozen_restated_with_a_reason'), models.CheckConstraint(condition=models.Q(('as_of__lte', models.F('frozen_at'))), name='frozen_as_of_the_past'), models.CheckConstraint(condition=models.Q(('digest', ''), _negated=True), name='frozen_with_its_digest')],
            },
        ),
        migrations.CreateModel(
            name='OwnMeasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('code', models.TextField()),
                ('version', models.IntegerField()),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('name_zh', models.TextField()),
                ('name_en', models.TextField()),
                ('note_zh', models.TextField(blank=True)),
                ('note_en', models.TextField(blank=True)),
                ('counts', models.JSONField()),
                ('of', models.JSONField(default=list)),
                ('left_out', models.JSONField(default=list)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
                ('composed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('composed_at', models.DateTimeField()),
                ('status', models.TextField(choices=[('proposed', 'Proposed'), ('approved', 'Approved'), ('withdrawn', 'Withdrawn')], default='proposed')),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('approved_at', models.DateTimeField(null=True)),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('reason', models.TextField(blank=True)),
            ],
            options={
                'indexes': [models.Index(fields=['organ', 'code'], name='own_measure_by_organ')],
                'constraints': [models.UniqueConstraint(fields=('code', 'version'), name='own_measure_version_once'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='own_measure_validity_runs_forward'), models.CheckConstraint(condition=models.Q(models.Q(('approved_at', None), ('approved_by', None)), models.Q(('approved_at__isnull', False), ('approved_by__isnull', False), models.Q(('approved_by', models.F('composed_by')), _negated=True)), _connector='OR'), name='own_measure_approved_by_a_second_person'), models.CheckConstraint(condition=models.Q(models.Q(('approved_at', None), ('status', 'proposed'), ('withdrawn_at', None)), models.Q(('approved_at__isnull', False), ('status', 'approved'), ('withdrawn_at', None)), models.Q(('status', 'withdrawn'), ('withdrawn_at__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='own_measure_status_fits_its_dates')],
            },
        ),
        migrations.CreateModel(
            name='SavedQuery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('name', models.TextField()),
                ('address', models.TextField()),
                ('shared', models.BooleanField(default=False)),
                ('saved_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('shared', True)), fields=['organ'], name='saved_query_shared')],
                'constraints': [models.UniqueConstraint(fields=('account', 'name'), name='saved_query_name_once'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='saved_query_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='ReportPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('form', models.TextField()),
                ('days', models.SmallIntegerField()),
                ('since', models.DateField()),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('organ', 'form'), name='report_plan_once'), models.CheckConstraint(condition=models.Q(('days__gte', 1)), name='report_plan_gives_time')],
            },
        ),
        migrations.CreateModel(
            name='StatisticalReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('form', models.TextField()),
                ('form_version', models.IntegerField()),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('collector', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('first', models.DateField()),
                ('last', models.DateField()),
                ('due_on', models.DateField(null=True)),
                ('as_of', models.DateTimeField()),
                ('drafted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('drafted_at', models.DateTimeField()),
                ('restates', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='restated_by', to='statistics.statisticalreport')),
                ('reason', models.TextField(blank=True)),
                ('definitions', models.JSONField(default=dict)),
                ('cells', models.JSONField(default=dict)),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('digest', models.TextField(blank=True)),
            ],
            options={
                'indexes': [models.Index(fields=['organ', '-first'], name='statistical_report_by_organ')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('restates', None)), fields=('form', 'organ', 'first'), name='statistical_report_once_a_period'), models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), ('restates', None)), models.Q(('restates__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='statistical_report_restated_with_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at', None), ('confirmed_by', None), ('digest', '')), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False), models.Q(('digest', ''), _negated=True)), _connector='OR'), name='statistical_report_confirmed_with_digest'), models.CheckConstraint(condition=models.Q(('last__gte', models.F('first')), ('as_of__lte', models.F('drafted_at'))), name='statistical_report_of_the_past')],
            },
        ),
        migrations.CreateModel(
            name='ReportAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('report', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='answer', to='statistics.statisticalreport')),
                ('accepted', models.BooleanField()),
                ('reason', models.TextField(blank=True)),
                ('digest', models.TextField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('accepted', True), ('reason', '')), models.Q(('accepted', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='report_answer_returned_with_a_reason')],
            },
        ),
    ]
