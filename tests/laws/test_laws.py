"""Every law of the house has its test, named after it."""

from __future__ import annotations

import ast
from pathlib import Path

LAWS = range(1, 22)
HERE = Path(__file__).parent
FILES = {path.name: path for path in HERE.glob("test_law_*.py")}


def test_each_law_has_its_file() -> None:
    numbers = sorted(int(name.split("_")[2]) for name in FILES)

    assert numbers == [*LAWS]


def test_each_file_says_what_it_covers_and_tests_it() -> None:
    for name, path in FILES.items():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        tests = [
            node
            for node in tree.body
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        ]
        number = int(name.split("_")[2])
        assert (ast.get_docstring(tree) or "").startswith(f"Law {number}: "), name
        assert tests, name
