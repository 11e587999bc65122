"""The tables of inspections. Databases made by the many steps before are taken over."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('inspections', '0001_inspections'), ('inspections', '0003_runs'), ('inspections', '0004_outcomes'), ('inspections', '0008_finding_evidence'), ('inspections', '0009_review_page')]

    initial = True

    dependencies = [
        ('matters', '0001_tables'),
        ('organs', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Checklist',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('organ', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('name', models.TextField()),
                ('number', models.SmallIntegerField()),
                ('content', models.JSONField()),
                ('note', models.TextField(blank=True)),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('published_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organ', 'name', 'number'), name='checklist_version_once', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='Inspection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('name', models.TextField()),
                ('basis', models.TextField()),
                ('scope', models.JSONField(default=dict)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('checklist', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inspections.checklist')),
                ('mode', models.TextField(choices=[('full', 'full'), ('simple', 'simple'), ('stratified', 'stratified')])),
                ('strata', models.JSONField(default=list)),
                ('seats', models.SmallIntegerField(default=2)),
                ('margin', models.DecimalField(decimal_places=1, max_digits=4, null=True)),
                ('confidence', models.SmallIntegerField(default=95)),
                ('number_source', models.TextField(blank=True)),
                ('number_on', models.DateField(null=True)),
                ('previous', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='next_rounds', to='inspections.inspection')),
                ('looks_at', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='looked_at_by', to='inspections.inspection')),
                ('state', models.TextField(choices=[('draft', 'draft'), ('frozen', 'frozen'), ('drawn', 'drawn'), ('ended', 'ended')], default='draft')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField()),
                ('frozen_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('frozen_at', models.DateTimeField(null=True)),
                ('size', models.IntegerField(null=True)),
                ('digest', models.TextField(blank=True)),
                ('number', models.TextField(blank=True)),
                ('seed', models.TextField(blank=True)),
                ('drawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('drawn_at', models.DateTimeField(null=True)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_at', models.DateTimeField(null=True)),
                ('version', models.IntegerField(default=0)),
            ],
            options={
                'indexes': [models.Index(fields=['organ', '-id'], name='inspection_by_organ')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='inspection_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('basis', ''), _negated=True)), name='inspection_has_name_and_basis'), models.UniqueConstraint(fields=('organ', 'name'), name='inspection_name_once'), models.CheckConstraint(condition=models.Q(models.Q(('digest', ''), ('frozen_at__isnull', True), ('state', 'draft')), models.Q(models.Q(('state', 'draft'), _negated=True), ('frozen_at__isnull', False), ('size__gt', 0), models.Q(('digest', ''), _negated=True)), _connector='OR'), name='inspection_frozen_with_size_and_digest'), models.CheckConstraint(condition=models.Q(models.Q(('drawn_at__isnull', True), ('state__in', ['draft', 'frozen'])), models.Q(('drawn_at__isnull', False), ('state__in', ['drawn', 'ended'])), _connector='OR'), name='inspection_drawn_at_a_moment'), models.CheckConstraint(condition=models.Q(('mode', 'full'), ('drawn_at__isnull', True), models.Q(('seed', ''), _negated=True), _connector='OR'), name='inspection_sample_has_a_seed'), models.CheckConstraint(condition=models.Q(('mode', 'full'), ('frozen_at__isnull', True), models.Q(('number_source', ''), _negated=True), _connector='OR'), name='inspection_number_named_before_freezing'), models.CheckConstraint(condition=models.Q(('seats__in', [1, 2])), name='inspection_one_or_two'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'ended'), _negated=True), ('ended_at__isnull', False), _connector='OR'), name='inspection_ended_at_a_moment')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='inspections.inspection')),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='matters.matter')),
                ('ordinal', models.IntegerField()),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('leader', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stratum', models.TextField(blank=True)),
            ],
            options={
                'indexes': [models.Index(fields=['inspection', 'organ'], name='entry_by_organ'), models.Index(fields=['matter'], name='inspection_entry_by_matter')],
                'constraints': [models.UniqueConstraint(fields=('inspection', 'matter'), name='entry_matter_once'), models.UniqueConstraint(fields=('inspection', 'ordinal'), name='entry_ordinal_once')],
            },
        ),
        migrations.CreateModel(
            name='Pick',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='pick', to='inspections.entry')),
                ('source', models.TextField(choices=[('full', 'full'), ('drawn', 'drawn'), ('purposive', 'purposive')])),
                ('place', models.IntegerField(null=True)),
                ('reason', models.TextField(blank=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('place__isnull', True), ('source', 'purposive'), models.Q(('reason', ''), _negated=True)), models.Q(models.Q(('source', 'purposive'), _negated=True), ('place__isnull', False)), _connector='OR'), name='pick_drawn_with_place_or_chosen_with_reason')],
            },
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='inspections.inspection')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('added_at', models.DateTimeField()),
                ('left_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('left_at__isnull', True)), fields=('inspection', 'account'), name='member_serves_once')],
            },
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='inspections.inspection')),
                ('pick', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='outcome', to='inspections.pick')),
                ('answers', models.JSONField()),
                ('apart', models.JSONField(default=dict)),
                ('settled_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['inspection', 'pick'], name='outcome_by_inspection')],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('pick', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='inspections.pick')),
                ('seat', models.TextField(choices=[('first', 'first'), ('second', 'second'), ('third', 'third')])),
                ('reviewer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('assigned_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('assigned_at', models.DateTimeField()),
                ('prefilled', models.JSONField(default=dict)),
                ('answers', models.JSONField(default=dict)),
                ('saved_at', models.DateTimeField(null=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('version', models.IntegerField(default=0)),
                ('page', models.TextField(blank=True, db_default='')),
                ('turn', models.IntegerField(db_default=0)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('done_at__isnull', True)), fields=['reviewer', 'pick'], name='review_waiting')],
                'constraints': [models.UniqueConstraint(fields=('pick', 'seat'), name='review_seat_once'), models.UniqueConstraint(fields=('pick', 'reviewer'), name='review_reviewer_once')],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='inspections.inspection')),
                ('pick', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='inspections.pick')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('question', models.TextField()),
                ('severity', models.TextField(choices=[('harm', 'harm'), ('serious', 'serious'), ('ordinary', 'ordinary'), ('minor', 'minor')])),
                ('fact', models.TextField()),
                ('evidence', models.TextField()),
                ('rule', models.TextField()),
                ('stage', models.TextField(choices=[('found', 'found'), ('told', 'told'), ('contested', 'contested'), ('final', 'final'), ('mending', 'mending'), ('claimed', 'claimed'), ('closed', 'closed'), ('withdrawn', 'withdrawn')], default='found')),
                ('found_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('found_at', models.DateTimeField()),
                ('answer_by', models.DateField(null=True)),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('measures', models.TextField(blank=True)),
                ('due_on', models.DateField(null=True)),
                ('earlier', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='later', to='inspections.finding')),
                ('version', models.IntegerField(default=0)),
            ],
            options={
                'indexes': [models.Index(fields=['inspection', 'organ', 'stage'], name='finding_by_organ'), models.Index(fields=['organ', 'question', 'id'], name='finding_by_question'), models.Index(condition=models.Q(('stage', 'mending')), fields=['due_on'], name='finding_by_due_day')],
                'constraints': [models.UniqueConstraint(fields=('pick', 'question'), name='finding_once'), models.CheckConstraint(condition=models.Q(('evidence', ''), _negated=True), name='finding_has_evidence'), models.CheckConstraint(condition=models.Q(models.Q(('fact', ''), _negated=True), models.Q(('rule', ''), _negated=True)), name='finding_has_fact_and_rule'), models.CheckConstraint(condition=models.Q(models.Q(('stage__in', ['mending', 'claimed', 'closed']), _negated=True), models.Q(('due_on__isnull', False), ('owner__isnull', False), models.Q(('measures', ''), _negated=True)), _connector='OR'), name='finding_mended_by_somebody_by_a_day'), models.CheckConstraint(condition=models.Q(('stage__in', ['found', 'withdrawn']), ('answer_by__isnull', False), _connector='OR'), name='finding_told_with_a_day_to_contest'), models.CheckConstraint(condition=models.Q(models.Q(('stage', 'final'), _negated=True), ('due_on__isnull', False), _connector='OR'), name='finding_final_has_a_day')],
            },
        ),
        migrations.CreateModel(
            name='FindingStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='inspections.finding')),
                ('verb', models.TextField()),
                ('text', models.TextField(blank=True)),
                ('evidence', models.TextField(blank=True)),
                ('due_on', models.DateField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['finding', 'id'], name='step_by_finding')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), ('verb__in', ('tell', 'accept', 'lapse')), _connector='OR'), name='finding_step_has_words')],
            },
        ),
        migrations.CreateModel(
            name='Circular',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('inspection', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='circular', to='inspections.inspection')),
                ('problems', models.TextField(blank=True)),
                ('practice', models.TextField(blank=True)),
                ('mended', models.TextField(blank=True)),
                ('figures', models.JSONField(default=dict)),
                ('drafted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('drafted_at', models.DateTimeField()),
                ('issued_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('issued_at', models.DateTimeField(null=True)),
                ('digest', models.TextField(blank=True)),
                ('salt', models.TextField(blank=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('digest', ''), ('issued_at__isnull', True)), models.Q(('issued_at__isnull', False), models.Q(('digest', ''), _negated=True)), _connector='OR'), name='circular_issued_with_digest')],
            },
        ),
        migrations.CreateModel(
            name='Run',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='inspections.inspection')),
                ('task', models.TextField(choices=[('freeze', 'freeze'), ('draw', 'draw'), ('assign', 'assign')])),
                ('version', models.IntegerField(null=True)),
                ('number', models.TextField(blank=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_at', models.DateTimeField()),
                ('done', models.IntegerField(default=0)),
                ('total', models.IntegerField(default=0)),
                ('short', models.IntegerField(default=0)),
                ('ended_at', models.DateTimeField(null=True)),
                ('refusal', models.JSONField(default=dict)),
            ],
            options={
                'indexes': [models.Index(fields=['inspection', '-id'], name='run_by_inspection')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('inspection',), name='run_one_at_a_time')],
            },
        ),
    ]
