"""The first tables of casework."""

import uuid

from django.db import migrations, models

import stopext.vault.fields


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("municipality_id", models.PositiveIntegerField(editable=False)),
                (
                    "number",
                    models.CharField(editable=False, max_length=14, verbose_name="sagsnummer"),
                ),
                (
                    "district_id",
                    models.PositiveIntegerField(editable=False, verbose_name="politikreds"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "Modtaget"),
                            ("assessment", "Indledende vurdering"),
                            ("notified", "Underretning"),
                            ("gathering", "Oplysninger indhentes"),
                            ("analysis", "Analyse i infohus"),
                            ("recommendation", "Anbefaling"),
                            ("active", "Indsats i gang"),
                            ("follow_up", "Opfølgning"),
                            ("paused", "Sat i bero"),
                            ("police", "Overdraget til politiet"),
                            ("closed", "Afsluttet"),
                            ("aftercare", "Eftertjek"),
                            ("erased", "Slettet eller arkiveret"),
                        ],
                        default="received",
                        max_length=24,
                        verbose_name="status",
                    ),
                ),
                ("state_since", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True, verbose_name="frist")),
                ("version", models.PositiveIntegerField(default=0)),
                ("received_at", models.DateTimeField(verbose_name="modtaget")),
                ("created_at", models.DateTimeField()),
                ("created_by", models.UUIDField()),
                ("created_by_name", models.CharField(max_length=120)),
                ("updated_at", models.DateTimeField(verbose_name="senest ændret")),
                ("coordinator_user", models.UUIDField(null=True)),
                ("coordinator_membership", models.UUIDField(null=True)),
                (
                    "coordinator_name",
                    models.CharField(blank=True, max_length=120, verbose_name="tovholder"),
                ),
                ("restricted", models.BooleanField(default=False, verbose_name="begrænset adgang")),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("right", "Højreekstremisme"),
                            ("left", "Venstreekstremisme"),
                            ("islamist", "Militant islamisme"),
                            ("anti_system", "Antisystemisk ekstremisme"),
                            ("mixed", "Blandet eller uklar"),
                            ("not_specific", "Ikke ekstremisme-specifik bekymring"),
                        ],
                        max_length=24,
                        verbose_name="form",
                    ),
                ),
                (
                    "gang_link",
                    models.CharField(
                        choices=[("yes", "Ja"), ("no", "Nej"), ("unknown", "Ved ikke")],
                        max_length=24,
                        verbose_name="tilknytning til bandemiljø",
                    ),
                ),
                (
                    "online",
                    models.CharField(
                        choices=[("yes", "Ja"), ("no", "Nej"), ("unknown", "Ved ikke")],
                        max_length=24,
                        verbose_name="online",
                    ),
                ),
                (
                    "notice",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("sent", "Underretning er sendt"),
                            ("known", "Familieafdelingen kender sagen allerede"),
                            ("not_needed", "Ikke behov for særlig støtte"),
                        ],
                        max_length=24,
                        verbose_name="underretning",
                    ),
                ),
                (
                    "notice_reason",
                    stopext.vault.fields.SealedTextField(blank=True, max_length=2000),
                ),
                (
                    "paused_from",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("received", "Modtaget"),
                            ("assessment", "Indledende vurdering"),
                            ("notified", "Underretning"),
                            ("gathering", "Oplysninger indhentes"),
                            ("analysis", "Analyse i infohus"),
                            ("recommendation", "Anbefaling"),
                            ("active", "Indsats i gang"),
                            ("follow_up", "Opfølgning"),
                            ("paused", "Sat i bero"),
                            ("police", "Overdraget til politiet"),
                            ("closed", "Afsluttet"),
                            ("aftercare", "Eftertjek"),
                            ("erased", "Slettet eller arkiveret"),
                        ],
                        max_length=24,
                        verbose_name="",
                    ),
                ),
                ("paused_until", models.DateField(null=True, verbose_name="i bero til")),
                ("pause_reason", stopext.vault.fields.SealedTextField(blank=True, max_length=2000)),
                (
                    "last_judgement",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("none", "Ingen bekymring for ekstremisme"),
                            ("low", "Lav"),
                            ("moderate", "Moderat"),
                            ("high", "Høj"),
                            ("not_assessable", "Kan ikke vurderes"),
                        ],
                        max_length=24,
                        verbose_name="seneste vurdering",
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True, verbose_name="afsluttet")),
                (
                    "closure_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unfounded", "Ubegrundet"),
                            ("mistaken", "Åbenlyst fejlagtig eller chikanøs"),
                            ("disproved", "Bekymring afkræftet efter analyse"),
                            ("ordinary_support", "Almen social indsats (ikke ekstremisme)"),
                            ("improved", "Indsats gennemført – bekymring mindsket"),
                            ("declined_low", "Borgeren ønsker ikke støtte – bekymring lav"),
                            (
                                "declined_watch",
                                (
                                    "Borgeren ønsker ikke støtte – fortsat opmærksomhed i"
                                    " almindeligt system"
                                ),
                            ),
                            ("police", "Overdraget til politiet"),
                            ("moved", "Flyttet til anden kommune"),
                            ("departed", "Udrejst eller død"),
                            ("duplicate", "Dublet – samlet med anden sag"),
                        ],
                        max_length=24,
                        verbose_name="årsag til afslutning",
                    ),
                ),
                (
                    "closure_assessment",
                    stopext.vault.fields.SealedTextField(
                        blank=True, max_length=6000, verbose_name="afsluttende vurdering"
                    ),
                ),
                ("delete_earliest", models.DateField(null=True, verbose_name="slettes tidligst")),
                ("retention_rule", models.CharField(blank=True, max_length=12)),
                ("hold_until", models.DateField(null=True, verbose_name="sletning stoppet til")),
                ("hold_owner", models.CharField(blank=True, max_length=120)),
                ("hold_reason", stopext.vault.fields.SealedTextField(blank=True, max_length=2000)),
            ],
        ),
        migrations.CreateModel(
            name="CaseCounter",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("municipality_id", models.PositiveIntegerField(editable=False)),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality_id", "year"), name="casecounter_once"
                    )
                ],
            },
        ),
    ]
