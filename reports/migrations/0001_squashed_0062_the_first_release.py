"""All tables of the first release at once: a new installation need not go the way that ours went."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import reports.clock
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('reports', '0001_first_house'),
        ('reports', '0002_tip_keys_tell_no_order'),
        ('reports', '0003_errands_without_a_record'),
        ('reports', '0004_corrections_and_what_is_learned'),
        ('reports', '0005_uploads_wait_for_the_worker'),
        ('reports', '0006_notices'),
        ('reports', '0007_withdrawn_tips_and_fading_messages'),
        ('reports', '0008_texts_and_the_hotline'),
        ('reports', '0009_junk_sorts_down'),
        ('reports', '0010_queue_of_an_officer'),
        ('reports', '0011_turns_of_waiting_arrivals'),
        ('reports', '0012_officer_on_duty'),
        ('reports', '0013_outcomes_in_numbers'),
        ('reports', '0014_monthly_statements'),
        ('reports', '0015_passing_tips_on'),
        ('reports', '0016_tips_belong_together'),
        ('reports', '0017_alerts_and_duty'),
        ('reports', '0018_release_copies'),
        ('reports', '0019_drafts_and_absence'),
        ('reports', '0020_rewards'),
        ('reports', '0021_retention_and_legal_holds'),
        ('reports', '0022_tokens_and_hooks'),
        ('reports', '0023_sealed_duty_phone_and_call_of_errand'),
        ('reports', '0024_many_tips_and_mentions'),
        ('reports', '0025_who_may_come_in'),
        ('reports', '0026_sign_who_is_here'),
        ('reports', '0027_the_line_tests_itself'),
        ('reports', '0028_answers_of_agencies'),
        ('reports', '0029_lists_read_their_index'),
        ('reports', '0030_rules_of_the_house'),
        ('reports', '0031_places_counted_in_session'),
        ('reports', '0032_signed_rules_of_the_house'),
        ('reports', '0033_stopped_lines'),
        ('reports', '0034_days_of_keys'),
        ('reports', '0035_lists_by_their_index'),
        ('reports', '0036_owed_receipts'),
        ('reports', '0037_what_keys_are_for'),
        ('reports', '0038_silence_outlives_new'),
        ('reports', '0039_one_text_tells_of_many'),
        ('reports', '0040_indexes_hold_what_narrows'),
        ('reports', '0041_keys_are_tidied_often'),
        ('reports', '0042_accounts_of_officers'),
        ('reports', '0043_receipts_asked_for'),
        ('reports', '0044_lists_narrowed_by_status'),
        ('reports', '0045_a_key_for_each_day'),
        ('reports', '0046_what_units_did'),
        ('reports', '0047_a_test_is_answered'),
        ('reports', '0049_findings_put_right_and_matters_told_again'),
        ('reports', '0050_more_is_kept_half_written'),
        ('reports', '0053_indexes_hold_who_is_informed'),
        ('reports', '0055_overdue_tips_are_held_up'),
        ('reports', '0056_reading_is_counted_by_the_hour'),
        ('reports', '0058_searches_of_masked_words_are_readings'),
        ('reports', '0059_tallies_are_counted'),
        ('reports', '0060_additions_nobody_could_judge'),
        ('reports', '0062_answers_are_awaited'),
    ]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('actor', models.CharField(max_length=80)),
                ('act', models.CharField(max_length=40)),
                ('tip_id', models.UUIDField(db_index=True, null=True)),
                ('unit_id', models.UUIDField(null=True)),
                ('detail', models.JSONField(default=dict)),
                ('sequence', models.BigIntegerField(null=True, unique=True)),
                ('chain', models.BinaryField(max_length=32, null=True)),
            ],
            options={
                'db_table': 'audit_entry',
                'indexes': [models.Index(fields=['actor', 'at'], name='audit_of_actor'), models.Index(condition=models.Q(('act__in', ['tip.read', 'file.read', 'release.read', 'source.shown', 'source.searched'])), fields=['actor', 'at'], include=('act', 'unit_id', 'tip_id'), name='audit_reading'), models.Index(condition=models.Q(('sequence__isnull', True)), fields=['at', 'id'], name='audit_unchained'), models.Index(condition=models.Q(('act__startswith', 'people.')), fields=['unit_id', 'at'], name='audit_people'), models.Index(condition=models.Q(('actor__in', ['tipster', 'worker']), _negated=True), fields=['unit_id', 'at', 'id'], include=('actor', 'act', 'tip_id'), name='audit_of_unit'), models.Index(condition=models.Q(('unit_id__isnull', True), models.Q(('actor__in', ['tipster', 'worker']), _negated=True)), fields=['at', 'id'], include=('actor', 'act', 'tip_id'), name='audit_of_no_unit')],
            },
        ),
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('tip_id', models.UUIDField(primary_key=True, serialize=False)),
                ('day', models.DateField()),
            ],
            options={
                'db_table': 'erasure',
            },
        ),
        migrations.CreateModel(
            name='Hotline',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False)),
                ('is_closed', models.BooleanField(default=False)),
                ('other_number', models.CharField(blank=True, max_length=20)),
                ('duty_number', models.BinaryField(db_default=b'', default=bytes, max_length=128)),
                ('duty_until', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'hotline',
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='one_hotline')],
            },
        ),
        migrations.CreateModel(
            name='KeyAge',
            fields=[
                ('name', models.CharField(max_length=20, primary_key=True, serialize=False)),
                ('mark', models.CharField(max_length=32)),
                ('since', models.DateField()),
                ('before_is_good', models.BooleanField(default=False)),
                ('before_used_on', models.DateField(null=True)),
            ],
            options={
                'db_table': 'key_age',
            },
        ),
        migrations.CreateModel(
            name='LearnedModel',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('made_at', models.DateTimeField(db_index=True)),
                ('rules_version', models.CharField(max_length=20)),
                ('decisions', models.PositiveIntegerField()),
                ('held_out', models.PositiveIntegerField()),
                ('list_agreed', models.PositiveIntegerField()),
                ('agreed', models.PositiveIntegerField()),
                ('weights', models.JSONField()),
                ('in_use', models.BooleanField(default=False)),
            ],
            options={
                'db_table': 'learned_model',
                'constraints': [models.UniqueConstraint(condition=models.Q(('in_use', True)), fields=('in_use',), name='one_learned_model_in_use')],
            },
        ),
        migrations.CreateModel(
            name='Officer',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('username', models.CharField(max_length=60, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('is_active', models.BooleanField(default=True)),
                ('is_administrator', models.BooleanField(default=False)),
                ('public_key', models.BinaryField(default=bytes, max_length=32)),
                ('password_slot', models.BinaryField(default=bytes, max_length=256)),
                ('recovery_slot', models.BinaryField(max_length=256, null=True)),
                ('row_mac', models.BinaryField(db_default=b'', default=bytes, max_length=32)),
                ('signed_in_on', models.DateField(null=True)),
                ('news_seen_at', models.DateTimeField(null=True)),
                ('shortcuts', models.BooleanField(db_default=True, default=True)),
            ],
            options={
                'db_table': 'officer',
            },
        ),
        migrations.CreateModel(
            name='ProposedTerm',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('category', models.CharField(choices=[('drugs', 'Drugs'), ('human_trafficking', 'People forced, held or trafficked'), ('firearms', 'Guns or ammunition'), ('homicide', 'Killing'), ('violence', 'Violence or assault'), ('robbery', 'Robbery'), ('theft', 'Theft or break-in'), ('sexual_offence', 'Rape or sexual offence'), ('child_abuse', 'Child being hurt or neglected'), ('domestic_abuse', 'Violence at home'), ('missing_person', 'Missing person'), ('wanted_person', 'Wanted person'), ('misconduct', 'Police or official doing wrong'), ('fraud', 'Fraud or scam'), ('smuggling', 'Smuggling'), ('threat', 'Threats'), ('traffic', 'Dangerous driving or vehicles'), ('other', 'Something else')], max_length=20)),
                ('language', models.CharField(max_length=10)),
                ('word', models.CharField(max_length=30)),
                ('times', models.PositiveIntegerField(default=1)),
            ],
            options={
                'db_table': 'proposed_term',
                'constraints': [models.UniqueConstraint(fields=('category', 'language', 'word'), name='one_proposal_a_word')],
            },
        ),
        migrations.CreateModel(
            name='Pulse',
            fields=[
                ('name', models.CharField(max_length=10, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
            ],
            options={
                'db_table': 'pulse',
            },
        ),
        migrations.CreateModel(
            name='ReadingCount',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('hour', models.DateTimeField()),
                ('actor', models.CharField(max_length=80)),
                ('unit_id', models.UUIDField()),
                ('opened', models.PositiveIntegerField()),
                ('closed', models.PositiveIntegerField()),
                ('unmasked', models.PositiveIntegerField()),
            ],
            options={
                'db_table': 'reading_count',
                'constraints': [models.UniqueConstraint(fields=('hour', 'actor', 'unit_id'), name='one_reading_count_each')],
            },
        ),
        migrations.CreateModel(
            name='Reward',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=5, unique=True)),
                ('amount', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('offered', 'Offered'), ('collected', 'Collected'), ('expired', 'Expired'), ('declined', 'Given up')], default='offered', max_length=9)),
                ('offered_month', models.DateField()),
                ('last_day', models.DateField()),
                ('ended_month', models.DateField(null=True)),
                ('slip', models.BinaryField(default=bytes)),
                ('code_mark', models.BinaryField(default=bytes, max_length=32)),
                ('row_mac', models.BinaryField(default=bytes, max_length=32)),
            ],
            options={
                'db_table': 'reward',
                'indexes': [models.Index(condition=models.Q(('state', 'offered')), fields=['last_day'], name='reward_offered')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['offered', 'collected', 'expired', 'declined'])), name='reward_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('ended_month__isnull', True), ('state', 'offered')), models.Q(models.Q(('state', 'offered'), _negated=True), ('code_mark', b''), ('ended_month__isnull', False), ('row_mac', b''), ('slip', b'')), _connector='OR'), name='reward_over_keeps_nothing')],
            },
        ),
        migrations.CreateModel(
            name='RewardProposal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=5, unique=True)),
                ('state', models.CharField(choices=[('waiting', 'Waits for the board'), ('approved', 'The board has agreed'), ('refused', 'The board has refused')], default='waiting', max_length=8)),
                ('shown_from', models.DateField(null=True)),
                ('box', models.BinaryField(default=bytes)),
            ],
            options={
                'db_table': 'reward_proposal',
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'approved', 'refused'])), name='reward_proposal_state_known')],
            },
        ),
        migrations.CreateModel(
            name='SeenRequest',
            fields=[
                ('key', models.BinaryField(max_length=32, primary_key=True, serialize=False)),
                ('answer', models.BinaryField(null=True)),
                ('answer_key', models.UUIDField(null=True)),
                ('hour', models.DateTimeField(db_index=True)),
            ],
            options={
                'db_table': 'seen_request',
            },
        ),
        migrations.CreateModel(
            name='StoredKey',
            fields=[
                ('pk', models.CompositePrimaryKey('id', 'purpose', blank=True, editable=False, primary_key=True, serialize=False)),
                ('id', models.UUIDField(default=uuid.uuid4)),
                ('purpose', models.CharField(choices=[('erasure', 'Erasure'), ('fingerprint', 'Fingerprint'), ('one_time', 'One Time'), ('line', 'Line'), ('epoch', 'Epoch'), ('repeat', 'Repeat'), ('waiting', 'Waiting'), ('people', 'People')], max_length=12)),
                ('key_file', models.CharField(max_length=10)),
                ('sealed', models.BinaryField(max_length=128)),
                ('day', models.DateField()),
            ],
            options={
                'db_table': 'stored_key',
                'indexes': [models.Index(fields=['purpose', 'day'], name='stored_key_age')],
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('slug', models.SlugField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=80)),
                ('purpose', models.CharField(choices=[('reception', 'Reception'), ('standards', 'Standards'), ('oversight', 'Oversight'), ('ordinary', 'Unit')], default='ordinary', max_length=12)),
                ('generation', models.PositiveIntegerField(default=1)),
                ('has_leaver', models.BooleanField(db_default=False, default=False)),
            ],
            options={
                'db_table': 'unit',
            },
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('officer', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='absence', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('until', models.DateField()),
            ],
            options={
                'db_table': 'absence',
            },
        ),
        migrations.CreateModel(
            name='AccountLink',
            fields=[
                ('officer', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='account_link', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('issuer', models.CharField(max_length=255)),
                ('subject', models.CharField(max_length=255)),
                ('row_mac', models.BinaryField(max_length=32)),
            ],
            options={
                'db_table': 'account_link',
                'constraints': [models.UniqueConstraint(fields=('issuer', 'subject'), name='one_officer_an_account')],
            },
        ),
        migrations.CreateModel(
            name='AlertPhone',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.BinaryField()),
                ('lookup', models.BinaryField(db_index=True, max_length=32)),
                ('hour', models.DateTimeField(null=True)),
                ('rings', models.PositiveSmallIntegerField(default=0)),
                ('low_rings', models.PositiveSmallIntegerField(default=0)),
                ('officer', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='alert_phone', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'alert_phone',
            },
        ),
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('label', models.CharField(max_length=60)),
                ('scopes', models.JSONField(default=list)),
                ('verifier', models.BinaryField(max_length=32)),
                ('slot', models.BinaryField(max_length=256, null=True)),
                ('made_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('used_on', models.DateField(null=True)),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tokens', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'api_token',
            },
        ),
        migrations.CreateModel(
            name='Bulk',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('act', models.CharField(choices=[('claim', 'Take them on'), ('give', 'Give them to a colleague'), ('close', 'Close them with an outcome'), ('category', 'Say what they are about'), ('ask_again', 'Ask again on a day')], max_length=10)),
                ('value', models.CharField(blank=True, max_length=40)),
                ('state', models.CharField(choices=[('chosen', 'Not begun'), ('doing', 'Being done'), ('done', 'Done'), ('undoing', 'Being undone'), ('undone', 'Undone')], default='chosen', max_length=8)),
                ('at', models.DateTimeField()),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bulks', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'bulk',
                'indexes': [models.Index(condition=models.Q(('state__in', ['doing', 'undoing'])), fields=['at'], name='bulk_under_way')],
            },
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('title', models.BinaryField()),
                ('opened_on', models.DateField()),
                ('is_open', models.BooleanField(db_default=True, default=True)),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.unit')),
            ],
            options={
                'db_table': 'tip_case',
                'indexes': [models.Index(fields=['unit', '-opened_on', '-id'], name='case_of_unit')],
            },
        ),
        migrations.CreateModel(
            name='Duty',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('place', models.SmallIntegerField()),
                ('until', models.DateTimeField()),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='duties', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='duties', to='reports.unit')),
            ],
            options={
                'db_table': 'duty',
                'constraints': [models.UniqueConstraint(fields=('unit', 'officer'), name='on_duty_once')],
            },
        ),
        migrations.CreateModel(
            name='Hook',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('label', models.CharField(max_length=60)),
                ('box', models.BinaryField(max_length=1024)),
                ('seen', models.BigIntegerField()),
                ('failing_since', models.DateField(null=True)),
                ('officer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hooks', to='reports.unit')),
            ],
            options={
                'db_table': 'hook',
            },
        ),
        migrations.CreateModel(
            name='HouseRules',
            fields=[
                ('version', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('proposed', 'Waits for the second person'), ('in_force', 'In force'), ('past', 'Replaced'), ('dropped', 'Refused or taken back')], default='proposed', max_length=8)),
                ('told', models.JSONField()),
                ('in_force_since', models.DateField(null=True)),
                ('row_mac', models.BinaryField(db_default=b'', default=bytes, max_length=32)),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('questions', 'Questions ready to be sent'), ('routing', 'Which unit reads what'), ('guides', 'What tipsters are asked')], max_length=9)),
                ('answered_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'house_rules',
                'constraints': [models.UniqueConstraint(fields=('kind', 'version'), name='one_house_rules_version'), models.UniqueConstraint(condition=models.Q(('state', 'in_force')), fields=('kind',), name='one_house_rules_in_force'), models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('kind',), name='one_house_rules_proposal'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['in_force', 'past']), _negated=True), models.Q(('answered_by__isnull', False), ('in_force_since__isnull', False), models.Q(('answered_by', models.F('proposed_by')), _negated=True)), _connector='OR'), name='house_rules_by_two_persons')],
            },
        ),
        migrations.CreateModel(
            name='Joining',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('is_head', models.BooleanField(default=False)),
                ('row_mac', models.BinaryField(max_length=32)),
                ('asked_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='joinings', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='joinings', to='reports.unit')),
            ],
            options={
                'db_table': 'joining',
                'constraints': [models.UniqueConstraint(fields=('officer', 'unit'), name='one_joining_each')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('generation', models.PositiveIntegerField()),
                ('bundle', models.BinaryField(max_length=512)),
                ('is_head', models.BooleanField(db_default=False, default=False)),
                ('row_mac', models.BinaryField(db_default=b'', default=bytes, max_length=32)),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='reports.unit')),
            ],
            options={
                'db_table': 'membership',
                'constraints': [models.UniqueConstraint(fields=('officer', 'unit', 'generation'), name='one_bundle_each')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=4, unique=True)),
                ('kind', models.CharField(choices=[('wanted', 'Wanted'), ('unknown', 'Do you know this person?'), ('appeal', 'We ask for your help')], max_length=8)),
                ('category', models.CharField(choices=[('drugs', 'Drugs'), ('human_trafficking', 'People forced, held or trafficked'), ('firearms', 'Guns or ammunition'), ('homicide', 'Killing'), ('violence', 'Violence or assault'), ('robbery', 'Robbery'), ('theft', 'Theft or break-in'), ('sexual_offence', 'Rape or sexual offence'), ('child_abuse', 'Child being hurt or neglected'), ('domestic_abuse', 'Violence at home'), ('missing_person', 'Missing person'), ('wanted_person', 'Wanted person'), ('misconduct', 'Police or official doing wrong'), ('fraud', 'Fraud or scam'), ('smuggling', 'Smuggling'), ('threat', 'Threats'), ('traffic', 'Dangerous driving or vehicles'), ('other', 'Something else')], max_length=20)),
                ('words', models.JSONField()),
                ('picture', models.BinaryField(null=True)),
                ('picture_words', models.CharField(blank=True, max_length=300)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('ended', 'Taken down')], default='draft', max_length=10)),
                ('published_day', models.DateField(null=True)),
                ('last_day', models.DateField()),
                ('made_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('published_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'notice',
                'indexes': [models.Index(fields=['state', 'last_day'], name='notice_standing')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'published', 'ended'])), name='notice_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), models.Q(('published_by__isnull', False), models.Q(('published_by', models.F('made_by')), _negated=True)), _connector='OR'), name='notice_published_by_a_colleague'), models.CheckConstraint(condition=models.Q(('picture__isnull', True), ('picture_words__gt', ''), _connector='OR'), name='notice_picture_told_in_words')],
            },
        ),
        migrations.CreateModel(
            name='PlaceCount',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('month', models.DateField()),
                ('counted_on', models.DateField()),
                ('sealed', models.BinaryField()),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reports.unit')),
            ],
            options={
                'db_table': 'place_count',
                'constraints': [models.UniqueConstraint(fields=('unit', 'month'), name='one_place_count_a_month')],
            },
        ),
        migrations.CreateModel(
            name='RetentionRules',
            fields=[
                ('state', models.CharField(choices=[('proposed', 'Waits for the second person'), ('in_force', 'In force'), ('past', 'Replaced'), ('dropped', 'Refused or taken back')], default='proposed', max_length=8)),
                ('told', models.JSONField()),
                ('in_force_since', models.DateField(null=True)),
                ('row_mac', models.BinaryField(db_default=b'', default=bytes, max_length=32)),
                ('version', models.PositiveIntegerField(primary_key=True, serialize=False)),
                ('answered_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'retention_rules',
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'in_force')), fields=('state',), name='one_set_of_rules_in_force'), models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('state',), name='one_proposal_of_rules'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['in_force', 'past']), _negated=True), models.Q(('answered_by__isnull', False), ('in_force_since__isnull', False), models.Q(('answered_by', models.F('proposed_by')), _negated=True)), _connector='OR'), name='rules_by_two_persons')],
            },
        ),
        migrations.CreateModel(
            name='RewardVote',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('agrees', models.BooleanField()),
                ('officer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='reports.rewardproposal')),
            ],
            options={
                'db_table': 'reward_vote',
                'constraints': [models.UniqueConstraint(fields=('proposal', 'officer'), name='one_reward_vote_each')],
            },
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('filters', models.JSONField()),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to=settings.AUTH_USER_MODEL)),
                ('shared_with', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to='reports.unit')),
            ],
            options={
                'db_table': 'saved_view',
            },
        ),
        migrations.CreateModel(
            name='SignInCode',
            fields=[
                ('officer', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='sign_in_code', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('kind', models.CharField(choices=[('join', 'Come in for the first time'), ('password', 'Set a new password; the phone is still needed'), ('phone', 'Set up a new phone; the password is still needed'), ('both', 'Set a new password and a new phone')], max_length=8)),
                ('until', models.DateTimeField()),
                ('verifier', models.BinaryField(max_length=32)),
                ('given_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'sign_in_code',
            },
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('month', models.DateField(primary_key=True, serialize=False)),
                ('rows', models.JSONField()),
                ('published_day', models.DateField()),
                ('published_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'statement',
                'ordering': ('-month',),
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('month', models.DateField()),
                ('word', models.CharField(max_length=40)),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.unit')),
            ],
            options={
                'db_table': 'tally',
                'indexes': [models.Index(fields=['unit', 'month', 'word'], name='tally_by_unit')],
            },
        ),
        migrations.CreateModel(
            name='TallyCount',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('month', models.DateField()),
                ('word', models.CharField(max_length=60)),
                ('count', models.PositiveIntegerField()),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.unit')),
            ],
            options={
                'db_table': 'tally_count',
                'constraints': [models.UniqueConstraint(fields=('unit', 'month', 'word'), name='one_tally_count_each')],
            },
        ),
        migrations.CreateModel(
            name='Tip',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('status', models.CharField(choices=[('new', 'New'), ('open', 'Being worked on'), ('waiting', 'Waiting for the tipster'), ('closed', 'Closed')], default='new', max_length=8)),
                ('urgency', models.SmallIntegerField(choices=[(0, 'Immediate'), (1, 'Today'), (2, 'Routine')], default=2)),
                ('category', models.CharField(choices=[('drugs', 'Drugs'), ('human_trafficking', 'People forced, held or trafficked'), ('firearms', 'Guns or ammunition'), ('homicide', 'Killing'), ('violence', 'Violence or assault'), ('robbery', 'Robbery'), ('theft', 'Theft or break-in'), ('sexual_offence', 'Rape or sexual offence'), ('child_abuse', 'Child being hurt or neglected'), ('domestic_abuse', 'Violence at home'), ('missing_person', 'Missing person'), ('wanted_person', 'Wanted person'), ('misconduct', 'Police or official doing wrong'), ('fraud', 'Fraud or scam'), ('smuggling', 'Smuggling'), ('threat', 'Threats'), ('traffic', 'Dangerous driving or vehicles'), ('other', 'Something else')], default='other', max_length=20)),
                ('channel', models.CharField(choices=[('web', 'Web'), ('sms', 'Text'), ('call', 'Call'), ('api', 'App')], max_length=4)),
                ('language', models.CharField(blank=True, max_length=8)),
                ('arrived_hour', models.DateTimeField()),
                ('triage', models.CharField(choices=[('waiting', 'Not yet triaged'), ('done', 'Triaged'), ('failed', 'Triage failed: read it yourself'), ('unjudged', 'Not judged: look whether it names an officer')], default='waiting', max_length=8)),
                ('outcome', models.CharField(blank=True, choices=[('arrest', 'Arrest'), ('charge', 'Charge'), ('cleared', 'Case cleared'), ('seizure', 'Something was seized or recovered'), ('person_safe', 'A person was found or made safe'), ('prevented', 'A crime was prevented'), ('information', 'Useful information, no further action now'), ('linked', 'Belongs to a case that was open already'), ('referred', 'Given to another agency'), ('nothing', 'Checked, nothing found'), ('not_found', 'Person or place not found'), ('insufficient', 'Not enough to act on'), ('no_means', 'No means to act on it'), ('known', 'Known already'), ('duplicate', 'Tells what another tip tells'), ('unfounded', 'Found to be untrue'), ('malicious', 'Made to harm somebody'), ('prank', 'Prank'), ('spam', 'Advert or spam'), ('not_a_tip', 'Not a tip')], max_length=16)),
                ('unreachable', models.BooleanField(default=False)),
                ('has_news', models.BooleanField(default=False)),
                ('withdrawn', models.BooleanField(db_default=False, default=False)),
                ('looks_junk', models.BooleanField(db_default=False, default=False)),
                ('waits_for_us', models.BooleanField(db_default=False, default=False)),
                ('again_because', models.UUIDField(null=True)),
                ('left_behind', models.BooleanField(db_default=False, default=False)),
                ('arrivals', models.PositiveSmallIntegerField(db_default=1, default=1)),
                ('due_at', models.DateTimeField(null=True)),
                ('rests_since', models.DateField(null=True)),
                ('erase_on', models.DateField(null=True)),
                ('informed', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), db_default=[], default=list)),
                ('version', models.PositiveIntegerField(default=1)),
                ('public_key', models.BinaryField(max_length=32)),
                ('mailbox_key', models.BinaryField(default=bytes, max_length=32)),
                ('row_mac', models.BinaryField(max_length=32)),
                ('self_test', models.BooleanField(db_default=False, default=False)),
                ('assigned_to', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='tips', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='tips', to='reports.unit')),
            ],
            options={
                'db_table': 'tip',
                'indexes': [models.Index(condition=models.Q(('self_test', False), ('status__in', ['new', 'open', 'waiting'])), fields=['unit', 'urgency', 'looks_junk', 'arrived_hour', 'id', 'category', 'channel', 'language', 'assigned_to', 'status'], include=('informed',), name='tip_open_work'), models.Index(condition=models.Q(('self_test', False), ('status__in', ['new', 'open', 'waiting'])), fields=['urgency', 'looks_junk', 'arrived_hour', 'id', 'unit', 'category', 'channel', 'language', 'assigned_to', 'status'], include=('informed',), name='tip_open_work_of_many'), models.Index(condition=models.Q(('self_test', False), ('status__in', ['new', 'open', 'waiting']), ('waits_for_us', True)), fields=['urgency', 'looks_junk', 'arrived_hour', 'id', 'unit', 'category', 'channel', 'language', 'assigned_to', 'status'], include=('informed',), name='tip_waits_for_us'), models.Index(condition=models.Q(('self_test', False), ('status', 'waiting')), fields=['urgency', 'looks_junk', 'arrived_hour', 'id', 'unit', 'category', 'channel', 'language', 'assigned_to', 'status'], include=('informed',), name='tip_waits_for_tipster'), models.Index(condition=models.Q(('self_test', False), ('status__in', ['new', 'open', 'waiting']), models.Q(('informed', []), _negated=True)), fields=['urgency', 'looks_junk', 'arrived_hour', 'id'], include=('unit', 'category', 'channel', 'language', 'assigned_to', 'status', 'informed'), name='tip_informs'), models.Index(condition=models.Q(('again_because__isnull', False), ('self_test', False)), fields=['urgency', 'looks_junk', 'arrived_hour', 'id', 'unit', 'category', 'channel', 'language', 'assigned_to', 'status'], include=('again_because', 'informed'), name='tip_told_again'), models.Index(condition=models.Q(('self_test', False), ('status__in', ['new', 'open', 'waiting'])), fields=['due_at', 'id', 'unit', 'category', 'channel', 'language', 'assigned_to', 'status', 'arrived_hour'], include=('informed',), name='tip_due'), models.Index(fields=['unit', '-arrived_hour', '-id'], name='tip_by_arrival'), models.Index(condition=models.Q(('self_test', False)), fields=['-arrived_hour', '-id', 'unit', 'category', 'channel', 'language', 'assigned_to', 'status'], include=('outcome', 'informed'), name='tip_newest'), models.Index(condition=models.Q(('self_test', False), ('status__in', ['new', 'open', 'waiting']), ('assigned_to__isnull', False)), fields=['assigned_to', 'urgency', 'looks_junk', 'arrived_hour', 'id'], include=('unit', 'category', 'channel', 'language', 'status', 'informed'), name='tip_of_officer'), models.Index(condition=models.Q(('assigned_to__isnull', False), ('self_test', False)), fields=['assigned_to', '-arrived_hour', '-id'], include=('unit', 'category', 'channel', 'language', 'status', 'informed'), name='tip_newest_of_officer'), models.Index(condition=models.Q(('erase_on__isnull', False)), fields=['erase_on'], name='tip_erase_on'), models.Index(condition=models.Q(('erase_on__isnull', True), ('status', 'closed')), fields=['id'], name='tip_without_day'), models.Index(condition=models.Q(('triage', 'done'), _negated=True), fields=['triage'], name='tip_not_triaged')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['new', 'open', 'waiting', 'closed'])), name='tip_status_known'), models.CheckConstraint(condition=models.Q(('urgency__in', [0, 1, 2])), name='tip_urgency_known'), models.CheckConstraint(condition=models.Q(models.Q(('outcome__gt', ''), ('status', 'closed')), models.Q(models.Q(('status', 'closed'), _negated=True), ('outcome', '')), _connector='OR'), name='tip_closed_with_outcome')],
            },
        ),
        migrations.CreateModel(
            name='UnitEscrow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('generation', models.PositiveIntegerField()),
                ('bundle', models.BinaryField(max_length=512)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='escrows', to='reports.unit')),
            ],
            options={
                'db_table': 'unit_escrow',
                'constraints': [models.UniqueConstraint(fields=('unit', 'generation'), name='one_escrow_each')],
            },
        ),
        migrations.CreateModel(
            name='UnitRenewal',
            fields=[
                ('unit', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='renewal', serialize=False, to='reports.unit')),
                ('generation', models.PositiveIntegerField()),
                ('public', models.BinaryField(max_length=32)),
                ('signed_at', models.DateTimeField(null=True)),
                ('row_mac', models.BinaryField(max_length=32)),
                ('made_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'unit_renewal',
            },
        ),
        migrations.CreateModel(
            name='Alert',
            fields=[
                ('tip', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='alert', serialize=False, to='reports.tip')),
                ('state', models.CharField(choices=[('running', 'Calling those on duty, one after the other'), ('everybody', 'Calling everybody'), ('confirmed', 'Confirmed'), ('off', 'Called off')], default='running', max_length=10)),
                ('borne_out', models.BooleanField(default=False)),
                ('round', models.PositiveSmallIntegerField(default=0)),
                ('begun_at', models.DateTimeField(null=True)),
                ('due_at', models.DateTimeField(null=True)),
                ('how', models.CharField(blank=True, choices=[('key', 'by a key in the call'), ('text', 'by text'), ('link', 'by the link'), ('desk', 'at the desk')], max_length=6)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('confirmed_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'alert',
                'indexes': [models.Index(condition=models.Q(('due_at__isnull', False)), fields=['-borne_out', 'due_at'], name='alert_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['running', 'everybody']), models.Q(('begun_at__isnull', True), ('due_at__isnull', True)), _connector='OR'), name='alert_over_without_clocks')],
            },
        ),
        migrations.CreateModel(
            name='BulkStep',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('done', 'Changed'), ('refused', 'Refused'), ('undone', 'As before'), ('touched', 'Changed by somebody since')], default='waiting', max_length=8)),
                ('why', models.CharField(blank=True, max_length=12)),
                ('before', models.JSONField(default=dict)),
                ('after', models.PositiveIntegerField(null=True)),
                ('bulk', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='reports.bulk')),
                ('tip', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reports.tip')),
            ],
            options={
                'db_table': 'bulk_step',
                'constraints': [models.UniqueConstraint(fields=('bulk', 'tip'), name='one_bulk_step_a_tip')],
            },
        ),
        migrations.CreateModel(
            name='CaseTip',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('case', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='reports.case')),
                ('officer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tip', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='case_entries', to='reports.tip')),
            ],
            options={
                'db_table': 'case_tip',
                'constraints': [models.UniqueConstraint(fields=('case', 'tip'), name='one_tip_a_case')],
            },
        ),
        migrations.CreateModel(
            name='Chase',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('to_head', models.BooleanField()),
                ('due_at', models.DateTimeField()),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tip', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='chases', to='reports.tip')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reports.unit')),
            ],
            options={
                'db_table': 'chase',
                'constraints': [models.UniqueConstraint(fields=('tip', 'officer', 'to_head'), name='one_chase_each')],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(db_index=True)),
                ('sealed', models.BinaryField()),
                ('officer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tip', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='reports.tip')),
            ],
            options={
                'db_table': 'correction',
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('field', models.CharField(choices=[('question', 'Question'), ('text', 'Note'), ('copy', 'Release copy'), ('call', 'A call'), ('outcome', 'What came of it'), ('correct', 'A correction'), ('hold', 'A legal hold')], max_length=8)),
                ('root', models.BinaryField(max_length=256)),
                ('body', models.BinaryField()),
                ('day', models.DateField()),
                ('officer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to=settings.AUTH_USER_MODEL)),
                ('tip', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='reports.tip')),
            ],
            options={
                'db_table': 'draft',
                'constraints': [models.UniqueConstraint(fields=('officer', 'tip', 'field'), name='one_draft_each')],
            },
        ),
        migrations.CreateModel(
            name='FindingCorrection',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField()),
                ('officer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tip', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='finding_corrections', to='reports.tip')),
            ],
            options={
                'db_table': 'finding_correction',
            },
        ),
        migrations.CreateModel(
            name='Fingerprint',
            fields=[
                ('tip', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='fingerprint', serialize=False, to='reports.tip')),
                ('sealed', models.BinaryField()),
            ],
            options={
                'db_table': 'fingerprint',
            },
        ),
        migrations.CreateModel(
            name='HookEvent',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('due_at', models.DateTimeField(db_index=True)),
                ('hook', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='reports.hook')),
            ],
            options={
                'db_table': 'hook_event',
                'constraints': [models.UniqueConstraint(fields=('hook', 'kind'), name='one_event_a_kind')],
            },
        ),
        migrations.CreateModel(
            name='Line',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('lookup', models.BinaryField(max_length=32, unique=True)),
                ('number', models.BinaryField()),
                ('last_day', models.DateField()),
                ('silent', models.BooleanField(db_default=False, default=False)),
                ('stopped', models.BooleanField(db_default=False, default=False)),
                ('renewed', models.BooleanField(db_default=False, default=False)),
                ('receipt', models.BinaryField(null=True)),
                ('asked', models.BooleanField(db_default=False, default=False)),
                ('answer_due', models.DateTimeField(null=True)),
                ('tip', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='reports.tip')),
            ],
            options={
                'db_table': 'line',
                'indexes': [models.Index(condition=models.Q(('answer_due__isnull', False)), fields=['answer_due'], name='line_answer_due')],
            },
        ),
        migrations.CreateModel(
            name='LineTest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('day', models.DateField()),
                ('channel', models.CharField(choices=[('web', 'Web'), ('sms', 'Text'), ('call', 'Call'), ('api', 'App')], max_length=4)),
                ('state', models.CharField(choices=[('sent', 'on its way'), ('well', 'well'), ('failed', 'failed')], default='sent', max_length=6)),
                ('sent_at', models.DateTimeField()),
                ('answered', models.BooleanField(db_default=False, default=False)),
                ('read_at', models.DateTimeField(null=True)),
                ('read_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tip', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='line_test', to='reports.tip')),
            ],
            options={
                'db_table': 'line_test',
                'constraints': [models.UniqueConstraint(fields=('day', 'channel'), name='one_line_test_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('incident', 'Same incident'), ('person', 'Same person'), ('plate', 'Same number plate'), ('vessel', 'Same boat'), ('phone', 'Same phone number'), ('place', 'Same place')], max_length=8)),
                ('first', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reports.tip')),
                ('officer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reports.tip')),
            ],
            options={
                'db_table': 'tip_link',
                'constraints': [models.UniqueConstraint(fields=('first', 'second', 'kind'), name='one_link_a_kind'), models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='link_in_order'), models.CheckConstraint(condition=models.Q(('kind__in', ['incident', 'person', 'plate', 'vessel', 'phone', 'place'])), name='link_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='Mailbox',
            fields=[
                ('tip', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='mailbox', serialize=False, to='reports.tip')),
                ('lookup', models.BinaryField(max_length=32, unique=True)),
                ('is_open', models.BooleanField(default=True)),
            ],
            options={
                'db_table': 'mailbox',
            },
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('tip', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='merge', serialize=False, to='reports.tip')),
                ('status', models.CharField(max_length=8)),
                ('into', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='led', to='reports.tip')),
                ('officer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'tip_merge',
                'constraints': [models.CheckConstraint(condition=models.Q(('tip', models.F('into')), _negated=True), name='merge_into_another'), models.CheckConstraint(condition=models.Q(('status__in', ['new', 'open', 'waiting'])), name='merge_of_open_work')],
            },
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('category', models.CharField(choices=[('drugs', 'Drugs'), ('human_trafficking', 'People forced, held or trafficked'), ('firearms', 'Guns or ammunition'), ('homicide', 'Killing'), ('violence', 'Violence or assault'), ('robbery', 'Robbery'), ('theft', 'Theft or break-in'), ('sexual_offence', 'Rape or sexual offence'), ('child_abuse', 'Child being hurt or neglected'), ('domestic_abuse', 'Violence at home'), ('missing_person', 'Missing person'), ('wanted_person', 'Wanted person'), ('misconduct', 'Police or official doing wrong'), ('fraud', 'Fraud or scam'), ('smuggling', 'Smuggling'), ('threat', 'Threats'), ('traffic', 'Dangerous driving or vehicles'), ('other', 'Something else')], max_length=20)),
                ('channel', models.CharField(choices=[('web', 'Web'), ('sms', 'Text'), ('call', 'Call'), ('api', 'App')], max_length=4)),
                ('at', models.DateTimeField(db_index=True)),
                ('arrests', models.PositiveIntegerField(default=0)),
                ('charges', models.PositiveIntegerField(default=0)),
                ('cases_cleared', models.PositiveIntegerField(default=0)),
                ('homicides_solved', models.PositiveIntegerField(default=0)),
                ('persons_safe', models.PositiveIntegerField(default=0)),
                ('rounds', models.PositiveIntegerField(default=0)),
                ('vehicles', models.PositiveIntegerField(default=0)),
                ('cash', models.PositiveIntegerField(default=0)),
                ('property_value', models.PositiveIntegerField(default=0)),
                ('firearms', models.JSONField(default=dict)),
                ('drugs', models.JSONField(default=dict)),
                ('usefulness', models.SmallIntegerField(choices=[(0, 'Of no use'), (1, 'Of some use'), (2, 'Useful'), (3, 'It decided the matter')], null=True)),
                ('missing', models.JSONField(default=list)),
                ('officer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tip', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='outcomes', to='reports.tip')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.unit')),
            ],
            options={
                'db_table': 'outcome',
            },
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('until', models.DateTimeField()),
                ('officer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tip', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reports.tip')),
            ],
            options={
                'db_table': 'presence',
                'constraints': [models.UniqueConstraint(fields=('tip', 'officer'), name='one_presence_each')],
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('arrivals', models.PositiveSmallIntegerField()),
                ('officer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tip', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='reports.tip')),
            ],
            options={
                'db_table': 'reading',
                'constraints': [models.UniqueConstraint(fields=('tip', 'officer'), name='one_reading_each')],
            },
        ),
        migrations.CreateModel(
            name='Record',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('tip', 'Tip'), ('addition', 'From the tipster'), ('recording', 'Recording'), ('file', 'File from the tipster'), ('question', 'Question to the tipster'), ('note', 'Note'), ('release', 'Release copy'), ('hold', 'Reason for a legal hold'), ('feedback', 'Answer of an outside agency')], max_length=10)),
                ('channel', models.CharField(blank=True, choices=[('web', 'Web'), ('sms', 'Text'), ('call', 'Call'), ('api', 'App')], max_length=4)),
                ('position', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
                ('root_box', models.BinaryField(max_length=256, null=True)),
                ('body', models.BinaryField()),
                ('findings', models.BinaryField(null=True)),
                ('delivery', models.CharField(blank=True, choices=[('', 'In the mailbox'), ('queued', 'Text queued'), ('sent', 'Text sent'), ('delivered', 'Text delivered'), ('failed', 'Text not delivered'), ('unknown', 'Unknown whether the text went out')], default='', max_length=10)),
                ('officer', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tip', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='records', to='reports.tip')),
            ],
            options={
                'db_table': 'record',
                'indexes': [models.Index(condition=models.Q(('officer__isnull', True), ('root_box__isnull', False)), fields=['at'], name='record_later_by_hour')],
                'constraints': [models.CheckConstraint(condition=models.Q(('root_box__isnull', False), ('id', models.F('tip')), _connector='OR'), name='record_has_root'), models.UniqueConstraint(fields=('tip', 'position'), name='one_record_a_place')],
            },
        ),
        migrations.CreateModel(
            name='Recusal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('officer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tip', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='recusals', to='reports.tip')),
            ],
            options={
                'db_table': 'recusal',
                'constraints': [models.UniqueConstraint(fields=('tip', 'officer'), name='one_recusal_each')],
            },
        ),
        migrations.CreateModel(
            name='TipKey',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('generation', models.PositiveIntegerField()),
                ('box', models.BinaryField(max_length=256, null=True)),
                ('settled', models.BinaryField(max_length=256, null=True)),
                ('informs', models.BooleanField(db_default=False, default=False)),
                ('tip', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='keys', to='reports.tip')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.unit')),
            ],
            options={
                'db_table': 'tip_key',
                'indexes': [models.Index(condition=models.Q(('informs', True)), fields=['unit', 'tip'], name='tip_key_informs')],
                'constraints': [models.UniqueConstraint(fields=('tip', 'unit'), name='one_tip_key_a_unit'), models.CheckConstraint(condition=models.Q(('box__isnull', False), ('settled__isnull', False), _connector='OR'), name='tip_key_held')],
            },
        ),
        migrations.CreateModel(
            name='AlertStep',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('text', 'Text'), ('call', 'Call')], max_length=4)),
                ('round', models.PositiveSmallIntegerField(default=0)),
                ('state', models.CharField(choices=[('due', 'on its way'), ('handed', 'handed to the phone company'), ('sent', 'sent'), ('failed', 'not delivered'), ('unknown', 'unknown whether it went out'), ('used', 'confirmed')], default='due', max_length=8)),
                ('code', models.CharField(max_length=6)),
                ('token', models.BinaryField(max_length=32, null=True, unique=True)),
                ('up_to', models.DateTimeField(null=True)),
                ('due_at', models.DateTimeField(db_index=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('summary', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='summed_up', to='reports.alertstep')),
                ('alert', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='reports.alert')),
            ],
            options={
                'db_table': 'alert_step',
                'constraints': [models.UniqueConstraint(fields=('alert', 'round', 'officer', 'kind'), name='one_alert_step_each')],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('header', models.BinaryField()),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='reports.record')),
            ],
            options={
                'db_table': 'attachment',
            },
        ),
        migrations.CreateModel(
            name='Capsule',
            fields=[
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='capsule', serialize=False, to='reports.record')),
                ('box', models.BinaryField()),
                ('waiting', models.BinaryField(max_length=32, null=True, unique=True)),
                ('due_at', models.DateTimeField(db_index=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('turn', models.PositiveSmallIntegerField(choices=[(0, 'Immediate'), (1, 'Today'), (2, 'Routine'), (3, 'Unseen'), (4, 'Junk'), (5, 'Copy'), (9, 'Quiet')], db_default=3, default=3)),
            ],
            options={
                'db_table': 'capsule',
                'indexes': [models.Index(condition=models.Q(('attempts', 0)), fields=['turn', '-due_at'], name='capsule_turn')],
            },
        ),
        migrations.CreateModel(
            name='Dispatch',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('line_id', models.UUIDField(db_index=True)),
                ('box', models.BinaryField()),
                ('handed_over', models.BooleanField(default=False)),
                ('parts', models.PositiveSmallIntegerField(db_default=1, default=1)),
                ('sent', models.PositiveSmallIntegerField(db_default=0, default=0)),
                ('arrived', models.PositiveIntegerField(db_default=0, default=0)),
                ('due_at', models.DateTimeField(db_index=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='dispatch', to='reports.record')),
            ],
            options={
                'db_table': 'dispatch',
            },
        ),
        migrations.CreateModel(
            name='Errand',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('recording', 'recording'), ('media', 'media'), ('message', 'message'), ('call', 'call'), ('upload', 'upload')], max_length=10)),
                ('box', models.BinaryField()),
                ('blob', models.UUIDField(null=True, unique=True)),
                ('fetched', models.BooleanField(default=False)),
                ('day', models.DateField(default=reports.clock.today, null=True)),
                ('problem', models.CharField(db_default='', default='', max_length=20)),
                ('due_at', models.DateTimeField(db_index=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('call', models.UUIDField(db_index=True, null=True)),
                ('record', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='errands', to='reports.record')),
            ],
            options={
                'db_table': 'errand',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'upload'), _negated=True), models.Q(('blob__isnull', False), ('record__isnull', False)), _connector='OR'), name='errand_upload_has_blob')],
            },
        ),
        migrations.CreateModel(
            name='LegalHold',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('generation', models.PositiveIntegerField()),
                ('box', models.BinaryField(max_length=256)),
                ('state', models.CharField(choices=[('asked', 'Asked for: waits for the second person'), ('held', 'Legal hold'), ('lifting', 'Legal hold: its end waits for the second person'), ('lifted', 'Lifted'), ('refused', 'Refused'), ('lapsed', 'Not confirmed in time')], default='asked', max_length=8)),
                ('asked_on', models.DateField()),
                ('answered_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lift_asked_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lifted_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='hold', to='reports.record')),
                ('tip', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='holds', to='reports.tip')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.unit')),
            ],
            options={
                'db_table': 'legal_hold',
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['asked', 'held', 'lifting'])), fields=('tip',), name='one_open_hold_a_tip'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['held', 'lifting', 'lifted']), _negated=True), models.Q(('answered_by__isnull', False), models.Q(('answered_by', models.F('asked_by')), _negated=True)), _connector='OR'), name='hold_by_two_persons'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'lifted'), _negated=True), models.Q(('lift_asked_by__isnull', False), ('lifted_by__isnull', False), models.Q(('lifted_by', models.F('lift_asked_by')), _negated=True)), _connector='OR'), name='hold_lifted_by_two_persons')],
            },
        ),
        migrations.CreateModel(
            name='MailboxCopy',
            fields=[
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='mailbox_copy', serialize=False, to='reports.record')),
                ('root_box', models.BinaryField(max_length=256)),
                ('body', models.BinaryField()),
                ('fades_on', models.DateField(db_index=True, null=True)),
            ],
            options={
                'db_table': 'mailbox_copy',
            },
        ),
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('is_new', models.BooleanField(default=True)),
                ('officer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to=settings.AUTH_USER_MODEL)),
                ('record', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='reports.record')),
            ],
            options={
                'db_table': 'mention',
                'indexes': [models.Index(fields=['officer', '-at', '-id'], name='mention_of_officer'), models.Index(condition=models.Q(('is_new', True)), fields=['officer'], name='mention_new')],
                'constraints': [models.UniqueConstraint(fields=('record', 'officer'), name='one_mention_each')],
            },
        ),
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('waiting', 'Waits for the check'), ('released', 'Released'), ('withdrawn', 'Withdrawn')], default='draft', max_length=9)),
                ('checked_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='release', to='reports.record')),
                ('translated_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'release',
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'waiting', 'released', 'withdrawn'])), name='release_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'released'), _negated=True), ('checked_by__isnull', False), _connector='OR'), name='release_was_checked'), models.CheckConstraint(condition=models.Q(('checked_by__isnull', True), models.Q(models.Q(('checked_by', models.F('made_by')), _negated=True), models.Q(('translated_by__isnull', True), models.Q(('checked_by', models.F('translated_by')), _negated=True), _connector='OR')), _connector='OR'), name='release_checked_by_a_colleague')],
            },
        ),
        migrations.CreateModel(
            name='Feedback',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('agency', models.CharField(max_length=40)),
                ('reference', models.CharField(max_length=8, unique=True)),
                ('mark', models.BinaryField(max_length=32)),
                ('state', models.CharField(choices=[('open', 'Waits for the agency'), ('answered', 'Answered'), ('withdrawn', 'Number withdrawn')], default='open', max_length=9)),
                ('last_day', models.DateField()),
                ('given_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('record', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='feedback', to='reports.record')),
                ('taken_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tip', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feedback', to='reports.tip')),
                ('release', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feedback', to='reports.release')),
            ],
            options={
                'db_table': 'feedback',
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['open', 'answered', 'withdrawn'])), name='feedback_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'answered'), ('record__isnull', False)), models.Q(models.Q(('state', 'answered'), _negated=True), ('record__isnull', True), ('taken_by__isnull', True)), _connector='OR'), name='feedback_answered_once')],
            },
        ),
        # Reading for the first time changes a tip's key, and a list looks into the table wherever something changed.
        migrations.RunSQL(
            "ALTER TABLE tip_key SET (autovacuum_vacuum_scale_factor = 0.01)",
            "ALTER TABLE tip_key RESET (autovacuum_vacuum_scale_factor)",
        ),
        # What was deleted from these shows an order, or a receipt, for as long as the dead row lies there.
        migrations.RunSQL(
            [
                f"ALTER TABLE {table} SET (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0)"
                for table in ("tally", "tally_count", "line")
            ],
            [
                f"ALTER TABLE {table} RESET (autovacuum_vacuum_threshold, autovacuum_vacuum_scale_factor)"
                for table in ("tally", "tally_count", "line")
            ],
        ),
    ]
