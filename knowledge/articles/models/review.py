"""The one step of the review workflow: another editor reads before anything is published."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState

from knowledge.articles.policies import may_review


class PeerReviewTask(AbstractGroupApprovalTask):
    """Four eyes: whoever wrote or submitted the text can neither approve nor reject it."""

    class Meta:
        verbose_name = _("fagligt review")
        verbose_name_plural = _("faglige review")

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """Approve and send back for a colleague; nothing for the writer."""
        actions: list[tuple[str, Any, bool]] = super().get_actions(obj, user)
        state = obj.current_workflow_task_state
        return actions if state is not None and may_review(user, state) else []

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        """What waits for this user on the start page of the publishing tool."""
        waiting: Any = super().get_task_states_user_can_moderate(user, **kwargs)
        return waiting.exclude(workflow_state__requested_by=user).exclude(revision__user=user)

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> Any:
        """Apply an action; the last check of the four eyes, whatever page sent it."""
        if action_name in {"approve", "reject"} and not may_review(user, task_state):
            return None
        return super().on_action(task_state, user, action_name, **kwargs)

    @classmethod
    def get_description(cls) -> str:
        """Shown to editors where a workflow is put together."""
        return str(
            _("En kollega læser og godkender. Den, der har skrevet eller sendt, kan ikke selv.")
        )
