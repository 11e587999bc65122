"""The tables of intake. Databases made by the many steps before are taken over."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('intake', '0001_initial'), ('intake', '0002_import_registers'), ('intake', '0003_throttle'), ('intake', '0004_names_in_pinyin')]

    initial = True

    dependencies = [
        ('organs', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Petition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('number', models.TextField(unique=True)),
                ('sealed', models.BooleanField(default=False)),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('handling_organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('channel', models.TextField(choices=[('letter', 'letter'), ('visit', 'visit'), ('phone', 'phone'), ('online_12309', 'online_12309'), ('video', 'video'), ('assigned', 'assigned'), ('referred', 'referred'), ('forwarded', 'forwarded')])),
                ('kind', models.TextField(choices=[('accusation', 'accusation'), ('report', 'report'), ('criminal_petition', 'criminal_petition'), ('civil_petition', 'civil_petition'), ('administrative_petition', 'administrative_petition'), ('filing_supervision', 'filing_supervision'), ('state_compensation', 'state_compensation'), ('judicial_assistance', 'judicial_assistance'), ('officer_complaint', 'officer_complaint'), ('suggestion', 'suggestion'), ('other', 'other')])),
                ('title', models.TextField()),
                ('text', models.TextField()),
                ('received_on', models.DateField()),
                ('postmarked_on', models.DateField(null=True)),
                ('registered_at', models.DateTimeField()),
                ('registered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('anonymous', models.BooleanField(default=False)),
                ('replyable', models.BooleanField(default=True)),
                ('collective', models.BooleanField(default=False)),
                ('hardship', models.BooleanField(default=False)),
                ('sent_by', models.TextField(blank=True)),
                ('petitioner_names', models.TextField(blank=True)),
                ('source', models.TextField(default='desk')),
                ('source_number', models.TextField(blank=True)),
                ('query_code_index', models.BinaryField(null=True)),
                ('search', django.contrib.postgres.search.SearchVectorField(null=True)),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['search'], name='petition_search'), models.Index(fields=['organ', '-received_on', '-id'], name='petition_by_organ'), models.Index(fields=['-received_on', '-id'], name='petition_by_day'), models.Index(fields=['handling_organ', '-id'], name='petition_by_handler')],
                'constraints': [models.CheckConstraint(condition=models.Q(('channel__in', ['letter', 'visit', 'phone', 'online_12309', 'video', 'assigned', 'referred', 'forwarded'])), name='petition_known_channel'), models.CheckConstraint(condition=models.Q(('kind__in', ['accusation', 'report', 'criminal_petition', 'civil_petition', 'administrative_petition', 'filing_supervision', 'state_compensation', 'judicial_assistance', 'officer_complaint', 'suggestion', 'other'])), name='petition_known_kind'), models.CheckConstraint(condition=models.Q(('postmarked_on__isnull', True), ('postmarked_on__lte', models.F('received_on')), _connector='OR'), name='petition_postmarked_before_received'), models.CheckConstraint(condition=models.Q(('received_on__gte', '1949-10-01')), name='petition_plausible_day'), models.UniqueConstraint(condition=models.Q(('source_number', ''), _negated=True), fields=('organ', 'source', 'source_number'), name='petition_once_per_source_number'), models.UniqueConstraint(condition=models.Q(('query_code_index__isnull', False)), fields=('query_code_index',), name='petition_query_code_unique')],
            },
        ),
        migrations.CreateModel(
            name='Party',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('petition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parties', to='intake.petition')),
                ('ordinal', models.SmallIntegerField()),
                ('role', models.TextField(choices=[('petitioner', 'petitioner'), ('representative', 'representative'), ('signatory', 'signatory'), ('agent', 'agent')])),
                ('is_organisation', models.BooleanField(default=False)),
                ('name', models.TextField()),
                ('name_pinyin', models.TextField(blank=True)),
                ('identity_type', models.TextField(default='none')),
                ('identity_sealed', models.BinaryField(null=True)),
                ('identity_index', models.BinaryField(null=True)),
                ('phone_sealed', models.BinaryField(null=True)),
                ('phone_index', models.BinaryField(null=True)),
                ('address_sealed', models.BinaryField(null=True)),
                ('represents', models.TextField(blank=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('identity_index__isnull', False)), fields=['identity_index'], name='party_by_identity'), models.Index(condition=models.Q(('phone_index__isnull', False)), fields=['phone_index'], name='party_by_phone'), models.Index(fields=['name'], name='party_by_name')],
                'constraints': [models.UniqueConstraint(fields=('petition', 'ordinal'), name='party_once_per_place'), models.CheckConstraint(condition=models.Q(models.Q(('identity_index__isnull', True), ('identity_sealed__isnull', True)), models.Q(('identity_index__isnull', False), ('identity_sealed__isnull', False)), _connector='OR'), name='party_identity_sealed_with_index'), models.CheckConstraint(condition=models.Q(('role', 'agent'), ('represents', ''), _connector='OR'), name='party_only_agents_represent')],
            },
        ),
        migrations.CreateModel(
            name='Subject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('petition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='subjects', to='intake.petition')),
                ('ordinal', models.SmallIntegerField()),
                ('role', models.TextField(choices=[('accused', 'accused'), ('decision_maker', 'decision_maker')])),
                ('name', models.TextField(blank=True)),
                ('unit_name', models.TextField(blank=True)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.person')),
                ('organ', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
            ],
            options={
                'indexes': [models.Index(fields=['name'], name='subject_by_name'), models.Index(fields=['unit_name'], name='subject_by_unit')],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), ('unit_name', ''), _negated=True), name='subject_is_someone_or_some_unit')],
            },
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('petition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='intake.petition')),
                ('ordinal', models.SmallIntegerField()),
                ('text', models.TextField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('petition', 'ordinal'), name='claim_once_per_place')],
            },
        ),
        migrations.CreateModel(
            name='ChallengedDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('petition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='challenged', to='intake.petition')),
                ('number', models.TextField(blank=True)),
                ('number_key', models.TextField(blank=True)),
                ('organ_name', models.TextField(blank=True)),
                ('decided_on', models.DateField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('number_key', ''), _negated=True), fields=['number_key'], name='challenged_by_number')],
            },
        ),
        migrations.CreateModel(
            name='Wall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('petition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='walls', to='intake.petition')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.person')),
                ('organ', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('department', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.department')),
                ('reason', models.TextField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('department__isnull', True), ('organ__isnull', True), ('person__isnull', False)), models.Q(('department__isnull', True), ('organ__isnull', False), ('person__isnull', True)), models.Q(('department__isnull', False), ('organ__isnull', True), ('person__isnull', True)), _connector='OR'), name='wall_keeps_out_one_thing')],
            },
        ),
        migrations.CreateModel(
            name='Undecided',
            fields=[
                ('petition', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, serialize=False, to='intake.petition')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('due_on', models.DateField(null=True)),
                ('proposal', models.JSONField(default=dict)),
            ],
            options={
                'indexes': [models.Index(fields=['organ', 'due_on'], name='undecided_by_due')],
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('key', models.UUIDField(primary_key=True, serialize=False)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('form', models.TextField()),
                ('sealed', models.BinaryField()),
                ('saved_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['account', '-saved_at'], name='draft_by_account')],
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('key', models.UUIDField(primary_key=True, serialize=False)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('result', models.TextField()),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='ColumnMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('name', models.TextField()),
                ('columns', models.JSONField(default=dict)),
                ('kept_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('kept_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organ', 'name'), name='column_mapping_name_once')],
            },
        ),
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file_name', models.TextField()),
                ('sha256', models.BinaryField()),
                ('state', models.TextField(choices=[('mapping', 'Mapping'), ('queued', 'Queued'), ('reading', 'Reading'), ('checked', 'Checked'), ('accepting', 'Accepting'), ('done', 'Done'), ('failed', 'Failed'), ('cancelled', 'Cancelled')], default='mapping')),
                ('dry_run', models.BooleanField(default=True)),
                ('mapping', models.JSONField(default=dict)),
                ('heads', models.JSONField(default=list)),
                ('sheet', models.TextField(blank=True)),
                ('head_line', models.IntegerField(default=1)),
                ('started_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
                ('read_to_line', models.IntegerField(default=0)),
                ('whole_file_read', models.BooleanField(default=False)),
                ('total', models.IntegerField(default=0)),
                ('done', models.IntegerField(default=0)),
                ('cancel_asked', models.BooleanField(default=False)),
                ('failure', models.TextField(blank=True)),
            ],
            options={
                'indexes': [models.Index(fields=['organ', '-id'], name='import_run_by_organ')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['mapping', 'queued', 'reading', 'checked', 'accepting', 'done', 'failed', 'cancelled'])), name='import_run_known_state')],
            },
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='intake.importrun')),
                ('line', models.IntegerField()),
                ('state', models.TextField(choices=[('ready', 'Ready'), ('registered', 'Registered'), ('known', 'Known'), ('rejected', 'Rejected')])),
                ('received_on', models.DateField(null=True)),
                ('source_number', models.TextField(blank=True)),
                ('content', models.BinaryField(null=True)),
                ('sealed', models.BinaryField(null=True)),
                ('problems', models.JSONField(default=list)),
                ('petition', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='intake.petition')),
                ('proposed', models.TextField(blank=True)),
            ],
            options={
                'indexes': [models.Index(fields=['run', 'state', 'received_on', 'line'], name='import_row_next'), models.Index(fields=['run', 'source_number'], name='import_row_by_number'), models.Index(condition=models.Q(('proposed__in', ['', 'first']), _negated=True), fields=['run', 'line'], name='import_row_proposed')],
                'constraints': [models.UniqueConstraint(fields=('run', 'line'), name='import_row_once_per_line'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'registered'), _negated=True), models.Q(('petition__isnull', False), ('sealed__isnull', True)), _connector='OR'), name='import_row_registered_keeps_no_cells')],
            },
        ),
        migrations.CreateModel(
            name='Throttle',
            fields=[
                ('key', models.BinaryField(primary_key=True, serialize=False)),
                ('full_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['full_at'], name='throttle_by_fullness')],
            },
        ),
    ]
