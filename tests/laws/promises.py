"""Every sentence of the hub's texts that says what the portal is or does, and the test of it.

Law 13 finds the sentences. A plan's own words are its municipality's, so plans and their templates
are not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

FILES = Path(__file__).resolve().parents[2] / "knowledge" / "corpus" / "files"
SPEAKS = re.compile(r"\bportal(en|ens)?\b", re.I)
SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]|$)")
OF_A_MUNICIPALITY = {"plans", "plan_templates"}
WHAT_IT_IS = "what it is made of or where it comes from; nothing it does"
NO_OTHERS = "tests/accounts/test_demo.py::test_every_role_of_every_kind_is_there"

#: File -> sentence -> the test that holds it.
PROMISES: dict[str, dict[str, str]] = {
    "actors.toml": {"Har ikke adgang til portalen.": NO_OTHERS},
    "brug-af-faelles-vurderingsramme.md": {
        "Portalens fælles vurderingsramme bygger på samme trin som det nationale værktøj: modtag og"
        " beskriv, analysér situationen, saml en vurdering og en anbefaling.": WHAT_IT_IS,
        "Teksterne er portalens egne.": WHAT_IT_IS,
        "Før portalen viser domæneprofilen, skriver du din vurdering: hvor bekymret er jeg, hvor"
        " meget haster det, hvorfor, og hvad kunne få mig til at skifte mening?": (
            "tests/screening/test_pages.py::test_profile_is_not_shown_before_the_lock"
        ),
        "Er svaret tydeligt, viser portalen, hvem der skal hjælpe nu: politiet, og ved ønsket om at"
        " dø den akutte psykiatri eller lægen.": (
            "tests/screening/test_critical_signs.py::"
            "test_a_clear_wish_to_die_leads_to_help_and_not_to_the_police"
        ),
    },
    "deling-efter-paragraf-115.md": {
        "I portalen får modtageren en kopi af de oplysninger, der er valgt, og intet andet, til"
        " delingen udløber.": (
            "tests/casework/actions/test_course.py::test_what_is_shared_is_what_was_chosen_then"
        ),
    },
    "demo-faelles-visitation.md": {
        "Teksten viser, hvordan en praksis kan beskrives i portalen.": (
            "tests/knowledge/articles/test_list.py::test_article_shows_every_part"
        ),
    },
    "den-danske-model.md": {
        "PET har ingen adgang til denne portal.": NO_OTHERS,
        "Portalen henter derfor kontaktoplysninger ét sted fra.": (
            "tests/knowledge/corpus/test_files.py::"
            "test_no_person_number_no_unknown_phone_and_no_unwanted_word"
        ),
    },
    "evaluering-af-centeret.md": {
        "Portalens fælles statusser er et bud på at ændre det.": (
            "tests/casework/rules/test_workflow.py::test_names_and_events_are_one_to_one"
        ),
        "Del jeres erfaringer med portalen; de bliver vurderet på fem dimensioner, og svage"
        " resultater er lige så nyttige som stærke.": (
            "tests/knowledge/corpus/test_files.py::test_practices_carry_the_whole_declaration"
        ),
    },
    "exitforloeb.md": {
        "PET er ikke part i portalen, og oplysninger derfra hører ikke hjemme i kommunens sag.": (
            NO_OTHERS
        ),
    },
    "genhenvendelser-og-eftertjek.md": {
        "Portalen søger ved oprettelse efter samme person i egen kommune og kræver, at man svarer:"
        " *samme person*, *anden person* eller *ved ikke*.": (
            "tests/casework/pages/test_intake_pages.py::test_a_known_citizen_cannot_be_passed_over"
        ),
        "Portalen lægger derfor kun eftertjek på sager, hvor der var en indsats.": (
            "tests/casework/rules/test_workflow.py::test_each_open_gate_is_named"
        ),
    },
    "glossary.toml": {"Den har ikke adgang til portalen.": NO_OTHERS},
    "kildebeskyttelse.md": {
        "I portalen skjules både navnet på en afsender, der skal beskyttes, og om det er en"
        " forælder, en nabo eller en kollega.": (
            "tests/laws/test_law_01_round_trip.py::"
            "test_a_protected_source_is_covered_until_somebody_says_what_for"
        ),
    },
    "kommunens-beredskab.md": {
        "Planerne i portalen er delt op på samme måde, så de kan læses ved siden af hinanden.": (
            "tests/knowledge/corpus/test_files.py::test_plan_is_complete"
        ),
        "Portalens liste over kommunernes planer viser, hvornår hver plan senest revideres.": (
            "tests/browser/test_journey_plan.py::test_from_the_list_to_a_plan"
        ),
    },
    "mentorforloeb.md": {
        "Det er grunden til, at portalen behandler et mentorforløb som en selvstændig indsats med"
        " start, mål og afslutning.": (
            "tests/casework/actions/test_rules.py::"
            "test_texts_of_a_measure_and_a_concern_come_back_as_written"
        ),
    },
    "observation-og-fortolkning.md": {
        "Derfor har portalen to felter: det sete og hørte i det ene, fortolkningen i det andet.": (
            "tests/laws/test_law_01_round_trip.py::"
            "test_every_answer_of_the_intake_is_read_on_a_page_of_the_case"
        ),
    },
    "oplysningspligt-og-aktindsigt.md": {
        "Sagens oplysninger, delinger og vurderinger står på sagens side i portalen, som kan"
        " udskrives.": "tests/casework/pages/test_record.py::"
        "test_law_1_every_field_of_a_citizen_is_on_her_case",
        "Portalen noterer tidspunktet for hver side om en borger, der åbnes.": (
            "tests/matrix/test_walls_log.py::test_no_page_shows_a_row_that_the_log_does_not_name"
        ),
    },
    "spj-redskaber-sammenlignet.md": {
        "Portalens ramme har egne spørgsmål i almindeligt sprog.": (
            "tests/screening/test_instruments.py::test_every_indicator_can_be_used_without_a_manual"
        ),
    },
    "stigma-og-selvopfyldende-profeti.md": {
        "Portalen drager tre konsekvenser: Ingen samlet sum vises for en person, ingen kan søge"
        " efter mennesker på deres svar, og spørgsmål, vægte og begrundelser er offentlige.": (
            "tests/screening/test_open_method.py::"
            "test_every_word_of_a_version_is_read_without_log_in"
        ),
    },
}


def sentences() -> Iterator[tuple[str, str]]:
    """File and sentence, wherever a text speaks of the portal."""
    for path in sorted(FILES.rglob("*.*")):
        if path.suffix in {".md", ".toml"} and path.parent.name not in OF_A_MUNICIPALITY:
            for line in path.read_text(encoding="utf-8").splitlines():
                if not line.startswith("#") and SPEAKS.search(line):
                    found = (each.strip(" *") for each in SENTENCE.findall(line))
                    yield from ((path.name, one) for one in found if SPEAKS.search(one))
