"""The tables of attachments. Databases made by the many steps before are taken over."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('attachments', '0001_initial')]

    initial = True

    dependencies = [
        ('organs', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('owner_type', models.TextField()),
                ('owner_id', models.BigIntegerField()),
                ('name', models.TextField()),
                ('media_type', models.TextField()),
                ('kind', models.TextField(choices=[('pdf', 'PDF document'), ('word', 'Text document'), ('sheet', 'Spreadsheet'), ('ofd', 'OFD document'), ('text', 'Plain text'), ('image', 'Picture'), ('sound', 'Sound recording'), ('video', 'Video')])),
                ('size', models.BigIntegerField()),
                ('sha256', models.BinaryField()),
                ('storage_path', models.TextField(unique=True)),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('uploaded_at', models.DateTimeField()),
                ('state', models.TextField(choices=[('waiting', 'Waiting for the virus check'), ('clean', 'Checked for viruses'), ('unscanned', 'Not checked for viruses: no scanner is connected'), ('refused', 'Closed: the virus check found something')])),
                ('reason', models.TextField(blank=True)),
                ('scanned_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['owner_type', 'owner_id'], name='stored_file_by_owner'), models.Index(condition=models.Q(('state__in', ['waiting', 'unscanned'])), fields=['id'], name='stored_file_not_scanned')],
                'constraints': [models.UniqueConstraint(fields=('owner_type', 'owner_id', 'sha256', 'name'), name='stored_file_once_per_owner'), models.CheckConstraint(condition=models.Q(models.Q(('owner_type', ''), _negated=True), models.Q(('name', ''), _negated=True)), name='stored_file_is_named_and_owned'), models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='stored_file_is_not_empty'), models.CheckConstraint(condition=models.Q(('sha256__length', 32)), name='stored_file_digest_is_sha256'), models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), ('scanned_at__isnull', True), ('state__in', ['waiting', 'unscanned'])), models.Q(('reason', ''), ('scanned_at__isnull', False), ('state', 'clean')), models.Q(('scanned_at__isnull', False), ('state', 'refused'), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='stored_file_state_is_explained')],
            },
        ),
    ]
