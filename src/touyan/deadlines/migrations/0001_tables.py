"""The tables of deadlines. Databases made by the many steps before are taken over."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('deadlines', '0001_initial'), ('deadlines', '0002_counting')]

    initial = True

    dependencies = [
        ('organs', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.UUIDField()),
                ('counting', models.SmallIntegerField(default=1)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='deadline_revision_is_one_row')],
            },
        ),
        migrations.CreateModel(
            name='CalendarYear',
            fields=[
                ('year', models.SmallIntegerField(primary_key=True, serialize=False)),
                ('source', models.TextField()),
                ('known_since', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('year__gte', 1949), ('year__lte', 2999)), name='calendar_year_plausible')],
            },
        ),
        migrations.CreateModel(
            name='CalendarDay',
            fields=[
                ('date', models.DateField(primary_key=True, serialize=False)),
                ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='days', to='deadlines.calendaryear')),
                ('working', models.BooleanField()),
                ('name_zh', models.TextField(blank=True)),
                ('name_en', models.TextField(blank=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('date__year', models.F('year_id'))), name='calendar_day_in_its_year')],
            },
        ),
        migrations.CreateModel(
            name='ClockRuleVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.TextField()),
                ('scope', models.TextField(blank=True)),
                ('name_zh', models.TextField()),
                ('name_en', models.TextField()),
                ('legal_basis_zh', models.TextField()),
                ('legal_basis_en', models.TextField()),
                ('amount', models.SmallIntegerField()),
                ('unit', models.TextField(choices=[('day', 'day'), ('month', 'month'), ('working_day', 'working_day')])),
                ('roll_over', models.BooleanField(default=True)),
                ('month_end', models.TextField(choices=[('civil', 'civil'), ('criminal', 'criminal'), ('earlier', 'earlier')], default='earlier')),
                ('extends_by', models.SmallIntegerField(default=0)),
                ('starts_after', models.TextField(blank=True)),
                ('repeats', models.BooleanField(default=False)),
                ('every_start', models.BooleanField(default=True)),
                ('before_fact', models.TextField(blank=True)),
                ('verbs', models.JSONField(default=dict)),
                ('applies_to', models.JSONField(default=dict)),
                ('except_for', models.JSONField(default=dict)),
                ('soon_days', models.SmallIntegerField(default=3)),
                ('urgent_days', models.SmallIntegerField(default=1)),
                ('certainty', models.TextField(choices=[('confirmed', 'confirmed'), ('to_confirm', 'to_confirm')], default='confirmed')),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
                ('status', models.TextField(choices=[('proposed', 'Proposed'), ('approved', 'Approved'), ('withdrawn', 'Withdrawn')], default='proposed')),
                ('shipped', models.BooleanField(default=False)),
                ('reason', models.TextField(blank=True)),
                ('created_at', models.DateTimeField()),
                ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_by_name', models.TextField(blank=True)),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('approved_by_name', models.TextField(blank=True)),
                ('approved_at', models.DateTimeField(null=True)),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('certainty__in', ('confirmed', 'to_confirm')), ('month_end__in', ('civil', 'criminal', 'earlier')), ('unit__in', ('day', 'month', 'working_day'))), name='clock_rule_known_choices'), models.CheckConstraint(condition=models.Q(('amount__gte', 1), ('extends_by__gte', 0)), name='clock_rule_counts_forward'), models.CheckConstraint(condition=models.Q(('urgent_days__gte', 0), ('urgent_days__lte', models.F('soon_days'))), name='clock_rule_soon_before_urgent'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='clock_rule_validity_runs_forward'), models.CheckConstraint(condition=models.Q(models.Q(('approved_at__isnull', True), ('approved_by__isnull', True)), models.Q(('approved_at__isnull', False), ('approved_by__isnull', False)), _connector='OR'), name='clock_rule_approval_has_person_and_time'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='clock_rule_withdrawal_has_person_and_time'), models.CheckConstraint(condition=models.Q(('shipped', True), ('proposed_by__isnull', False), _connector='OR'), name='clock_rule_has_an_author'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'approved'), _negated=True), ('shipped', True), models.Q(('approved_by__isnull', False), models.Q(('approved_by', models.F('proposed_by')), _negated=True)), _connector='OR'), name='clock_rule_approved_by_a_second_person'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'withdrawn'), ('withdrawn_at__isnull', False)), models.Q(('status__in', ['proposed', 'approved']), ('withdrawn_at__isnull', True)), _connector='OR'), name='clock_rule_status_fits_its_dates'), models.UniqueConstraint(condition=models.Q(('status', 'approved')), fields=('code', 'scope', 'valid_from'), name='clock_rule_one_version_per_first_day')],
            },
        ),
    ]
