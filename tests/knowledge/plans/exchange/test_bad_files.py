"""Files that are not what they should be: refused in words, with 422, and nothing is written."""

from __future__ import annotations

import tracemalloc
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook

from knowledge.plans.exchange import documents, packages, uploaded
from knowledge.plans.exchange.packages import Package, looked_through
from knowledge.plans.models import Action
from stopext.access.errors import Invalid
from tests.knowledge.plans.browsing import page
from tests.knowledge.plans.exchange.files import CHANGES, edited, fetched, packed, rewritten, sent
from tests.matrix.plans import plan_begun, write
from tests.support.rows import rows_of
from tests.support.world import Person

SHEET = "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENTITY = '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><a>&d;</a>'
TYPES = (
    '<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
)


def with_macros() -> bytes:
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("xl/workbook.xml", "<a/>")
    return kept.getvalue()


def locked() -> bytes:
    content = bytearray(packed(xl__workbook_xml="<a/>"))
    content[6] |= 1  # the flags of the first part, in both of its headers
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "Filen er tom"),
    "text": (lambda: b"Handling;Ansvarlig", "hverken fra Word eller Excel"),
    "pdf": (lambda: b"%PDF-1.7 ...", "Filen er en PDF"),
    "picture": (lambda: b"\x89PNG\r\n", "hverken fra Word eller Excel"),
    "old": (lambda: OLE + b"\0" * 600, "ældre format"),
    "password": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "adgangskode"),
    "zip_password": (locked, "adgangskode"),
    "broken": (lambda: packed(xl__workbook_xml="<a/>")[:40], "beskadiget"),
    "no_xml": (lambda: packed(xl__workbook_xml="\x00<<<"), "beskadiget"),
    "other_zip": (lambda: packed(content_xml="<a/>"), "hverken fra Word eller Excel"),
    "macros": (with_macros, "makroer"),
    "macro_part": (
        lambda: packed(word__document_xml="<a/>", word__vbaProject_bin="x"),
        "makroer",
    ),
    "entities": (lambda: packed(xl__workbook_xml=ENTITY), "ikke skrevet af Word"),
    "wide": (lambda: packed(xl__workbook_xml=ENTITY.encode("utf-16")), "ikke skrevet af Word"),
    "bomb": (lambda: packed(xl__workbook_xml=b" " * (packages.XML + 1)), "fylder for meget"),
    "many": (
        lambda: packed(xl__workbook_xml="<a/>", **{f"x{n}": "" for n in range(packages.ENTRIES)}),
        "fylder for meget",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_in_words(lead: Person, name: str) -> None:
    make, told = BAD[name]
    with lead.acts():
        write(lead, lambda what: what, plan_begun(lead))
    browser = lead.browser()

    answer = sent(browser, make())

    assert (answer.status_code, told in answer.content.decode()) == (422, True)
    with lead.acts():
        assert rows_of(Action).count() == 1


def test_no_file_is_asked_for(lead: Person) -> None:
    with lead.acts():
        plan_begun(lead)
    browser = lead.browser()
    answer = browser.post("/handlingsplaner/min/rediger/filer/", {"idempotency_key": "1"})
    assert (answer.status_code, "Vælg en fil" in answer.content.decode()) == (422, True)


def test_what_unpacks_to_much_is_refused_before_it_is_unpacked() -> None:
    content = packed(xl__workbook_xml=b" " * (packages.XML * 4))
    tracemalloc.start()
    with pytest.raises(Invalid):
        looked_through(BytesIO(content))
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2_000_000


def test_rows_beyond_the_limit_are_refused_and_empty_ones_are_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    book = Workbook()
    for number in (1, 2, 900):
        book.worksheets[0].cell(number, 1, "x")
    kept = BytesIO()
    book.save(kept)
    read = uploaded.loaded(Package("xlsx", kept.getvalue()))
    assert [number for number, _row in uploaded.rows_of(read.worksheets[0])] == [1, 2, 900]
    monkeypatch.setattr(uploaded, "MOST_ROWS", 2)
    with pytest.raises(Invalid, match="mere end 2"):
        list(uploaded.rows_of(read.worksheets[0]))


def test_numbers_in_the_file_cost_no_time_and_no_memory() -> None:
    """A cell that covers a billion columns, boxes in boxes, a row with a number beyond any."""
    document = Document()
    cell = document.add_table(2, 1).cell(0, 0)
    cell.text = "Overskrift"
    cell._tc.get_or_add_tcPr().get_or_add_gridSpan().val = 10**9
    inner = f"<w:p {nsdecls('w')}><w:r><w:t>Inderst</w:t></w:r></w:p>"
    for _deep in range(40):
        inner = (
            f"<w:p {nsdecls('w')}><w:r><w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict>"
            "</w:r></w:p>"
        )
    document.element.body.append(parse_xml(inner))
    kept = BytesIO()
    document.save(kept)
    found, _faults = documents.blocks(Package("docx", kept.getvalue()))
    assert [block.text for block in found if block.text] == ["Inderst"]
    assert max(len(row) for block in found for row in block.rows) == documents.MOST_COLUMNS

    book, kept = Workbook(), BytesIO()
    book.worksheets[0].cell(77, 1, "x")
    book.save(kept)
    far = rewritten(kept.getvalue(), SHEET, b'r="77"', b'r="99999999999"')
    read = uploaded.loaded(Package("xlsx", far))
    with pytest.raises(Invalid):
        list(uploaded.rows_of(read.worksheets[0]))


def test_a_sheet_that_says_it_is_smaller_than_it_is_loses_no_row() -> None:
    book, kept = Workbook(), BytesIO()
    for number in (1, 2, 3):
        book.worksheets[0].cell(number, 1, "x")
    book.save(kept)
    small = rewritten(kept.getvalue(), SHEET, b'ref="A1:A3"', b'ref="A1:A1"')
    read = uploaded.loaded(Package("xlsx", small))
    assert [number for number, _row in uploaded.rows_of(read.worksheets[0])] == [1, 2, 3]


def _merged(book: Any) -> None:
    book["Handlinger"].merge_cells("C2:D2")


def _hidden(book: Any) -> None:
    book.create_sheet("Noter")["A1"] = "Min"
    book["Noter"].sheet_state = "hidden"


def _sheet_gone(book: Any) -> None:
    del book["Målinger"]


def _keys_gone(book: Any) -> None:
    book["Handlinger"].delete_cols(1)


def _memory_wrong(book: Any) -> None:
    book["stopekstremisme"]["C4"] = "{"


@pytest.mark.parametrize(
    ("edit", "told"),
    [(_merged, "Vælg en af"), (_hidden, "ikke et af portalens"), (_sheet_gone, "er der ikke")],
)
def test_what_is_odd_in_a_file_of_ours_is_told(lead: Person, edit: Any, told: str) -> None:
    with lead.acts():
        write(lead, lambda what: what, plan_begun(lead))
    browser = lead.browser()
    assert sent(browser, edited(fetched(browser), edit)).headers["Location"] == CHANGES
    shown = page(browser, CHANGES)
    assert (told in shown, "Fjernede rækker" in shown) == (True, False)


@pytest.mark.parametrize(
    ("edit", "told"), [(_keys_gone, "kolonne med nøgler"), (_memory_wrong, "beskadiget")]
)
def test_a_file_of_ours_without_its_keys_is_refused(lead: Person, edit: Any, told: str) -> None:
    with lead.acts():
        write(lead, lambda what: what, plan_begun(lead))
    browser = lead.browser()
    answer = sent(browser, edited(fetched(browser), edit))
    assert (answer.status_code, told in answer.content.decode()) == (422, True)
