"""Ways into the authorities, and what they said before."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from stopext.access.tenancy import Policy, behind_wall, child_of, sql_file, tenant_key

#: For everybody; the rest is for who is logged in.
PUBLIC = "use in ('centre', 'notification')"
LOGGED_IN = "(select sec.authority()) is not null"
OWN = "authority_id = (select sec.authority())"
ADMINISTRATOR = "(select sec.role_name()) = 'administrator'"
MINE = "by_user = (select sec.user_id())"
#: Who keeps them: the authority's manager, and the centre's administrator everywhere.
KEEPERS = {
    "r_muni": f"{OWN} and (select sec.role_name()) = 'leader'",
    "r_police": f"{OWN} and (select sec.role_name()) = 'police_coordinator'",
    "r_centre": ADMINISTRATOR,
}


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_walls"),
    ]

    operations = [
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "name",
                    models.CharField(blank=True, max_length=160, verbose_name="hvem eller hvad"),
                ),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="telefon")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("hours", models.CharField(blank=True, max_length=200, verbose_name="hvornår")),
                (
                    "use",
                    models.CharField(
                        choices=[
                            ("centre", "Centeret"),
                            ("notification", "Underretning om børn og unge"),
                            ("infohus", "Infohuset"),
                            ("coordinator", "Tovholder"),
                        ],
                        max_length=12,
                        verbose_name="til",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.authority",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ContactRevision",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "name",
                    models.CharField(blank=True, max_length=160, verbose_name="hvem eller hvad"),
                ),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="telefon")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("hours", models.CharField(blank=True, max_length=200, verbose_name="hvornår")),
                ("version", models.PositiveIntegerField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("by_user", models.UUIDField()),
                ("by_name", models.CharField(max_length=120)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.authority",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="accounts.contact",
                    ),
                ),
            ],
            options={
                "ordering": ("-version",),
            },
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.UniqueConstraint(fields=("authority", "use"), name="contact_once"),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("use__in", ["centre", "notification", "infohus", "coordinator"])
                ),
                name="contact_use_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactrevision",
            constraint=models.UniqueConstraint(
                fields=("authority", "contact", "version"), name="contact_revision_once"
            ),
        ),
        tenant_key("accounts_contact", "authority_id"),
        child_of("accounts_contactrevision", "contact_id", "accounts_contact", "authority_id"),
        behind_wall(
            "accounts_contact",
            Policy("r_public", "select", PUBLIC),
            *(
                Policy(role, "select", LOGGED_IN)
                for role in ("r_reporter", "r_muni", "r_police", "r_centre", "r_log")
            ),
            *(Policy(role, "update", rows) for role, rows in KEEPERS.items()),
            Policy("portal_owner", "select, insert", "true"),
        ),
        behind_wall(
            "accounts_contactrevision",
            *(Policy(role, "select", rows) for role, rows in KEEPERS.items()),
            *(Policy(role, "insert", f"{rows} and {MINE}") for role, rows in KEEPERS.items()),
        ),
        sql_file(__file__, "0003_contacts"),
    ]
