"""Municipalities write their plans: the national template, drafts of their own, and versions.

Rows of a draft are written by who leads the work. What is public is only replaced and reported on,
which the triggers hold (``sql/0003_writing.sql``).
"""

from typing import ClassVar

from django.db import migrations, models

from stopext.access.tenancy import Policy, let_in, open_to, sql_file

ROLES = ("r_public", "r_reporter", "r_muni", "r_police", "r_centre", "r_log")
PARTS = ("plansection", "goal", "action", "indicator", "measurement", "actioncard")
SECTIONS = [
    ("purpose", "Formål og vision"),
    ("target_groups", "Målgrupper"),
    ("local_picture", "Lokalt billede og datagrundlag"),
    ("organisation", "Organisering og roller"),
    ("handling", "Håndtering af bekymringer"),
    ("emergency", "Akut beredskab"),
    ("building", "Opbyggende indsatser"),
    ("anticipating", "Foregribende indsatser"),
    ("intervening", "Indgribende indsatser"),
    ("cooperation", "Interessenter og samarbejde"),
    ("competence", "Kompetenceudvikling"),
    ("communication", "Kommunikation og action cards"),
    ("evaluation", "Evaluering og revision"),
]
LEGS = [
    ("common", "Fælles for hele planen"),
    ("prevention", "Generel forebyggelse"),
    ("handling", "Håndtering af bekymringer"),
    ("acute", "Akutte situationer"),
]
STATUSES = [
    ("draft", "Udkast"),
    ("hearing", "I høring"),
    ("approved", "Godkendt, ikke vedtaget"),
    ("adopted", "Vedtaget"),
    ("revising", "Under revision"),
    ("expired", "Udløbet"),
    ("archived", "Afløst"),
]
IN_FORCE = ("adopted", "revising", "expired")
PUBLIC = (*IN_FORCE, "archived")

LEADING = "municipality_id = (select sec.muni()) and (select sec.role_name()) in ('coordinator', 'leader')"
OWN_DRAFT = f"{LEADING} and not is_public"
ADOPTING = "municipality_id = (select sec.muni()) and (select sec.role_name()) = 'leader'"


IS_REMOVED = models.BooleanField(default=False, db_default=False, editable=False)


def counted(model: str) -> migrations.AddField:
    """The version that forms carry."""
    field = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    return migrations.AddField(model, "edits", field)


def checked(model: str, constraint: models.BaseConstraint) -> migrations.AddConstraint:
    """One more rule of a table."""
    return migrations.AddConstraint(model, constraint)


def hangs_on(model: str, parent: str) -> migrations.AlterField:
    """The database deletes a part with what it hangs on (``sql/0003_writing.sql``)."""
    field = models.ForeignKey(
        f"plans.{parent}", models.DO_NOTHING, db_constraint=False, related_name=f"{model}s"
    )
    return migrations.AlterField(model, parent, field)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("plans", "0002_walls")]
    operations: ClassVar = [
        migrations.CreateModel(
            "PlanTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField("ID", auto_created=True, primary_key=True, serialize=False),
                ),
                ("version", models.CharField("version", max_length=20, unique=True)),
                ("published_on", models.DateField("udgivet")),
            ],
            options={
                "verbose_name": "skabelon for handlingsplaner",
                "ordering": ("-published_on", "-pk"),
            },
        ),
        migrations.CreateModel(
            "TemplateSection",
            fields=[
                (
                    "id",
                    models.BigAutoField("ID", auto_created=True, primary_key=True, serialize=False),
                ),
                ("kind", models.CharField("afsnit", choices=SECTIONS, max_length=20)),
                ("leg", models.CharField("ben", choices=LEGS, max_length=12)),
                ("position", models.PositiveSmallIntegerField()),
                ("guidance", models.TextField("vejledning")),
                ("paragraph", models.TextField("grundlag")),
                ("model_text", models.TextField("modeltekst")),
                (
                    "template",
                    models.ForeignKey(
                        "plans.plantemplate", models.CASCADE, related_name="sections"
                    ),
                ),
            ],
            options={"verbose_name": "afsnit i skabelonen", "ordering": ("position",)},
        ),
        checked(
            "templatesection",
            models.UniqueConstraint(fields=["template", "kind"], name="template_section_once"),
        ),
        *(
            open_to(f"plans_{table}", "select", ROLES)
            for table in ("plantemplate", "templatesection")
        ),
        migrations.RemoveConstraint("plan", "plan_public_once"),
        migrations.RemoveConstraint("plan", "plan_public_when_adopted"),
        migrations.RemoveConstraint("plan", "plan_status_known"),
        *(counted(model) for model in ("plan", *PARTS)),
        *(
            migrations.AddField(model, "origin", models.UUIDField(editable=False, null=True))
            for model in PARTS
        ),
        *(migrations.AddField(model, "is_removed", IS_REMOVED) for model in PARTS),
        migrations.AddField(
            "plan",
            "minutes",
            models.CharField("punkt i referatet", blank=True, db_default="", max_length=200),
        ),
        migrations.AddField(
            "plan",
            "agenda_url",
            models.URLField(
                "link til dagsorden eller referat", blank=True, db_default="", max_length=400
            ),
        ),
        migrations.AddField(
            "plan",
            "template",
            models.ForeignKey(
                "plans.plantemplate",
                models.PROTECT,
                null=True,
                related_name="+",
                verbose_name="skabelon",
            ),
        ),
        migrations.AlterField(
            "plan",
            "status",
            models.CharField("status", choices=STATUSES, default="draft", max_length=16),
        ),
        migrations.AlterField(
            "plan",
            "revision_due",
            models.DateField("skal revideres senest", blank=True, null=True),
        ),
        hangs_on("action", "goal"),
        hangs_on("indicator", "goal"),
        hangs_on("measurement", "indicator"),
        migrations.AlterModelOptions("measurement", options={"ordering": ("on", "position")}),
        checked(
            "plan",
            models.UniqueConstraint(
                fields=["municipality"],
                condition=models.Q(is_public=True, status__in=IN_FORCE),
                name="plan_public_once",
                violation_error_message="Kommunen har allerede en offentlig plan.",
            ),
        ),
        checked(
            "plan",
            models.UniqueConstraint(
                fields=["municipality"],
                condition=models.Q(is_public=False),
                name="plan_draft_once",
            ),
        ),
        checked(
            "plan",
            models.CheckConstraint(
                name="plan_public_when_adopted",
                condition=models.Q(
                    is_public=True,
                    status__in=PUBLIC,
                    adopted_on__isnull=False,
                    revision_due__isnull=False,
                )
                | models.Q(is_public=False) & ~models.Q(status__in=PUBLIC),
            ),
        ),
        checked(
            "plan",
            models.CheckConstraint(
                name="plan_status_known",
                condition=models.Q(status__in=[code for code, _label in STATUSES]),
            ),
        ),
        checked(
            "action",
            models.CheckConstraint(
                name="plan_action_period",
                condition=models.Q(start__isnull=True)
                | models.Q(end__isnull=True)
                | models.Q(end__gte=models.F("start")),
            ),
        ),
        let_in("plans_plan", "writes", Policy("r_muni", "insert, update", OWN_DRAFT)),
        let_in(
            "plans_plan",
            "adopts",
            Policy("r_muni", "update", ADOPTING, f"{ADOPTING} and is_public"),
        ),
        *(
            let_in(
                f"plans_{table}", "writes", Policy("r_muni", "insert, update, delete", OWN_DRAFT)
            )
            for table in PARTS
        ),
        let_in("plans_action", "reports", Policy("r_muni", "update", LEADING)),
        let_in("plans_measurement", "reports", Policy("r_muni", "insert", LEADING)),
        sql_file(__file__, "0003_writing"),
    ]
