"""The tables of campaigns. Databases made by the many steps before are taken over."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('campaigns', '0001_campaigns'), ('campaigns', '0002_aftercare'), ('campaigns', '0003_reports')]

    initial = True

    dependencies = [
        ('matters', '0001_tables'),
        ('organs', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Revisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='matters.matter')),
                ('closing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='matters.closing')),
                ('months', models.SmallIntegerField()),
                ('due_on', models.DateField()),
                ('rule', models.TextField()),
                ('dropped_at', models.DateTimeField(null=True)),
                ('done_on', models.DateField(null=True)),
                ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('done_at', models.DateTimeField(null=True)),
                ('contact', models.JSONField(default=dict)),
                ('answers', models.JSONField(default=list)),
                ('result', models.TextField(blank=True, choices=[('', 'Waiting'), ('settled', 'Settled'), ('disagrees', 'Disagrees'), ('unreached', 'Unreached'), ('returned', 'Returned'), ('asked', 'Asked')], default='')),
                ('findings', models.TextField(blank=True)),
                ('promised', models.JSONField(default=list)),
                ('taken_up', models.BooleanField(null=True)),
                ('decision', models.TextField(blank=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('done_at__isnull', True), ('dropped_at__isnull', True)), fields=['due_on', 'id'], name='revisit_waiting'), models.Index(fields=['matter', 'id'], name='revisit_by_matter')],
                'constraints': [models.UniqueConstraint(fields=('closing', 'months'), name='revisit_once_per_month'), models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', True), ('result', '')), models.Q(('done_at__isnull', False), ('done_on__isnull', False), models.Q(('result', ''), _negated=True), models.Q(('contact', {}), _negated=True)), _connector='OR'), name='revisit_done_with_contact_and_result'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decision', ''), ('taken_up__isnull', True)), models.Q(('decided_at__isnull', False), ('result', 'asked'), ('taken_up__isnull', False), models.Q(('decision', ''), _negated=True)), _connector='OR'), name='revisit_request_answered_with_reason'), models.CheckConstraint(condition=models.Q(('dropped_at__isnull', True), ('done_at__isnull', True), _connector='OR'), name='revisit_done_is_not_dropped')],
            },
        ),
        migrations.CreateModel(
            name='Cause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='matters.matter')),
                ('code', models.TextField()),
                ('applies', models.BooleanField(default=True)),
                ('reason', models.TextField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['matter', 'id'], name='cause_by_matter')],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='cause_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Scrutiny',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='matters.matter')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('origin', models.TextField()),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('unit_name', models.TextField()),
                ('error', models.TextField(blank=True)),
                ('findings', models.TextField(blank=True)),
                ('advice', models.TextField(blank=True)),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('opened_at', models.DateTimeField()),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sent_at', models.DateTimeField(null=True)),
                ('number', models.TextField(blank=True)),
                ('receiver', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('answer', models.TextField(blank=True)),
                ('mended', models.TextField(blank=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answered_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['matter', 'id'], name='scrutiny_by_matter'), models.Index(fields=['organ', '-id'], name='scrutiny_by_organ'), models.Index(fields=['receiver', '-sent_at'], name='scrutiny_by_receiver')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('number', ''), ('receiver__isnull', True), ('sent_at__isnull', True)), models.Q(('sent_at__isnull', False), models.Q(('findings', ''), _negated=True), models.Q(('error', ''), _negated=True), models.Q(('number', ''), _negated=True)), _connector='OR'), name='scrutiny_sent_with_findings'), models.CheckConstraint(condition=models.Q(('answered_at__isnull', True), models.Q(('sent_at__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='scrutiny_answered_after_sending')],
            },
        ),
        migrations.CreateModel(
            name='Campaign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('name', models.TextField()),
                ('basis', models.TextField()),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('entry_rule', models.JSONField(default=dict)),
                ('terms', models.JSONField(default=dict)),
                ('rhythm', models.TextField(choices=[('weekly', 'Weekly'), ('monthly', 'Monthly')], default='monthly')),
                ('grace_days', models.SmallIntegerField(default=5)),
                ('state', models.TextField(choices=[('draft', 'Draft'), ('open', 'Open'), ('ended', 'Ended')], default='draft')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField()),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('opened_at', models.DateTimeField(null=True)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_at', models.DateTimeField(null=True)),
                ('end_note', models.TextField(blank=True)),
                ('version', models.IntegerField(default=0)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='campaign_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('basis', ''), _negated=True)), name='campaign_has_name_and_basis'), models.CheckConstraint(condition=models.Q(('state', 'draft'), ('opened_at__isnull', False), _connector='OR'), name='campaign_opened_by_decision'), models.UniqueConstraint(fields=('organ', 'name'), name='campaign_name_once_per_organ')],
            },
        ),
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='batches', to='campaigns.campaign')),
                ('number', models.SmallIntegerField()),
                ('prepared_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('prepared_at', models.DateTimeField()),
                ('due_on', models.DateField()),
                ('frozen_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('frozen_at', models.DateTimeField(null=True)),
                ('size', models.IntegerField(null=True)),
                ('digest', models.TextField(blank=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('campaign', 'number'), name='batch_number_once'), models.UniqueConstraint(condition=models.Q(('frozen_at__isnull', True)), fields=('campaign',), name='batch_one_in_preparation'), models.CheckConstraint(condition=models.Q(models.Q(('digest', ''), ('frozen_at__isnull', True), ('size__isnull', True)), models.Q(('frozen_at__isnull', False), ('size__gt', 0), models.Q(('digest', ''), _negated=True)), _connector='OR'), name='batch_frozen_with_size_and_digest')],
            },
        ),
        migrations.CreateModel(
            name='Candidate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='candidates', to='campaigns.campaign')),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='matters.matter')),
                ('source', models.TextField(choices=[('rule', 'Rule'), ('nomination', 'Nomination')])),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('reason', models.TextField(blank=True)),
                ('why', models.JSONField(default=list)),
                ('put_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('put_at', models.DateTimeField()),
                ('outcome', models.TextField(blank=True, choices=[('', 'Waiting'), ('accepted', 'Accepted'), ('refused', 'Refused')], default='')),
                ('decision', models.TextField(blank=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField(null=True)),
                ('batch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='chosen', to='campaigns.batch')),
            ],
            options={
                'indexes': [models.Index(fields=['campaign', 'outcome', 'id'], name='candidate_by_outcome')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('outcome__in', ['', 'accepted'])), fields=('campaign', 'matter'), name='candidate_once_while_open'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('outcome', '')), models.Q(models.Q(('outcome', ''), _negated=True), ('decided_at__isnull', False), models.Q(('decision', ''), _negated=True)), _connector='OR'), name='candidate_decided_with_reason'), models.CheckConstraint(condition=models.Q(('source', 'rule'), models.Q(('reason', ''), _negated=True), _connector='OR'), name='nomination_has_a_reason'), models.CheckConstraint(condition=models.Q(('batch__isnull', True), ('outcome', 'accepted'), _connector='OR'), name='candidate_chosen_after_acceptance')],
            },
        ),
        migrations.CreateModel(
            name='BatchQuota',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quotas', to='campaigns.batch')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('number', models.IntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('batch', 'organ'), name='batch_quota_once'), models.CheckConstraint(condition=models.Q(('number__gte', 0)), name='batch_quota_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='BatchEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='campaigns.batch')),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='matters.matter')),
                ('ordinal', models.IntegerField()),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('candidate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.candidate')),
            ],
            options={
                'indexes': [models.Index(fields=['matter'], name='batch_entry_by_matter')],
                'constraints': [models.UniqueConstraint(fields=('batch', 'matter'), name='batch_matter_once'), models.UniqueConstraint(fields=('batch', 'ordinal'), name='batch_ordinal_once')],
            },
        ),
        migrations.CreateModel(
            name='EntryMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='campaigns.batchentry')),
                ('mark', models.TextField(choices=[('survey', 'survey'), ('propose', 'propose'), ('withdraw', 'withdraw'), ('leave', 'leave')])),
                ('reason', models.TextField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['entry', 'id'], name='entry_mark_by_entry')],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='entry_mark_has_a_reason'), models.UniqueConstraint(condition=models.Q(('mark', 'leave')), fields=('entry',), name='entry_leaves_once')],
            },
        ),
        migrations.CreateModel(
            name='CampaignReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='campaigns.campaign')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('first', models.DateField()),
                ('last', models.DateField()),
                ('due_on', models.DateField()),
                ('as_of', models.DateTimeField()),
                ('standings', models.JSONField(default=list)),
                ('remarks', models.TextField(blank=True)),
                ('drafted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('drafted_at', models.DateTimeField()),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('salt', models.TextField(blank=True)),
                ('digest', models.TextField(blank=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('confirmed_at__isnull', True)), fields=['organ', 'due_on'], name='campaign_report_waiting')],
                'constraints': [models.UniqueConstraint(fields=('campaign', 'organ', 'first'), name='campaign_report_once_per_period'), models.CheckConstraint(condition=models.Q(('last__gte', models.F('first'))), name='campaign_report_period_in_order'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('digest', '')), models.Q(('confirmed_at__isnull', False), models.Q(('digest', ''), _negated=True), models.Q(('salt', ''), _negated=True)), _connector='OR'), name='campaign_report_frozen_with_digest')],
            },
        ),
    ]
