"""Codes and indexes of cases."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0006_rules_of_work")]
    operations = [
        migrations.AddConstraint(
            model_name="disclosureitem",
            constraint=models.UniqueConstraint(
                fields=("municipality_id", "disclosure", "position"), name="disclosureitem_order"
            ),
        ),
        migrations.AddIndex(
            model_name="informationrequest",
            index=models.Index(
                fields=["municipality_id", "case", "at"], name="inforequest_of_case"
            ),
        ),
        migrations.AddIndex(
            model_name="informationrequest",
            index=models.Index(
                condition=models.Q(("answered_at__isnull", True)),
                fields=["municipality_id", "due_on"],
                name="inforequest_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="informationrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at__isnull", True), ("answered_by_name__isnull", True)),
                    models.Q(("answered_at__isnull", False), ("answered_by_name__isnull", False)),
                    _connector="OR",
                ),
                name="inforequest_answer_together",
                violation_error_message="Et svar har både tidspunkt og en, der har skrevet det.",
            ),
        ),
        migrations.AddIndex(
            model_name="leaderapproval",
            index=models.Index(fields=["municipality_id", "case", "-at"], name="approval_of_case"),
        ),
        migrations.AddConstraint(
            model_name="leaderapproval",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["closing", "deletion"])),
                name="approval_kind_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddIndex(
            model_name="measure",
            index=models.Index(
                fields=["municipality_id", "case", "starts_on"], name="measure_of_case"
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "type__in",
                        [
                            "conversation",
                            "mentor",
                            "parent_coach",
                            "psychologist",
                            "education_job",
                            "housing",
                            "substance",
                            "family",
                            "leisure",
                            "exit",
                            "other",
                        ],
                    )
                ),
                name="measure_type_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["planned", "running", "paused", "completed", "stopped"])
                ),
                name="measure_status_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "outcome__in",
                        ["worse", "unchanged", "slightly_better", "better", "much_better", ""],
                    )
                ),
                name="measure_outcome_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on__isnull", True),
                    ("ends_on__gte", models.F("starts_on")),
                    _connector="OR",
                ),
                name="measure_period",
                violation_error_message="Slutdatoen ligger før startdatoen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(("owner_name", ""), _negated=True),
                name="measure_owned",
                violation_error_message="En indsats har en ansvarlig.",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("practice_id__isnull", True), ("practice_title__gt", ""), _negated=True
                ),
                name="measure_practice_together",
                violation_error_message="Vælg praksis på listen.",
            ),
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(
                fields=["municipality_id", "case", "planned_on"], name="meeting_of_case"
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("recommended_at__isnull", True), ("held_on__isnull", False), _connector="OR"
                ),
                name="meeting_held_before_recommending",
                violation_error_message="Et møde skal være holdt, før det kan anbefale noget.",
            ),
        ),
        migrations.AddIndex(
            model_name="note",
            index=models.Index(fields=["municipality_id", "case", "-at"], name="note_of_case"),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["call", "meeting", "visit", "citizen", "internal"])
                ),
                name="note_kind_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.CheckConstraint(
                condition=models.Q(("locks_at__gt", models.F("at"))),
                name="note_locks_after_writing",
                violation_error_message="Et notat låses, efter at det er skrevet.",
            ),
        ),
        migrations.AddIndex(
            model_name="receipt",
            index=models.Index(
                fields=["municipality_id", "case", "-opened_at"], name="receipt_of_case"
            ),
        ),
        migrations.AddIndex(
            model_name="receipt",
            index=models.Index(fields=["district_id", "disclosure"], name="receipt_of_district"),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.UniqueConstraint(
                fields=("municipality_id", "item", "user_id"), name="receipt_once"
            ),
        ),
        migrations.AddIndex(
            model_name="repeatcheck",
            index=models.Index(fields=["municipality_id", "case"], name="repeatcheck_of_case"),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                fields=["municipality_id", "status", "received_at"], name="report_waiting"
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                fields=["municipality_id", "reporter_id", "-received_at"], name="report_of_reporter"
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                fields=("municipality_id", "receipt"), name="report_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["received", "taken_up"])),
                name="report_status_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("knowledge__in", ["first_hand", "second_hand", "unknown"])),
                name="report_knowledge_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("concern__isnull", True),
                        ("status", "received"),
                        ("taken_up_at__isnull", True),
                    ),
                    models.Q(
                        ("concern__isnull", False),
                        ("status", "taken_up"),
                        ("taken_up_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="report_taken_up_together",
                violation_error_message="En henvendelse er taget op, når den er en sag.",
            ),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                fields=["municipality_id", "case", "-held_on"], name="review_of_case"
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(("decision__in", ["continue", "adjust", "close"])),
                name="review_decision_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decision", "close"), ("next_on__isnull", False), _connector="OR"
                ),
                name="review_has_next",
                violation_error_message="Skriv, hvornår der følges op igen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("next_on__isnull", True), ("next_on__gt", models.F("held_on")), _connector="OR"
                ),
                name="review_next_later",
                violation_error_message="Næste opfølgning skal ligge efter denne.",
            ),
        ),
        migrations.AddIndex(
            model_name="statechange",
            index=models.Index(
                fields=["municipality_id", "case", "-at"], name="statechange_of_case"
            ),
        ),
        migrations.AddConstraint(
            model_name="statechange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "source__in",
                        [
                            "received",
                            "assessment",
                            "notified",
                            "gathering",
                            "analysis",
                            "recommendation",
                            "active",
                            "follow_up",
                            "paused",
                            "police",
                            "closed",
                            "aftercare",
                            "erased",
                            "",
                        ],
                    )
                ),
                name="statechange_source_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
    ]
