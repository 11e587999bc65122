"""The tables of matters. Databases made by the many steps before are taken over."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('matters', '0001_initial'), ('matters', '0002_names_in_pinyin'), ('matters', '0003_clock_without_a_day'), ('matters', '0004_resolution_proposed_and_verified'), ('matters', '0005_outcomes_verified')]

    initial = True

    dependencies = [
        ('intake', '0001_tables'),
        ('organs', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Matter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('number', models.TextField(unique=True)),
                ('sealed', models.BooleanField(default=False)),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('first_organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('department', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.department')),
                ('handler', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('kind', models.TextField(choices=[('accusation', 'accusation'), ('report', 'report'), ('criminal_petition', 'criminal_petition'), ('civil_petition', 'civil_petition'), ('administrative_petition', 'administrative_petition'), ('filing_supervision', 'filing_supervision'), ('state_compensation', 'state_compensation'), ('judicial_assistance', 'judicial_assistance'), ('officer_complaint', 'officer_complaint'), ('suggestion', 'suggestion'), ('other', 'other')])),
                ('title', models.TextField()),
                ('petitioner_names', models.TextField(blank=True)),
                ('stage', models.TextField(choices=[('received', 'received'), ('registered', 'registered'), ('triaged', 'triaged'), ('supplement', 'supplement'), ('transferred', 'transferred'), ('informed', 'informed'), ('not_accepted', 'not_accepted'), ('accepted', 'accepted'), ('assigned', 'assigned'), ('handling', 'handling'), ('paused', 'paused'), ('decided', 'decided'), ('answered', 'answered'), ('closed', 'closed'), ('watched', 'watched'), ('terminated', 'terminated'), ('reopened', 'reopened')])),
                ('urgent', models.BooleanField(default=False)),
                ('hardship', models.BooleanField(default=False)),
                ('ordinary_procedure', models.BooleanField(default=False)),
                ('non_prosecution', models.BooleanField(default=False)),
                ('assigned_from_above', models.BooleanField(default=False)),
                ('repeated', models.BooleanField(default=False)),
                ('received_on', models.DateField()),
                ('opened_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('next_due_on', models.DateField(null=True)),
                ('next_clock', models.TextField(blank=True)),
                ('version', models.IntegerField(default=0)),
                ('search', django.contrib.postgres.search.SearchVectorField(null=True)),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['search'], name='matter_search'), models.Index(fields=['-changed_at', '-id'], name='matter_by_change'), models.Index(fields=['organ', '-changed_at', '-id'], name='matter_by_organ'), models.Index(fields=['handler', 'stage'], name='matter_by_handler'), models.Index(condition=models.Q(('next_due_on__isnull', False)), fields=['next_due_on', 'id'], name='matter_by_due'), models.Index(condition=models.Q(('next_due_on__isnull', False)), fields=['organ', 'next_due_on'], name='matter_by_organ_due'), models.Index(fields=['organ', 'stage'], name='matter_by_stage'), models.Index(fields=['-received_on', '-id'], name='matter_by_received')],
                'constraints': [models.CheckConstraint(condition=models.Q(('stage__in', ['received', 'registered', 'triaged', 'supplement', 'transferred', 'informed', 'not_accepted', 'accepted', 'assigned', 'handling', 'paused', 'decided', 'answered', 'closed', 'watched', 'terminated', 'reopened'])), name='matter_known_stage'), models.CheckConstraint(condition=models.Q(('kind__in', ['accusation', 'report', 'criminal_petition', 'civil_petition', 'administrative_petition', 'filing_supervision', 'state_compensation', 'judicial_assistance', 'officer_complaint', 'suggestion', 'other'])), name='matter_known_kind'), models.CheckConstraint(condition=models.Q(('next_due_on__isnull', True), models.Q(('next_clock', ''), _negated=True), _connector='OR'), name='matter_due_day_names_its_clock')],
            },
        ),
        migrations.CreateModel(
            name='Belonging',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('petition', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='belonging', to='intake.petition')),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='belongings', to='matters.matter')),
                ('relation', models.TextField(choices=[('first', 'first'), ('repeat', 'repeat'), ('supplement', 'supplement'), ('duplicate', 'duplicate'), ('joint', 'joint')])),
                ('first_in_unit', models.BooleanField()),
                ('first_at_level', models.BooleanField()),
                ('first_in_system', models.BooleanField()),
                ('proposed', models.JSONField(default=dict)),
                ('reason', models.TextField(blank=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('relation', 'first')), fields=('matter',), name='belonging_one_first_per_matter'), models.CheckConstraint(condition=models.Q(('relation__in', ['first', 'repeat', 'supplement', 'duplicate', 'joint'])), name='belonging_known_relation')],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='matters.matter')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('petition', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='intake.petition')),
                ('kind', models.TextField()),
                ('number', models.TextField(blank=True)),
                ('title', models.TextField()),
                ('addressee', models.TextField()),
                ('paragraphs', models.JSONField(default=list)),
                ('state', models.TextField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('signed', 'Signed'), ('served', 'Served'), ('withdrawn', 'Withdrawn')], default='draft')),
                ('drafted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('drafted_at', models.DateTimeField()),
                ('signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('signed_at', models.DateTimeField(null=True)),
                ('opinion', models.TextField(blank=True)),
                ('dated', models.DateField(null=True)),
                ('served_on', models.DateField(null=True)),
                ('served_how', models.TextField(blank=True)),
                ('served_proof', models.TextField(blank=True)),
                ('served_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.IntegerField(default=0)),
            ],
            options={
                'indexes': [models.Index(fields=['matter', 'id'], name='document_by_matter'), models.Index(condition=models.Q(('state__in', ['draft', 'submitted', 'signed'])), fields=['state', 'matter'], name='document_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'submitted', 'withdrawn']), models.Q(('dated__isnull', False), ('signed_at__isnull', False), models.Q(('number', ''), _negated=True)), _connector='OR'), name='document_signed_is_numbered_and_dated'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'served'), _negated=True), models.Q(('served_on__isnull', False), models.Q(('served_how', ''), _negated=True), models.Q(('served_proof', ''), _negated=True)), _connector='OR'), name='document_served_with_proof'), models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('organ', 'number'), name='document_number_once')],
            },
        ),
        migrations.CreateModel(
            name='Act',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acts', to='matters.matter')),
                ('verb', models.TextField()),
                ('at', models.DateTimeField()),
                ('happened_on', models.DateField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('petition', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='intake.petition')),
                ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='matters.document')),
                ('legal_basis', models.TextField(blank=True)),
                ('reason', models.TextField(blank=True)),
                ('detail', models.JSONField(default=dict)),
            ],
            options={
                'indexes': [models.Index(fields=['matter', 'id'], name='act_by_matter'), models.Index(fields=['by', '-at'], name='act_by_person')],
            },
        ),
        migrations.CreateModel(
            name='ClockRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clocks', to='matters.matter')),
                ('code', models.TextField()),
                ('starts_on', models.DateField()),
                ('due_on', models.DateField(null=True)),
                ('met_on', models.DateField(null=True)),
                ('void_on', models.DateField(null=True)),
                ('suspended', models.BooleanField(default=False)),
            ],
            options={
                'indexes': [models.Index(fields=['matter', 'due_on'], name='clock_by_matter')],
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='matters.matter')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('department', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.department')),
                ('handler', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('assigned_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('from_at', models.DateTimeField()),
                ('until_at', models.DateTimeField(null=True)),
                ('reason', models.TextField(blank=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('until_at__isnull', True)), fields=('matter',), name='assignment_one_open_per_matter'), models.CheckConstraint(condition=models.Q(('until_at__isnull', True), ('until_at__gte', models.F('from_at')), _connector='OR'), name='assignment_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='matters.matter')),
                ('text', models.TextField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('name', models.TextField()),
                ('query', models.TextField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('account', 'name'), name='saved_view_name_once')],
            },
        ),
        migrations.CreateModel(
            name='Closing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='closings', to='matters.matter')),
                ('on', models.DateField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.TextField()),
                ('answers', models.JSONField(default=list)),
                ('reopened_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('reopened_at__isnull', True)), fields=('matter',), name='closing_one_in_force_per_matter')],
            },
        ),
        migrations.CreateModel(
            name='Termination',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terminations', to='matters.matter')),
                ('on', models.DateField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('grounds', models.TextField()),
                ('remedies', models.JSONField(db_default=models.Value([], models.JSONField()), default=list)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('revoked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revoked_reason', models.TextField(blank=True)),
                ('revoked_evidence', models.TextField(blank=True, db_default='')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True)), fields=('matter',), name='termination_one_in_force_per_matter'), models.CheckConstraint(condition=models.Q(('revoked_at__isnull', True), models.Q(('revoked_reason', ''), _negated=True), _connector='OR'), name='termination_revoked_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Resolution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='resolutions', to='matters.matter')),
                ('grade', models.SmallIntegerField()),
                ('state', models.TextField(choices=[('proposed', 'Proposed'), ('returned', 'Returned'), ('verified', 'Verified'), ('ended', 'Ended')], default='proposed')),
                ('evidence', models.JSONField(default=list)),
                ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_at', models.DateTimeField()),
                ('returned_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('returned_at', models.DateTimeField(null=True)),
                ('contact', models.JSONField(default=dict)),
                ('note', models.TextField(blank=True)),
                ('verified_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('verified_at', models.DateTimeField(null=True)),
                ('on', models.DateField(null=True)),
                ('window_rule', models.TextField(blank=True)),
                ('window_until', models.DateField(null=True)),
                ('passed_at', models.DateTimeField(null=True)),
                ('passed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('performed', models.TextField(blank=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_how', models.TextField(blank=True, choices=[('in_person', 'In Person'), ('by_telephone', 'By Telephone'), ('online', 'Online'), ('new_petition', 'New Petition'), ('by_office', 'By Office')])),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_petition', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='intake.petition')),
                ('ended_words', models.TextField(blank=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('grade__gte', 0), ('grade__lte', 3)), name='resolution_graded_r0_to_r3'), models.UniqueConstraint(condition=models.Q(('state__in', ['proposed', 'verified'])), fields=('matter',), name='resolution_one_open_per_matter'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'verified'), _negated=True), models.Q(('on__isnull', False), ('verified_at__isnull', False), ('window_until__isnull', False), models.Q(('contact', {}), _negated=True)), _connector='OR'), name='resolution_verified_after_contact'), models.CheckConstraint(condition=models.Q(('verified_by__isnull', True), models.Q(('verified_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='resolution_verified_by_another'), models.CheckConstraint(condition=models.Q(('grade__lt', 3), models.Q(('passed_at__isnull', False), ('window_until__isnull', False), ('passed_at__date__gt', models.F('window_until')), models.Q(('performed', ''), _negated=True)), _connector='OR'), name='resolution_r3_after_its_window'), models.CheckConstraint(condition=models.Q(models.Q(('returned_at__isnull', False), ('state', 'returned'), models.Q(('note', ''), _negated=True)), models.Q(models.Q(('state', 'returned'), _negated=True), ('returned_at__isnull', True)), _connector='OR'), name='resolution_returned_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state', 'ended'), models.Q(('ended_how', ''), _negated=True)), models.Q(models.Q(('state', 'ended'), _negated=True), ('ended_at__isnull', True), ('ended_how', '')), _connector='OR'), name='resolution_ended_says_when_and_how')],
            },
        ),
    ]
