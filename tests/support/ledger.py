"""Which events each call of an action records: by its unit of work, or written at once."""

from __future__ import annotations

import inspect
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import pytest

from stopext.audit import record
from stopext.audit.record import Collector
from tests.support.world import Person


def functions_of(*modules: ModuleType) -> dict[str, Callable[..., Any]]:
    """The public functions that the modules themselves define, by name."""
    return {
        name: function
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    }


@dataclass
class Ledger:
    """Runs actions and keeps the names of the events that each left."""

    collector: Collector = field(default_factory=Collector)
    at_once: list[str] = field(default_factory=list)
    events: dict[str, list[list[str]]] = field(default_factory=lambda: defaultdict(list))
    details: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))

    @contextmanager
    def acting(self, person: Person) -> Iterator[None]:
        """A unit of work of this person; its events are counted."""
        with person.acts() as self.collector:
            yield

    def run(self, action: Callable[..., Any], **given: Any) -> Any:
        """The action's own answer."""
        before, written = len(self.collector.events), len(self.at_once)
        answer = action(**given)
        noted = [event["action"] for event in self.collector.events[before:]]
        self.events[action.__name__].append(noted + self.at_once[written:])
        told = [event["details"] for event in self.collector.events[before:]]
        self.details[action.__name__] += told
        return answer


@contextmanager
def keeping(monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    """A ledger that also sees what is written outside any unit of work."""
    ledger, flush = Ledger(), record.flush

    def seen(collector: Collector) -> Any:
        ledger.at_once += [event["action"] for event in collector.events]
        return flush(collector)

    with monkeypatch.context() as patch:
        patch.setattr(record, "flush", seen)
        yield ledger
