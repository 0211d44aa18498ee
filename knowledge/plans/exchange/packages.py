"""Files of Word and Excel, looked through before anything reads them.

Both are zip archives of XML. What is refused is refused here, by what the file is and not by what
it is called, before a parser has seen a byte of it: so memory and time are bounded.
"""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from stopext.access.errors import Invalid

#: Bytes of everything in the archive as it would be unpacked, of its XML alone, and parts of it.
UNPACKED, XML, ENTRIES = 60_000_000, 12_000_000, 2000
#: How the older formats of Word and Excel begin, and today's when they have a password.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_MAIN = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
#: Office writes no document types and no entities; who does wants something of the reader.
_TRICKS = (b"<!DOCTYPE", b"<!ENTITY")
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)


@dataclass(frozen=True, slots=True)
class Package:
    """A file that may be read: ``docx`` or ``xlsx``."""

    kind: str
    content: bytes

    def stream(self) -> BytesIO:
        """The file from its beginning."""
        return BytesIO(self.content)


def looked_through(file: Any) -> Package:
    """An uploaded file that is what it should be.

    Raises:
        Invalid: in words, what it is instead and what to do.
    """
    content: bytes = file.read()
    _refuse_other(content)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return Package(_kind(archive), content)
    except Invalid:
        raise
    except _BROKEN as error:
        raise broken() from error


def broken() -> Invalid:
    """A file that begins well and cannot be read."""
    return Invalid(
        _("Filen er beskadiget og kan ikke læses. Åbn den, gem den på ny, og vælg den igen."),
        "file",
    )


def _refuse_other(content: bytes) -> None:
    reason = ""
    if content.startswith(_OLE):
        reason = _("Filen er i et ældre format. Gem den som .docx eller .xlsx, og vælg den igen.")
        if _PASSWORD in content:
            reason = _("Filen er låst med en adgangskode. Fjern koden, og vælg filen igen.")
    elif content.startswith(b"%PDF"):
        reason = _(
            "Filen er en PDF, og af den kan afsnit og tabeller ikke læses sikkert. Vælg den Word- "
            "eller Excel-fil, som den er lavet af."
        )
    elif not content.startswith(b"PK"):
        reason = _neither()
    if reason:
        raise Invalid(reason, "file")


def _neither() -> str:
    return _(
        "Filen er hverken fra Word eller Excel. Vælg en fil, der slutter på .docx eller .xlsx."
    )


def _kind(archive: zipfile.ZipFile) -> str:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    kind = next((kind for name, kind in _MAIN.items() if name in names), "")
    texts = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
    reason = ""
    if any(part.flag_bits & 1 for part in parts):
        reason = _("Filen er låst med en adgangskode. Fjern koden, og vælg filen igen.")
    elif (
        len(parts) > ENTRIES
        or sum(part.file_size for part in parts) > UNPACKED
        or sum(part.file_size for part in texts) > XML
    ):
        reason = _("Filen fylder for meget, når den pakkes ud. Fjern billeder og tomme rækker.")
    elif not kind:
        reason = _neither()
    elif _has_macros(archive, names):
        reason = _("Filen indeholder makroer. Gem den som .docx eller .xlsx, og vælg den igen.")
    elif any(_is_trick(archive, part) for part in texts):
        reason = _("Filen er ikke skrevet af Word eller Excel. Gem den på ny derfra.")
    if reason:
        raise Invalid(reason, "file")
    return kind


def _has_macros(archive: zipfile.ZipFile, names: set[str]) -> bool:
    if any(name.endswith("vbaProject.bin") for name in names):
        return True
    return "[Content_Types].xml" in names and b"macroEnabled" in archive.read("[Content_Types].xml")


def _is_trick(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    text = archive.read(part)
    return text.startswith(_WIDE) or any(trick in text for trick in _TRICKS)
