"""The tables of exemplars. Databases made by the many steps before are taken over."""

import django.db.models.constraints
import django.db.models.deletion
import touyan.exemplars.rules.words
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('exemplars', '0001_exemplars'), ('exemplars', '0002_calls_among_matters'), ('exemplars', '0003_askings'), ('exemplars', '0004_petitioners')]

    initial = True

    dependencies = [
        ('intake', '0001_tables'),
        ('matters', '0001_tables'),
        ('organs', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('title', models.TextField()),
                ('theme', models.TextField()),
                ('basis', models.TextField()),
                ('kinds', models.JSONField(default=list)),
                ('since', models.DateField(null=True)),
                ('until', models.DateField(null=True)),
                ('opens_on', models.DateField()),
                ('closes_on', models.DateField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['organ', '-id'], name='call_by_organ')],
                'constraints': [models.CheckConstraint(condition=models.Q(('closes_on__gte', models.F('opens_on'))), name='call_closes_after_it_opens'), models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('theme', ''), _negated=True), models.Q(('basis', ''), _negated=True)), name='call_says_what_it_asks'), models.UniqueConstraint(fields=('organ', 'title'), name='call_title_once')],
            },
        ),
        migrations.CreateModel(
            name='Quota',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quotas', to='exemplars.call')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('number', models.SmallIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('call', 'organ'), name='quota_once_per_organ'), models.CheckConstraint(condition=models.Q(('number__gte', 0)), name='quota_not_below_nought')],
            },
        ),
        migrations.CreateModel(
            name='Exemplar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('call', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='exemplars', to='exemplars.call')),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='matters.matter')),
                ('what', models.TextField(choices=[('good', 'good'), ('failure', 'failure'), ('correction', 'correction')])),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('at_organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('selected_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('state', models.TextField(choices=[('nominated', 'nominated'), ('returned', 'returned'), ('withdrawn', 'withdrawn'), ('selected', 'selected'), ('submitted', 'submitted'), ('approved', 'approved'), ('issued', 'issued')], default='nominated')),
                ('reason', models.TextField()),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField()),
                ('version', models.IntegerField(default=0)),
            ],
            options={
                'indexes': [models.Index(fields=['at_organ', 'state', '-id'], name='exemplar_by_desk'), models.Index(fields=['organ', '-id'], name='exemplar_by_organ'), models.Index(fields=['matter'], name='exemplar_by_matter'), models.Index(fields=['call', 'state'], name='exemplar_by_call')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'withdrawn'), _negated=True), fields=('matter', 'call'), name='exemplar_one_open_per_matter_and_call', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='exemplar_has_a_reason'), models.CheckConstraint(condition=models.Q(('state__in', ['nominated', 'returned', 'withdrawn', 'selected', 'submitted', 'approved', 'issued'])), name='exemplar_known_state'), models.CheckConstraint(condition=models.Q(('what__in', ['good', 'failure', 'correction'])), name='exemplar_known_lesson'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', [touyan.exemplars.rules.words.State['APPROVED'], touyan.exemplars.rules.words.State['ISSUED'], touyan.exemplars.rules.words.State['SELECTED'], touyan.exemplars.rules.words.State['SUBMITTED']]), _negated=True), ('selected_by__isnull', False), _connector='OR'), name='exemplar_chosen_by_an_organ')],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('exemplar', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='exemplars.exemplar')),
                ('verb', models.TextField()),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField()),
                ('opinion', models.TextField(blank=True)),
                ('content_digest', models.TextField(blank=True)),
            ],
            options={
                'indexes': [models.Index(fields=['exemplar', 'id'], name='exemplar_step_in_order')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('verb', 'approve'), _negated=True), models.Q(models.Q(('content_digest', ''), _negated=True), models.Q(('opinion', ''), _negated=True)), _connector='OR'), name='exemplar_approved_as_read_with_an_opinion'), models.CheckConstraint(condition=models.Q(models.Q(('verb__in', ['return', 'send_back', 'withdraw']), _negated=True), models.Q(('opinion', ''), _negated=True), _connector='OR'), name='exemplar_step_back_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Ground',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('exemplar', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grounds', to='exemplars.exemplar')),
                ('kind', models.TextField(choices=[('consent', 'consent'), ('public_interest', 'public_interest')])),
                ('party', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='intake.party')),
                ('text', models.TextField()),
                ('signed_on', models.DateField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(null=True)),
                ('revoked_how', models.TextField(blank=True, choices=[('in_person', 'in_person'), ('telephone', 'telephone'), ('letter', 'letter'), ('online', 'online')])),
                ('revoked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['exemplar', 'id'], name='ground_by_exemplar')],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='ground_in_words'), models.CheckConstraint(condition=models.Q(('party__isnull', True), ('kind', 'consent'), _connector='OR'), name='ground_of_somebody_is_consent'), models.CheckConstraint(condition=models.Q(('kind__in', ['consent', 'public_interest'])), name='ground_known_kind'), models.CheckConstraint(condition=models.Q(models.Q(('revoked_at__isnull', True), ('revoked_by__isnull', True), ('revoked_how', '')), models.Q(('revoked_at__isnull', False), models.Q(('revoked_how', ''), _negated=True)), _connector='OR'), name='ground_revoked_says_how')],
            },
        ),
        migrations.CreateModel(
            name='Asking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('exemplar', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='askings', to='exemplars.exemplar')),
                ('party', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='intake.party')),
                ('text', models.TextField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('agreed', models.BooleanField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('answered_at__isnull', True)), fields=('exemplar', 'party'), name='asking_one_open_per_petitioner', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='asking_in_words'), models.CheckConstraint(condition=models.Q(models.Q(('agreed__isnull', True), ('answered_at__isnull', True)), models.Q(('agreed__isnull', False), ('answered_at__isnull', False)), _connector='OR'), name='asking_answered_yes_or_no')],
            },
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('exemplar', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='exemplars.exemplar')),
                ('how', models.TextField(choices=[('in_person', 'in_person'), ('telephone', 'telephone'), ('letter', 'letter'), ('online', 'online')])),
                ('text', models.TextField()),
                ('received_at', models.DateTimeField()),
                ('received_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('outcome', models.TextField(blank=True, choices=[('upheld', 'upheld'), ('not_upheld', 'not_upheld')])),
                ('reason', models.TextField(blank=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['exemplar', 'id'], name='objection_by_exemplar')],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='objection_in_words'), models.CheckConstraint(condition=models.Q(('how', 'online'), ('received_by__isnull', False), _connector='OR'), name='objection_received_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('outcome', ''), ('reason', '')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), models.Q(('outcome', ''), _negated=True), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='objection_decided_with_reasons')],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('title', models.TextField()),
                ('number', models.TextField(blank=True)),
                ('foreword', models.TextField(blank=True)),
                ('state', models.TextField(choices=[('draft', 'draft'), ('submitted', 'submitted'), ('approved', 'approved'), ('issued', 'issued'), ('withdrawn', 'withdrawn')], default='draft')),
                ('content', models.JSONField(default=dict)),
                ('digest', models.TextField(blank=True)),
                ('issued_on', models.DateField(null=True)),
                ('corrects', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='exemplars.edition')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField()),
                ('version', models.IntegerField(default=0)),
            ],
            options={
                'indexes': [models.Index(fields=['organ', '-id'], name='edition_by_organ'), models.Index(fields=['state', '-issued_on'], name='edition_by_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='edition_has_a_title'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'submitted', 'approved', 'issued', 'withdrawn'])), name='edition_known_state'), models.CheckConstraint(condition=models.Q(models.Q(('digest', ''), ('state', 'draft')), models.Q(('state__in', ['submitted', 'approved', 'issued']), models.Q(('digest', ''), _negated=True)), ('state', 'withdrawn'), _connector='OR'), name='edition_frozen_with_digest'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'issued'), _negated=True), models.Q(('issued_on__isnull', False), models.Q(('number', ''), _negated=True)), _connector='OR'), name='edition_issued_on_a_day_with_a_number'), models.UniqueConstraint(condition=models.Q(('number', ''), _negated=True), fields=('organ', 'number'), name='edition_number_once')],
            },
        ),
        migrations.CreateModel(
            name='EditionCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='exemplars.edition')),
                ('exemplar', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='exemplars.exemplar')),
                ('group', models.TextField(blank=True)),
                ('position', models.SmallIntegerField()),
                ('number', models.IntegerField(null=True)),
                ('kind', models.TextField(blank=True)),
                ('causes', models.JSONField(default=list)),
                ('measures', models.JSONField(default=list)),
                ('province_code', models.TextField(blank=True)),
                ('level', models.SmallIntegerField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['kind', 'province_code'], name='edition_case_by_feature')],
                'constraints': [models.UniqueConstraint(fields=('edition', 'exemplar'), name='edition_case_once'), models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('edition', 'position'), name='edition_place_once')],
            },
        ),
        migrations.CreateModel(
            name='EditionStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='exemplars.edition')),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='exemplars.editioncase')),
                ('verb', models.TextField()),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField()),
                ('opinion', models.TextField(blank=True)),
                ('digest', models.TextField(blank=True)),
            ],
            options={
                'indexes': [models.Index(fields=['edition', 'id'], name='edition_step_in_order')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('verb', 'approve'), _negated=True), models.Q(models.Q(('digest', ''), _negated=True), models.Q(('opinion', ''), _negated=True)), _connector='OR'), name='edition_approved_as_read_with_an_opinion'), models.CheckConstraint(condition=models.Q(models.Q(('verb__in', ['correct', 'withdraw', 'send_back']), _negated=True), models.Q(('opinion', ''), _negated=True), _connector='OR'), name='edition_step_back_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='exemplars.edition')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ')),
                ('sent_at', models.DateTimeField()),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('received_at', models.DateTimeField(null=True)),
                ('received_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('received_at__isnull', True)), fields=['organ'], name='delivery_waiting')],
                'constraints': [models.UniqueConstraint(fields=('edition', 'organ'), name='delivery_once_per_organ'), models.CheckConstraint(condition=models.Q(models.Q(('received_at__isnull', True), ('received_by__isnull', True)), models.Q(('received_at__isnull', False), ('received_by__isnull', False)), _connector='OR'), name='delivery_received_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Citation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='exemplars.editioncase')),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='matters.matter')),
                ('why', models.TextField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(null=True)),
                ('removed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['matter'], name='citation_by_matter')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('case', 'matter'), name='citation_once_per_matter'), models.CheckConstraint(condition=models.Q(('why', ''), _negated=True), name='citation_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('removed_at__isnull', True), ('removed_by__isnull', True)), models.Q(('removed_at__isnull', False), ('removed_by__isnull', False)), _connector='OR'), name='citation_removed_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('exemplar', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='exemplars.exemplar')),
                ('number', models.IntegerField()),
                ('base', models.IntegerField(default=0)),
                ('content', models.JSONField()),
                ('digest', models.TextField()),
                ('note', models.TextField(blank=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('exemplar', 'number'), name='version_number_once'), models.CheckConstraint(condition=models.Q(('base__gte', 0), ('number__gt', models.F('base'))), name='version_follows_its_base'), models.CheckConstraint(condition=models.Q(('digest', ''), _negated=True), name='version_has_a_digest')],
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('exemplar', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='exemplars.exemplar')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('base', models.IntegerField(default=0)),
                ('content', models.JSONField()),
                ('saved_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('exemplar', 'account'), name='draft_one_per_editor')],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('exemplar', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='exemplars.exemplar')),
                ('paragraph', models.TextField()),
                ('text', models.TextField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField()),
                ('resolved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('resolved_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['exemplar', 'id'], name='comment_by_exemplar')],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='comment_in_words'), models.CheckConstraint(condition=models.Q(models.Q(('resolved_at__isnull', True), ('resolved_by__isnull', True)), models.Q(('resolved_at__isnull', False), ('resolved_by__isnull', False)), _connector='OR'), name='comment_resolved_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Replacement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('exemplar', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replacements', to='exemplars.exemplar')),
                ('kind', models.TextField()),
                ('true_sealed', models.BinaryField()),
                ('true_index', models.BinaryField()),
                ('substitute', models.TextField(blank=True)),
                ('reason', models.TextField()),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField()),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('undone_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('undone_at__isnull', True)), fields=('exemplar', 'kind', 'true_index'), name='replacement_one_for_each_true_word'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='replacement_has_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('undone_at__isnull', True), ('undone_by__isnull', True)), models.Q(('undone_at__isnull', False), ('undone_by__isnull', False)), _connector='OR'), name='replacement_undone_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Rare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('exemplar', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rare_answers', to='exemplars.exemplar')),
                ('digest', models.TextField()),
                ('combination', models.TextField()),
                ('paragraphs', models.JSONField(default=list)),
                ('answer', models.TextField(choices=[('kept', 'kept'), ('changed', 'changed')])),
                ('reason', models.TextField(blank=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['exemplar', 'digest'], name='rare_answer_by_text')],
                'constraints': [models.CheckConstraint(condition=models.Q(('digest', ''), _negated=True), name='rare_answer_about_a_text'), models.CheckConstraint(condition=models.Q(models.Q(('answer', 'kept'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='rare_kept_with_a_reason')],
            },
        ),
    ]
