"""Codes and indexes of assessments."""

from django.db import migrations, models

import casework.rules.closing
import casework.rules.retention


class Migration(migrations.Migration):
    dependencies = [("casework", "0007_rules_of_cases")]
    operations = [
        migrations.AddConstraint(
            model_name="statechange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "target__in",
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
                        ],
                    )
                ),
                name="statechange_target_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["municipality_id", "due_at", "id"], name="case_by_due"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["municipality_id", "state", "due_at", "id"], name="case_by_state"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["municipality_id", "updated_at", "id"], name="case_by_update"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["municipality_id", "form", "due_at"], name="case_by_form"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["municipality_id", "coordinator_user", "due_at"], name="case_by_coordinator"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["municipality_id", "subject"], name="case_of_subject"),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(
                fields=("municipality_id", "number"), name="case_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
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
                        ],
                    )
                ),
                name="case_state_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "paused_from__in",
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
                name="case_paused_from_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "form__in",
                        ["right", "left", "islamist", "anti_system", "mixed", "not_specific"],
                    )
                ),
                name="case_form_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("gang_link__in", ["yes", "no", "unknown"])),
                name="case_gang_link_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("online__in", ["yes", "no", "unknown"])),
                name="case_online_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("notice__in", ["sent", "known", "not_needed", ""])),
                name="case_notice_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "last_judgement__in",
                        ["none", "low", "moderate", "high", "not_assessable", ""],
                    )
                ),
                name="case_last_judgement_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "closure_reason__in",
                        [
                            "unfounded",
                            "mistaken",
                            "disproved",
                            "ordinary_support",
                            "improved",
                            "declined_low",
                            "declined_watch",
                            "police",
                            "moved",
                            "departed",
                            "duplicate",
                            "",
                        ],
                    )
                ),
                name="case_closure_reason_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "retention_rule__in",
                        [
                            "",
                            casework.rules.retention.Rule["UNFOUNDED"],
                            casework.rules.retention.Rule["HANDED_OVER"],
                            casework.rules.retention.Rule["NO_MEASURES"],
                            casework.rules.retention.Rule["MEASURES"],
                            casework.rules.retention.Rule["CHILD"],
                        ],
                    )
                ),
                name="case_retention_rule_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("coordinator_membership__isnull", True), ("coordinator_user__isnull", True)
                    ),
                    models.Q(
                        ("coordinator_membership__isnull", False),
                        ("coordinator_user__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="case_coordinator_together",
                violation_error_message="En tovholder er en person med en rolle i kommunen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("paused_until__isnull", False),
                        ("state", "paused"),
                        models.Q(("paused_from", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state", "paused"), _negated=True),
                        ("paused_from", ""),
                        ("paused_until__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="case_pause_complete",
                violation_error_message="En sag i bero har en slutdato; andre sager har ingen.",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("closed_at__isnull", True),
                        ("closure_reason", ""),
                        ("delete_earliest__isnull", True),
                    ),
                    models.Q(
                        ("closed_at__isnull", False),
                        ("delete_earliest__isnull", False),
                        models.Q(("closure_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="case_closure_complete",
                violation_error_message="En afsluttet sag har årsag, tidspunkt og slettedato.",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("hold_owner", ""), ("hold_until__isnull", True)),
                    models.Q(
                        ("hold_until__isnull", False), models.Q(("hold_owner", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="case_hold_owned",
                violation_error_message="Et stop for sletning har en ansvarlig og en slutdato.",
            ),
        ),
        migrations.AddIndex(
            model_name="subjectkey",
            index=models.Index(fields=["municipality_id", "subject"], name="subjectkey_of_subject"),
        ),
        migrations.AddConstraint(
            model_name="subjectkey",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["cpr", "variant", "phonetic", "given_name"])),
                name="subjectkey_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="subjectkey",
            constraint=models.UniqueConstraint(
                fields=("municipality_id", "kind", "hash", "subject"), name="subjectkey_once"
            ),
        ),
        migrations.AddIndex(
            model_name="triage",
            index=models.Index(fields=["municipality_id", "case", "-at"], name="triage_of_case"),
        ),
        migrations.AddConstraint(
            model_name="triage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("outcome__in", ["info_house", "notice", "police", "ordinary", "unfounded"])
                ),
                name="triage_outcome_known",
                violation_error_message="Vælg en af mulighederne på listen.",
            ),
        ),
    ]
