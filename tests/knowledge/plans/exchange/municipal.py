"""Invented plans, laid out as municipalities lay theirs out, each with what stands where."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook

#: Section to a sentence that only stands there.
TEXTS = {
    "purpose": "Planen skal styrke fællesskaberne og gøre det let at handle i tide.",
    "target_groups": "Planen retter sig mod børn, unge og voksne i kommunen.",
    "local_picture": "Vi har haft tolv henvendelser på to år, de fleste om unge på nettet.",
    "organisation": "Tovholderen sidder i Børn og Unge og mødes med SSP hver måned.",
    "handling": "Alle henvendelser går til tovholderen, som ringer tilbage samme dag.",
    "emergency": "Er der fare for liv, ringes der 112, og direktøren orienteres.",
    "building": "Skolerne arbejder med kritisk tænkning i alle udskolingsklasser.",
    "anticipating": "Gadeteamet opsøger grupper, der er på vej ud på et sidespor.",
    "intervening": "Unge i et miljø får en fast kontaktperson i mindst et år.",
    "cooperation": "Klubber, boligforeninger og trossamfund inviteres to gange om året.",
    "competence": "Alle nye medarbejdere får et halvdagskursus i tegn og handlemuligheder.",
    "communication": "Skolelederne har et kort på én side med hvem de ringer til.",
    "evaluation": "Planen gennemgås hvert år i marts og skrives om hvert fjerde år.",
}
NAMES = {
    "purpose": "Formål og vision",
    "target_groups": "Målgruppe",
    "local_picture": "Det lokale billede",
    "organisation": "Organisering og ansvar",
    "handling": "Når du er bekymret",
    "emergency": "Akutte situationer",
    "building": "Generel forebyggelse",
    "anticipating": "Foregribende indsatser",
    "intervening": "Indgribende indsatser",
    "cooperation": "Samarbejdspartnere",
    "competence": "Kompetenceudvikling",
    "communication": "Kommunikation",
    "evaluation": "Opfølgning og evaluering",
}
ACTIONS = [
    ["Temadag på skolerne", "Skolechefen", "marts 2027"],
    ["Mentorkorps udvides", "Tovholderen", "2. kvartal 2027"],
    ["Netværk for forældre", "SSP", "2026"],
]
HEAD = ["Indsats", "Ansvarlig", "Tidsplan"]
Expected = dict[str, str]
Made = tuple[bytes, Expected]


def _saved(document: Any) -> bytes:
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def _texts(*left_out: str) -> Expected:
    return {text: code for code, text in TEXTS.items() if code not in left_out}


def _rows() -> Expected:
    return {row[0]: "actions" for row in ACTIONS}


def _fill(table: Any, rows: list[list[str]]) -> None:
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


def by_style() -> Made:
    """Headings by style, with an unmarked part under a marked one."""
    document = Document()
    document.add_heading("Handlingsplan mod ekstremisme", 0)
    for code, text in TEXTS.items():
        document.add_heading(NAMES[code], 1)
        document.add_paragraph(text)
    document.add_heading("Det gælder også om sommeren", 2)
    document.add_paragraph("Om sommeren svarer vagten.")
    return _saved(document), {**_texts(), "Om sommeren svarer vagten.": "evaluation"}


def by_bold() -> Made:
    """No styles: a heading is a line in bold."""
    document = Document()
    for code, text in TEXTS.items():
        document.add_paragraph().add_run(NAMES[code]).bold = True
        document.add_paragraph(text)
        document.add_paragraph("")
    return _saved(document), _texts()


def numbered() -> Made:
    """Plain lines with numbers that were typed."""
    document = Document()
    for number, (code, text) in enumerate(TEXTS.items(), 1):
        document.add_paragraph(f"{number}. {NAMES[code]}")
        document.add_paragraph(text)
    document.add_paragraph("13.1 Revision af planen")
    document.add_paragraph("Byrådet ser den i oktober.")
    return _saved(document), {**_texts(), "Byrådet ser den i oktober.": "evaluation"}


def action_tables() -> Made:
    """A text and a table of actions to each level, with headings by style."""
    document = Document()
    for code in ("purpose", "building", "anticipating", "intervening"):
        document.add_heading(NAMES[code], 1)
        document.add_paragraph(TEXTS[code])
        if code != "purpose":
            table = document.add_table(2, 3)
            place = ["building", "anticipating", "intervening"].index(code)
            _fill(table, [HEAD, ACTIONS[place]])
    texts = {TEXTS[code]: code for code in ("purpose", "building", "anticipating", "intervening")}
    return _saved(document), {**texts, **_rows()}


def two_columns() -> Made:
    """A table without borders: what it is about to the left, the text to the right."""
    document = Document()
    document.add_paragraph("Beredskabsplan")
    table = document.add_table(len(TEXTS), 2)
    _fill(table, [[NAMES[code], text] for code, text in TEXTS.items()])
    return _saved(document), _texts()


def text_boxes() -> Made:
    """The emergency part in a box beside the text, as in a folder that was designed."""
    document = Document()
    for code, text in TEXTS.items():
        if code == "emergency":
            continue
        document.add_heading(NAMES[code], 1)
        paragraph = document.add_paragraph(text)
        if code == "handling":
            inner = "".join(
                f"<w:p><w:r>{shape}<w:t>{line}</w:t></w:r></w:p>"
                for shape, line in (
                    ("<w:rPr><w:b/></w:rPr>", NAMES["emergency"]),
                    ("", TEXTS["emergency"]),
                )
            )
            box = (
                f"<w:r {nsdecls('w')}><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'>"
                f"<v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape>"
                "</w:pict></w:r>"
            )
            paragraph._p.append(parse_xml(box))
    return _saved(document), _texts()


def bullets() -> Made:
    """Headings in capitals and lists of points, actions among them."""
    document = Document()
    for code, text in TEXTS.items():
        document.add_paragraph(NAMES[code].upper())
        for part in (text, "Vi ser på det hvert år."):
            document.add_paragraph(part, style="List Bullet")
    document.add_paragraph("INDSATSER I 2027")
    for row in ACTIONS:
        document.add_paragraph(" – ".join(row), style="List Bullet")
    return _saved(document), {**_texts(), **_rows()}


def one_table() -> Made:
    """Everything in one table, also the actions, with merged rows as headings."""
    document = Document()
    table = document.add_table(0, 3)
    for code, text in TEXTS.items():
        row = table.add_row().cells
        row[0].merge(row[2]).text = NAMES[code]
        row = table.add_row().cells
        row[0].merge(row[2]).text = text
    for texts in [HEAD, *ACTIONS]:
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    return _saved(document), {**_texts(), **_rows()}


def own_words() -> Made:
    """Headings that a municipality found by itself, in a question's form."""
    document = Document()
    own = {
        "purpose": "Hvorfor har vi en plan?",
        "target_groups": "Hvem gælder planen for?",
        "local_picture": "Sådan ser det ud hos os",
        "organisation": "Hvem gør hvad?",
        "handling": "Hvad gør du, hvis du er bekymret?",
        "emergency": "Hvis det haster: akut fare",
        "building": "Trivsel og medborgerskab",
        "anticipating": "Børn og unge i risikogrupper",
        "intervening": "Mentor og exit",
        "cooperation": "Vores partnere i civilsamfundet",
        "competence": "Kurser for medarbejdere",
        "communication": "Presse og information",
        "evaluation": "Opfølgning",
    }
    for code, text in TEXTS.items():
        document.add_heading(own[code], 2)
        document.add_paragraph(text)
    return _saved(document), _texts()


def _book(*sheets: tuple[str, list[list[Any]]]) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets:
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    return book


def merged_heads() -> Made:
    """Excel: a title over the table, and a head of two rows with merged cells."""
    rows: list[list[Any]] = [
        ["Handlingskatalog 2026-2028", "", "", "", ""],
        [],
        ["Mål", "Indsats", "Ansvarlig", "Tid", ""],
        ["", "", "", "Start", "Slut"],
        ["Flere i fællesskaber", *ACTIONS[0][:2], "januar 2027", "marts 2027"],
        ["", *ACTIONS[1][:2], 2026, 2027],
        ["Trygge forældre", *ACTIONS[2][:2], "løbende", "2028"],
    ]
    book = _book(("Handlinger", rows))
    page = book["Handlinger"]
    for area in ("A1:E1", "D3:E3", "A3:A4", "B3:B4", "C3:C4", "A5:A6"):
        page.merge_cells(area)
    return _saved(book), _rows()


def sheets() -> Made:
    """Excel: a sheet of texts, one of actions, one of indicators, and one that is hidden."""
    texts: list[list[Any]] = [
        ["Emne", "Beskrivelse"],
        *([NAMES[code], text] for code, text in TEXTS.items()),
    ]
    counted: list[list[Any]] = [
        ["Indikator", "Enhed", "Udgangspunkt", "Måltal", "Kilde"],
        ["Henvendelser, der er besvaret samme dag", "procent", 60, 95, "Tovholderen"],
    ]
    book = _book(("Plan", texts), ("Indsatser", [HEAD, *ACTIONS]), ("Tal", counted))
    book.create_sheet("Noter")["A1"] = "Ikke til andre"
    book["Noter"].sheet_state = "hidden"
    expected = {**_texts(), **_rows(), counted[1][0]: "indicators"}
    return _saved(book), expected


def by_level() -> Made:
    """Chapters with numbered parts; headings of the law; a table to each level with other words."""
    document = Document()
    document.add_heading("1. Indledning", 1)
    document.add_heading("1.1 Baggrund og lovgrundlag", 2)
    document.add_paragraph(TEXTS["purpose"])
    document.add_heading("1.2 Hvem er planen for", 2)
    document.add_paragraph(TEXTS["target_groups"])
    document.add_heading("2. Forebyggelse", 1)
    document.add_heading("2.1 Det brede arbejde i skoler og klubber", 2)
    document.add_paragraph(TEXTS["building"])
    table = document.add_table(2, 4)
    _fill(table, [["Aktivitet", "Hvem?", "Hvornår?", "Succeskriterium"], [*ACTIONS[0], "90 %"]])
    document.add_heading("2.2 Opsporing", 2)
    document.add_paragraph(TEXTS["handling"])
    document.add_heading("3. Hvis det sker", 1)
    document.add_paragraph(TEXTS["emergency"])
    document.add_heading("4. Netværket omkring os", 1)
    document.add_paragraph(TEXTS["cooperation"])
    document.add_heading("5. Sådan følger vi op", 1)
    document.add_paragraph(TEXTS["evaluation"])
    left = ("local_picture", "organisation", "anticipating", "intervening", "competence")
    return _saved(document), {**_texts(*left, "communication"), ACTIONS[0][0]: "actions"}


def excel_plan() -> Made:
    """Excel: a table of texts and tasks with its own head on a sheet called Ark1."""
    rows: list[list[Any]] = [
        ["Kommunens plan", None, None, None],
        ["Nr.", "Fokusområde", "Det vil vi", "Tovholder"],
        [1, "Børn og unge", ACTIONS[0][0], ACTIONS[0][1]],
        [2, "Familier", ACTIONS[2][0], ACTIONS[2][1]],
    ]
    expected = {ACTIONS[0][0]: "actions", ACTIONS[2][0]: "actions"}
    return _saved(_book(("Ark1", rows))), expected


FILES: dict[str, Callable[[], Made]] = {
    one.__name__: one
    for one in (
        by_style,
        by_bold,
        numbered,
        action_tables,
        two_columns,
        text_boxes,
        bullets,
        one_table,
        own_words,
        merged_heads,
        sheets,
        by_level,
        excel_plan,
    )
}
