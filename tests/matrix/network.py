"""A topic in the network of a police district, begun by its coordinator."""

from __future__ import annotations

from casework.network import actions
from casework.rules.codes import ConcernForm
from tests.matrix.courses import Keys, Texts
from tests.support.world import Person


def plant(police: Person, text: Texts) -> Keys:
    """The topic and its first text; before it one that is closed, with a text taken away."""
    with police.acts():
        said = {"title": text("netvaerk"), "text": text("netvaerk")}
        ended = actions.begin(by=police.actor, theme=ConcernForm.MIXED, **said)
        taken = actions.reply(by=police.actor, pk=ended.pk, text=text("netvaerk"))
        actions.withdraw(by=police.actor, pk=taken.pk, reason=text("netvaerk"))
        actions.close(by=police.actor, pk=ended.pk, word=text("netvaerk"))
        topic = actions.begin(by=police.actor, theme=ConcernForm.MIXED, **said)
        return {"topic": topic.pk, "post": topic.posts.get().pk}
