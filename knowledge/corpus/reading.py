"""Content files in, checked shapes out; what is wrong is said with the file's name, in Danish."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, TypeVar

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

FENCE = "+++"

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$")]
Texts = tuple[Text, ...]


class ContentError(ValueError):
    """A content file does not have the agreed shape."""


class Shape(BaseModel):
    """Part of a content file. A field nobody knows is refused: it is a slip of the pen."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", use_enum_values=True, populate_by_name=True
    )


Read = TypeVar("Read", bound=Shape)


def toml(path: Path, text: str | None = None) -> dict[str, Any]:
    """The tables of a file, or of ``text`` out of it.

    Raises:
        ContentError: it is no TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8") if text is None else text)
    except tomllib.TOMLDecodeError as error:
        raise ContentError(_("%s: filen er ikke gyldig TOML (%s).") % (path.name, error)) from error


def split_front_matter(path: Path) -> tuple[dict[str, Any], str]:
    """The tables between the two fences of a file, and the text after them.

    Raises:
        ContentError: a fence is missing, or between them stands no TOML.
    """
    lines = path.read_text(encoding="utf-8").split("\n")
    if lines[0] != FENCE or FENCE not in lines[1:]:
        raise ContentError(_("%s: filen mangler indledning mellem to linjer med +++.") % path.name)
    end = lines.index(FENCE, 1)
    return toml(path, "\n".join(lines[1:end])), "\n".join(lines[end + 1 :]).strip()


def checked(shape: type[Read], data: Any, path: Path) -> Read:
    """``data`` of the file as a ``shape``.

    Raises:
        ContentError: naming the file, each place in it, and what is wrong there.
    """
    try:
        return shape.model_validate(data)
    except ValidationError as error:
        faults = [_fault(found["loc"], found["type"], found["msg"]) for found in error.errors()]
        raise ContentError(f"{path.name}: {' '.join(faults)}") from error


def _fault(where: Iterable[Any], kind: str, said: str) -> str:
    place = ".".join(str(part + 1 if isinstance(part, int) else part) for part in where)
    words = {
        "missing": _("feltet %s mangler."),
        "extra_forbidden": _("feltet %s kendes ikke."),
        "enum": _("feltet %s har en værdi, som ikke er på listen."),
        "string_too_short": _("feltet %s er tomt."),
        "string_too_long": _("feltet %s er for langt."),
        "value_error": said.removeprefix("Value error, "),
    }
    template = words.get(kind, _("feltet %s har ikke den rigtige form."))
    return template % place if "%s" in template else template
