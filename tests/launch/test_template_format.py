"""The gate of the template format says no, and knows every block tag of ours."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from stopext.launch.gate_templates import shown_marks
from stopext.launch.gates import GATES
from stopext.launch.paths import ROOT, templates

COMPONENTS = ROOT / "stopext" / "web" / "templatetags" / "components.py"
GOOD = """{% alert kind="info" %}
  <p>
    <strong>A</strong>
  </p>
{% endalert %}
"""


@pytest.mark.parametrize(
    ("text", "code"),
    [(GOOD, 0), (GOOD.replace("  <p>", "<p>"), 1), (GOOD.replace("    <s", "<s"), 1)],
)
def test_only_formatted_templates_pass(tmp_path: Path, text: str, code: int) -> None:
    (tmp_path / "a.html").write_text(text, encoding="utf-8")
    command = GATES["template format"]
    options = command[: command.index("templates")]
    done = subprocess.run(
        [sys.executable, *options, "--configuration", ROOT / "pyproject.toml", tmp_path],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )

    assert done.returncode == code


def test_the_formatter_knows_our_block_tags() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    functions = [
        node
        for node in ast.parse(COMPONENTS.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    ]
    ours = {
        node.name
        for node in functions
        if any("simple_block_tag" in ast.unparse(mark) for mark in node.decorator_list)
    }

    assert ours
    assert ours == set(settings["tool"]["djlint"]["custom_blocks"].split(","))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{# one #}\n{# two #}\n<p>{{ a }}{% csrf_token %}</p>\n", []),
        ("<p>\n{# one\n   two #}</p>\n", ["{#"]),
        ("{{\n a }}", ["{{"]),
        ('{% include "a.html"\n with b=c %}', ["{%"]),
    ],
)
def test_a_tag_over_two_lines_is_found(text: str, shown: list[str]) -> None:
    assert [problem.split()[2] for problem in shown_marks(text)] == shown


def test_no_line_break_stands_where_line_breaks_are_shown() -> None:
    """What people wrote keeps its lines: a break of the template would be one of them."""
    first_break = re.compile(r'class="[^"]*\b(written|keep-lines|timeline-text)\b[^"]*"[^>]*>\s*\n')
    assert [file.name for file in templates() if first_break.search(file.read_text("utf-8"))] == []
