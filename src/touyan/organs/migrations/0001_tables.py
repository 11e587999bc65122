"""The tables of organs. Databases made by the many steps before are taken over."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('organs', '0001_initial')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Organ',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.TextField(unique=True)),
                ('division_code', models.TextField(blank=True)),
                ('name', models.TextField()),
                ('short_name', models.TextField()),
                ('name_en', models.TextField()),
                ('level', models.SmallIntegerField(choices=[(1, 'Supreme'), (2, 'Provincial'), (3, 'Prefectural'), (4, 'Grassroots')])),
                ('kind', models.TextField(default='ordinary')),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='organs.organ')),
                ('path', models.TextField(blank=True)),
                ('valid_from', models.DateField(null=True)),
                ('valid_to', models.DateField(null=True)),
                ('province_code', models.TextField(blank=True)),
            ],
            options={
                'indexes': [models.Index(fields=['path'], name='organ_by_path', opclasses=['text_pattern_ops']), models.Index(fields=['name'], name='organ_by_name')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('level', 1), ('parent__isnull', True)), models.Q(('level__gt', 1), ('parent__isnull', False)), _connector='OR'), name='organ_only_the_supreme_has_no_parent'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_from__isnull', True), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='organ_validity_runs_forward')],
            },
        ),
        migrations.CreateModel(
            name='Department',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='departments', to='organs.organ')),
                ('name', models.TextField()),
                ('name_en', models.TextField(blank=True)),
                ('handles_petitions', models.BooleanField(default=False)),
                ('closed_on', models.DateField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organ', 'name'), name='department_once_per_organ')],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.TextField()),
                ('name_pinyin', models.TextField(blank=True)),
                ('staff_number', models.TextField(null=True, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('username', models.CharField(max_length=64, unique=True)),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='account', to='organs.person')),
                ('is_active', models.BooleanField(default=True)),
                ('must_change_password', models.BooleanField(default=False)),
                ('language', models.CharField(blank=True, max_length=10)),
                ('single_keys', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='organs.person')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='organs.organ')),
                ('department', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='organs.department')),
                ('title', models.TextField()),
                ('title_en', models.TextField(blank=True)),
                ('from_on', models.DateField()),
                ('until_on', models.DateField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('until_on__gte', models.F('from_on')), _connector='OR'), name='post_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='RoleGrant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='organs.post')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='organs.person')),
                ('role', models.TextField(choices=[('clerk', 'clerk'), ('handler', 'handler'), ('department_head', 'department_head'), ('chief', 'chief'), ('deputy_chief', 'deputy_chief'), ('committee_member', 'committee_member'), ('inspector', 'inspector'), ('statistician', 'statistician'), ('editor', 'editor'), ('system_admin', 'system_admin'), ('security_admin', 'security_admin'), ('audit_admin', 'audit_admin')])),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_at', models.DateTimeField()),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('approved_at', models.DateTimeField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('shipped', models.BooleanField(default=False)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True)), fields=('post', 'role'), name='role_once_per_post'), models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True), ('role__in', ['audit_admin', 'security_admin', 'system_admin'])), fields=('person',), name='role_three_powers_apart'), models.CheckConstraint(condition=models.Q(models.Q(('approved_at__isnull', True), ('approved_by__isnull', True)), models.Q(('approved_at__isnull', False), ('shipped', True)), models.Q(('approved_at__isnull', False), ('approved_by__isnull', False)), _connector='OR'), name='role_approval_names_its_approver'), models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), ('asked_by__isnull', True), models.Q(('approved_by', models.F('asked_by')), _negated=True), _connector='OR'), name='role_granted_by_a_second_person')],
            },
        ),
        migrations.CreateModel(
            name='NumberSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='organs.organ')),
                ('series', models.TextField()),
                ('year', models.SmallIntegerField()),
                ('last', models.IntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organ', 'series', 'year'), name='one_row_per_series'), models.CheckConstraint(condition=models.Q(('last__gte', 0)), name='series_never_negative')],
            },
        ),
        migrations.CreateModel(
            name='OrganTreeImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='organs.organ')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField()),
                ('file_name', models.TextField()),
                ('rows', models.IntegerField()),
                ('accepted', models.IntegerField()),
                ('problems', models.JSONField(default=list)),
            ],
        ),
    ]
