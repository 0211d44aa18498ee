"""Who may do what with a page, beyond the role (the gate has already asked for it)."""

from __future__ import annotations

from typing import Any

from wagtail.models import PagePermissionTester


def may_review(user: Any, task_state: Any) -> bool:
    """Four eyes: not the one who submitted, and not the one who wrote the version at hand."""
    wrote = {task_state.workflow_state.requested_by_id, task_state.revision.user_id}
    return user is not None and user.pk not in wrote


class FourEyesTester(PagePermissionTester):
    """Nobody publishes alone, because no group holds that right; everybody may take down."""

    def can_unpublish(self) -> bool:
        """One editor is enough to withdraw something wrong."""
        return bool(self.page.live and not self.page_is_root and self._may_change())

    def can_unschedule(self) -> bool:
        """Calling off a planned publication is as harmless as taking down."""
        return self._may_change()

    def can_set_view_restrictions(self) -> bool:
        """Published knowledge is public; there is no half-open page."""
        return False

    def _may_change(self) -> bool:
        return "change" in self.permissions and not self.page_locked()
