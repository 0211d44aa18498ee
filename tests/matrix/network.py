"""A topic in the network of a police district, begun by its coordinator."""

from __future__ import annotations

from casework.network import actions
from casework.rules.codes import ConcernForm
from tests.matrix.courses import Keys, Texts
from tests.support.world import Person


def plant(police: Person, text: Texts) -> Keys:
    """The topic and its first text."""
    with police.acts():
        said = {"title": text("netvaerk"), "text": text("netvaerk")}
        topic = actions.begin(by=police.actor, theme=ConcernForm.MIXED, **said)
        return {"topic": topic.pk, "post": topic.posts.get().pk}
