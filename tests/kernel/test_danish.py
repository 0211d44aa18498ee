"""Every Danish text reaches gettext, so that a catalogue of another language can follow."""

from __future__ import annotations

import ast

import pytest
from django.conf import settings

from stopext.launch.paths import ROOT, templates
from tests.kernel.danish import bare, bare_on_page, files, headwords, unreadable

#: What stays Danish outside gettext, and why. A path, or the start of one.
EXCEPTIONS = {
    "casework/demo/": "invented cases and people",
    "screening/demo/": "invented answers",
    "stopext/accounts/demo/": "invented people, and what the demo says to a developer",
    "knowledge/hearings/demo/": "what invented municipalities write",
    "knowledge/exercises/demo/": "what invented municipalities write",
    "knowledge/advice/demo/": "what invented municipalities ask and advisers answer",
    "casework/network/demo/": "what invented authorities write to each other",
    "knowledge/cohorts/demo/": "an invented cohort",
    "knowledge/radar/demo/": "what an adviser decided",
    "knowledge/plans/demo/": "what invented municipalities write",
    "knowledge/readiness/demo/": "what invented municipalities write",
    "knowledge/areas/demo/": "what invented municipalities write",
    "knowledge/search/": "the Danish language itself: letters and stems",
    "stopext/web/text.py": "Danish letters in addresses",
    "knowledge/publishing/editors.py": "the name of a group in the database",
    "knowledge/reference/views.py": "the Danish alphabet",
    "casework/rules/identity/names.py": "the spelling of Danish names",
    "casework/rules/legal.py": "statutes are cited by their Danish names",
    "casework/views/reports.py": "“Status” names a class in a template",
    "stopext/accounts/management/commands/load_authorities.py": "an authority's own name",
    "stopext/settings/base.py": "the portal's mail address",
}
PYTHON = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in files()}
TEMPLATES = templates()
#: Shown by the style guide only, where texts are examples.
EXAMPLES = "_styleguide"
WORDS = headwords([ast.parse(source) for source in PYTHON.values()])


def _excepted(path: str) -> str | None:
    return next((start for start in EXCEPTIONS if path.startswith(start)), None)


def test_no_danish_literal_stands_outside_gettext() -> None:
    found = [
        f"{path}:{line}: {text!r}"
        for path, source in PYTHON.items()
        if _excepted(path) is None
        for line, text in bare(source, WORDS)
    ]

    assert found == []
    assert len(PYTHON) > 350
    assert len(WORDS) > 400


def test_every_exception_is_needed() -> None:
    used = {_excepted(path) for path, source in PYTHON.items() if next(bare(source, WORDS), None)}

    assert set(EXCEPTIONS) - used == set()


def test_every_message_can_be_collected() -> None:
    found = [f"{path}:{line}" for path, source in PYTHON.items() for line in unreadable(source)]

    assert found == []


def test_no_danish_stands_bare_on_a_page() -> None:
    found = {
        str(path.relative_to(ROOT)): texts
        for path in TEMPLATES
        if EXAMPLES not in path.name
        and (texts := bare_on_page(path.read_text(encoding="utf-8"), WORDS))
    }

    assert found == {}
    assert len(TEMPLATES) > 150


def test_catalogues_have_a_place() -> None:
    assert [folder for folder in settings.LOCALE_PATHS if not folder.is_dir()] == []
    assert settings.USE_I18N


@pytest.mark.parametrize(
    "line",
    [
        "raise ValueError('skal være tekst')",
        "message = f'{key} mangler et svar'",
        "LABELS = {'a': 'Vurderinger'}",
        "text = 'Teksten er for lang'",
        "text = other('Vælg et svar')",
    ],
)
def test_each_mistake_is_found(line: str) -> None:
    assert len(list(bare(line, frozenset({"Vurderinger"})))) == 1


@pytest.mark.parametrize(
    "line",
    [
        "text = _('Vælg et svar')",
        "text = ngettext('%d svar er gemt', '%d svar er gemt', n) % n",
        "def f() -> None:\n    'Siger, hvad der skal være.'",
        "path('sager/slet/', view, name='erase')",
        "raise ValueError('the answer is missing')",
    ],
)
def test_what_is_right_is_left_alone(line: str) -> None:
    assert list(bare(line, frozenset({"Vurderinger"}))) == []


def test_a_message_that_is_put_together_before_it_is_looked_up_is_found() -> None:
    assert list(unreadable("_(f'{n} svar')")) == [1]


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ('<p>{% translate "Vælg et svar" %}</p>', []),
        ("<p>{% blocktranslate %}Vælg et svar{% endblocktranslate %}</p>", []),
        ("<p>Vælg et svar</p>", ["Vælg et svar"]),
        ('<img alt="Åbn sagen">', ["Åbn sagen"]),
    ],
)
def test_bare_text_on_a_page_is_found(template: str, found: list[str]) -> None:
    assert bare_on_page(template, frozenset()) == found
