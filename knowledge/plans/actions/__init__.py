"""The only writers of plans."""

from knowledge.plans.actions.adopting import adopt, revise
from knowledge.plans.actions.borrowing import borrow_part, borrow_section, keep_own, take_over
from knowledge.plans.actions.deciding import (
    add_decision,
    correct_decision,
    withdraw_decision,
)
from knowledge.plans.actions.drafts import (
    begin_plan,
    change_head,
    discard_draft,
    write_section,
)
from knowledge.plans.actions.exchanging import fill_from_file, take_over_workbook
from knowledge.plans.actions.freezing import freeze_report, show_report
from knowledge.plans.actions.overriding import override_pace, take_back_pace
from knowledge.plans.actions.parts import (
    add_part,
    change_part,
    move_part,
    remove_part,
    restore_part,
)
from knowledge.plans.actions.reporting import report_measurement, report_status
from knowledge.plans.actions.tasks import add_task, change_task, mark_task, remove_task

__all__ = [
    "add_decision",
    "add_part",
    "add_task",
    "adopt",
    "begin_plan",
    "borrow_part",
    "borrow_section",
    "change_head",
    "change_part",
    "change_task",
    "correct_decision",
    "discard_draft",
    "fill_from_file",
    "freeze_report",
    "keep_own",
    "mark_task",
    "move_part",
    "override_pace",
    "remove_part",
    "remove_task",
    "report_measurement",
    "report_status",
    "restore_part",
    "revise",
    "show_report",
    "take_back_pace",
    "take_over",
    "take_over_workbook",
    "withdraw_decision",
    "write_section",
]
