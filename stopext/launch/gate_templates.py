"""Every template compiles: unknown tags, filters and parents are found before a visitor does."""

import re
import sys
from collections.abc import Iterator

import django
from django.template import Template, TemplateDoesNotExist, TemplateSyntaxError, engines
from django.template.backends.django import DjangoTemplates
from django.template.base import Lexer, TokenType
from django.template.loader_tags import ExtendsNode, IncludeNode

from stopext.launch.paths import ROOT, template_folders

_MARK = re.compile(r"\{[#%{]")


def main() -> int:
    """Compile each of our templates with the parents and parts it names by a constant."""
    django.setup()
    engine = engines["django"]
    assert isinstance(engine, DjangoTemplates)  # noqa: S101 - narrows the type
    found = (file for folder in template_folders() for file in folder.rglob("*.*"))
    files = sorted(file for file in found if file.is_file())
    problems = []
    for file in files:
        text = file.read_text(encoding="utf-8")
        problems += [f"{file.relative_to(ROOT)}: {problem}" for problem in shown_marks(text)]
        try:
            template = engine.engine.from_string(text)
            for name in _named(template):
                engine.engine.get_template(name)
        except (TemplateSyntaxError, TemplateDoesNotExist) as error:
            problems.append(f"{file.relative_to(ROOT)}: {error}")
    print("\n".join([*problems, f"{len(files)} templates looked at"]))
    return 1 if problems or not files else 0


def shown_marks(text: str) -> Iterator[str]:
    """Problems with tags and comments that go on in the next line: Django shows them as text."""
    for token in Lexer(text).tokenize():
        if token.token_type == TokenType.TEXT and (found := _MARK.search(token.contents)):
            line = (token.lineno or 0) + token.contents[: found.start()].count("\n")
            yield f"line {line}: {found[0]} is not closed in its line, so visitors see it"


def _named(template: Template) -> Iterator[str]:
    for kind, attribute in ((ExtendsNode, "parent_name"), (IncludeNode, "template")):
        for node in template.nodelist.get_nodes_by_type(kind):
            name = getattr(getattr(node, attribute), "var", None)
            if isinstance(name, str):
                yield name


if __name__ == "__main__":
    sys.exit(main())
