# The portal's tables.

import condica.portal.models
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('casework', '0001_initial'),
        ('documents', '0001_initial'),
        ('registry', '0003_sent_messages'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.TextField()),
                ('digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['kind', 'digest', 'at'], name='portal_attempt_count'), models.Index(fields=['at'], name='portal_attempt_old')],
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.TextField(unique=True)),
                ('language', models.CharField(choices=[('ro', 'Română'), ('en', 'English'), ('hu', 'Magyar')], default='ro', max_length=5)),
                ('words', models.JSONField(default=dict)),
                ('begun_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('entry', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.entry')),
            ],
        ),
        migrations.CreateModel(
            name='DraftFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.FileField(upload_to=condica.portal.models._draft_path)),
                ('name', models.TextField()),
                ('size', models.PositiveBigIntegerField()),
                ('mime', models.TextField()),
                ('sha256', models.CharField(max_length=64)),
                ('state', models.TextField(choices=[('none', 'neverificat'), ('clean', 'curat'), ('waiting', 'de verificat'), ('found', 'în carantină'), ('released', 'scos din carantină')], default='none')),
                ('signature', models.TextField(blank=True, default='')),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='portal.draft')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Feedback',
            fields=[
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='feedback', serialize=False, to='casework.case')),
                ('useful', models.TextField(choices=[('yes', 'da'), ('partly', 'în parte'), ('no', 'nu')])),
                ('words', models.TextField(blank=True, default='')),
                ('language', models.CharField(choices=[('ro', 'Română'), ('en', 'English'), ('hu', 'Magyar')], max_length=5)),
                ('at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['at'], name='portal_feedback_at')],
                'constraints': [models.CheckConstraint(condition=models.Q(('useful__in', ['yes', 'partly', 'no'])), name='portal_feedback_useful')],
            },
        ),
        migrations.CreateModel(
            name='FileScan',
            fields=[
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='portal_scan', serialize=False, to='documents.document')),
                ('state', models.TextField(choices=[('none', 'neverificat'), ('clean', 'curat'), ('waiting', 'de verificat'), ('found', 'în carantină'), ('released', 'scos din carantină')])),
                ('signature', models.TextField(blank=True, default='')),
                ('at', models.DateTimeField()),
                ('reason', models.TextField(blank=True, default='')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.entry')),
            ],
        ),
        migrations.CreateModel(
            name='OneTimeCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField()),
                ('valid_until', models.DateTimeField()),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('used_at', models.DateTimeField(blank=True, null=True)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.entry')),
            ],
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='submission', serialize=False, to='registry.entry')),
                ('language', models.CharField(choices=[('ro', 'Română'), ('en', 'English'), ('hu', 'Magyar')], max_length=5)),
                ('way', models.TextField(choices=[('email', 'pe e-mail'), ('post', 'prin poștă'), ('counter', 'la ghișeu')])),
                ('phone', models.TextField(blank=True, default='')),
                ('organisation', models.TextField(blank=True, default='')),
                ('signatories', models.PositiveIntegerField(blank=True, null=True)),
                ('consents', models.JSONField(default=dict)),
                ('digest', models.CharField(max_length=64)),
                ('sent_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['digest', 'sent_at'], name='portal_submission_digest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('signatories__isnull', True), ('signatories__gte', 2), _connector='OR'), name='portal_submission_signatories')],
            },
        ),
        migrations.AddIndex(
            model_name='draft',
            index=models.Index(fields=['changed_at'], name='portal_draft_changed'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('entry__isnull', True), ('sent_at__isnull', True)), models.Q(('entry__isnull', False), ('sent_at__isnull', False)), _connector='OR'), name='portal_draft_sent_at'),
        ),
        migrations.AddConstraint(
            model_name='draftfile',
            constraint=models.UniqueConstraint(fields=('draft', 'sha256'), name='portal_draft_file_once'),
        ),
        migrations.AddIndex(
            model_name='filescan',
            index=models.Index(fields=['state', 'at'], name='portal_scan_state'),
        ),
        migrations.AddConstraint(
            model_name='filescan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'released'), _negated=True), models.Q(('decided_by__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='portal_scan_released_by'),
        ),
        migrations.AddConstraint(
            model_name='filescan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'found'), _negated=True), models.Q(('signature', ''), _negated=True), _connector='OR'), name='portal_scan_found_named'),
        ),
        migrations.AddIndex(
            model_name='onetimecode',
            index=models.Index(fields=['entry', '-made_at'], name='portal_code_newest'),
        ),
        migrations.AddConstraint(
            model_name='onetimecode',
            constraint=models.CheckConstraint(condition=models.Q(('tries__lte', 5)), name='portal_code_five_tries'),
        ),
    ]
