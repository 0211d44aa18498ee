"""People, authorities, memberships, invitations, sessions, mail and the shared cache."""

import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import stopext.vault.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="CacheEntry",
            fields=[
                ("key", models.CharField(max_length=250, primary_key=True, serialize=False)),
                ("value", models.JSONField()),
                ("expires_at", models.DateTimeField(db_index=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "password",
                    stopext.vault.fields.SealedTextField(
                        max_length=128, verbose_name="adgangskode"
                    ),
                ),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("name", models.CharField(max_length=120, verbose_name="navn")),
                ("is_active", models.BooleanField(default=True)),
                ("is_editor", models.BooleanField(default=False)),
                ("date_joined", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Authority",
            fields=[
                (
                    "id",
                    models.PositiveIntegerField(
                        primary_key=True, serialize=False, verbose_name="kode"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("municipality", "Kommune"),
                            ("police", "Politikreds"),
                            ("centre", "Nationalt center"),
                        ],
                        max_length=12,
                        verbose_name="art",
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="navn")),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("region_name", models.CharField(blank=True, max_length=40)),
                ("population", models.PositiveIntegerField(null=True)),
                ("group_name", models.CharField(blank=True, max_length=40)),
                (
                    "police_district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="municipalities",
                        to="accounts.authority",
                    ),
                ),
            ],
            options={
                "ordering": ("name",),
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("name", models.CharField(max_length=120, verbose_name="navn")),
                ("title", models.CharField(blank=True, max_length=120, verbose_name="stilling")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("reporter", "Indberetter"),
                            ("caseworker", "Sagsbehandler"),
                            ("coordinator", "Tovholder"),
                            ("leader", "Leder"),
                            ("officer", "Politimedarbejder"),
                            ("police_coordinator", "Politi-tovholder"),
                            ("editor", "Redaktør"),
                            ("adviser", "Rådgiver"),
                            ("methodologist", "Metodeansvarlig"),
                            ("analyst", "Analytiker"),
                            ("administrator", "Administrator"),
                            ("log_reviewer", "Logkontrol"),
                        ],
                        max_length=20,
                        verbose_name="rolle",
                    ),
                ),
                (
                    "valid_from",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="fra"),
                ),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="til")),
                ("token_hash", models.BinaryField(max_length=32)),
                ("invited_by", models.UUIDField()),
                ("invited_by_name", models.CharField(max_length=120)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("expires_at", models.DateTimeField()),
                ("needs_second", models.BooleanField(default=False)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("confirmed_by", models.UUIDField(null=True)),
                ("accepted_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.authority",
                    ),
                ),
            ],
            options={
                "ordering": ("-created_at",),
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("reporter", "Indberetter"),
                            ("caseworker", "Sagsbehandler"),
                            ("coordinator", "Tovholder"),
                            ("leader", "Leder"),
                            ("officer", "Politimedarbejder"),
                            ("police_coordinator", "Politi-tovholder"),
                            ("editor", "Redaktør"),
                            ("adviser", "Rådgiver"),
                            ("methodologist", "Metodeansvarlig"),
                            ("analyst", "Analytiker"),
                            ("administrator", "Administrator"),
                            ("log_reviewer", "Logkontrol"),
                        ],
                        max_length=20,
                        verbose_name="rolle",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="navn")),
                ("title", models.CharField(blank=True, max_length=120, verbose_name="stilling")),
                ("active", models.BooleanField(default=True, verbose_name="aktiv")),
                (
                    "valid_from",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="fra"),
                ),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="til")),
                ("version", models.PositiveIntegerField(default=0)),
                ("last_used_at", models.DateTimeField(null=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.authority",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("name",),
            },
        ),
        migrations.CreateModel(
            name="OutgoingMail",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("message", stopext.vault.fields.SealedTextField()),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("sent_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("due_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("sent_at__isnull", True)),
                        fields=["due_at"],
                        name="mail_waiting",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "token_hash",
                    models.BinaryField(max_length=32, primary_key=True, serialize=False),
                ),
                ("second_factor", models.BooleanField(default=False)),
                ("data", stopext.vault.fields.SealedTextField(default="{}")),
                ("agent", models.CharField(blank=True, max_length=80)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("seen_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField(db_index=True)),
                ("ends_at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("email"), name="user_email_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="authority",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "municipality"), ("police_district__isnull", False)),
                    models.Q(
                        models.Q(("kind", "municipality"), _negated=True),
                        ("police_district__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="authority_district_iff_municipality",
            ),
        ),
        migrations.AddIndex(
            model_name="invitation",
            index=models.Index(fields=["authority", "-created_at"], name="invitation_in_authority"),
        ),
        migrations.AddIndex(
            model_name="invitation",
            index=models.Index(fields=["token_hash"], name="invitation_by_token"),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_at__isnull", True), ("confirmed_by__isnull", True)),
                    models.Q(
                        ("confirmed_at__isnull", False),
                        ("confirmed_by__isnull", False),
                        models.Q(("confirmed_by", models.F("invited_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="invitation_by_two",
            ),
        ),
        migrations.AddIndex(
            model_name="membership",
            index=models.Index(
                fields=["authority", "active", "name"], name="membership_in_authority"
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("active", True)),
                fields=("authority", "user", "role"),
                name="membership_once",
                violation_error_message="Personen har allerede denne rolle.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until__isnull", True),
                    ("valid_until__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="membership_period",
                violation_error_message="Slutdatoen ligger før startdatoen.",
            ),
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(fields=["user", "-seen_at"], name="session_of_user"),
        ),
    ]
