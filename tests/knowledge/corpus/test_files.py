"""The editorial corpus: every file parses, every choice is known, every link leads somewhere.

Each test compares the list of faults with the empty list, and
``test_the_corpus_is_as_large_as_promised`` proves that there was something to look at.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import chain

import pytest

from knowledge.corpus import loader
from knowledge.corpus.plan_shapes import Plan
from knowledge.corpus.shapes import Article, Practice

ARTICLES = loader.load_articles()
TERMS = loader.load_terms()
ACTORS = loader.load_actors()
PLANS = loader.load_plans()
TEMPLATES = loader.load_templates()
GUIDE = loader.load_guide()

ARTICLE_SLUGS = {article.slug for article in ARTICLES}
TERM_SLUGS = {term.slug for term in TERMS}
THEME_SLUGS = {article.slug for article in ARTICLES if article.type == "theme"}
PRACTICES = {article.slug: article for article in ARTICLES if isinstance(article, Practice)}

CPR_LIKE = re.compile(r"\b\d{6}[- ]?\d{4}\b")
PHONE = re.compile(r"\b\d{2} \d{2} \d{2} \d{2}\b")
MARKDOWN_LINK = re.compile(r"\]\(([^)]*)\)")
UNWANTED_WORDS = ("risikoperson", "TODO", "lorem")
KNOWN_PHONES = {"41 74 90 90"}


def words(article: Article) -> int:
    """Count what a reader reads: the body and, for a practice, its lists."""
    lists: tuple[str, ...] = ()
    if isinstance(article, Practice):
        lists = (
            article.core_elements
            + article.first_steps
            + article.preconditions
            + article.risks
            + article.unknowns
        )
    return sum(len(text.split()) for text in (article.gist, article.body, *lists))


def paragraphs() -> Iterator[tuple[str, str]]:
    """Yield (where, paragraph) for every paragraph of articles and plans."""
    for article in ARTICLES:
        for block in article.body.split("\n\n"):
            yield article.slug, block.strip()
    for plan in PLANS:
        for text in (plan.vision, *plan.sections.values()):
            yield plan.municipality_code, text


def raw_files() -> list[tuple[str, str]]:
    found = [
        path for suffix in ("*.md", "*.toml") for path in sorted(loader.CONTENT_DIR.rglob(suffix))
    ]
    return [(path.name, path.read_text(encoding="utf-8")) for path in found]


def test_the_corpus_is_as_large_as_promised() -> None:
    by_type = Counter(article.type for article in ARTICLES)

    assert by_type == {"practice": 18, "guidance": 17, "research": 9, "theme": 5}
    assert len(TERMS) >= 95
    assert len(ACTORS) >= 15
    assert {plan.municipality_code for plan in PLANS} == {
        "0430",
        "0461",
        "0727",
        "0751",
        "0813",
        "0851",
    }
    assert len(raw_files()) == len(ARTICLES) + len(PLANS) + len(TEMPLATES) + 3


def test_every_article_says_whom_and_what_it_is_about() -> None:
    described = ("audience", "triangle", "forms", "setting")
    faults = [(a.slug, field) for a in ARTICLES for field in described if not getattr(a, field)]

    assert faults == []


def test_article_lengths_hold() -> None:
    faults = [
        (article.slug, words(article), len(article.gist))
        for article in ARTICLES
        if not (450 <= words(article) <= 900 and 0 < len(article.gist) <= 300)
    ]

    assert faults == []


def test_article_dates_run_from_publication_over_update_to_review() -> None:
    faults = [
        article.slug
        for article in ARTICLES
        if not (
            date(2025, 1, 1)
            <= article.published
            <= article.updated
            < article.next_review
            <= date(2027, 12, 31)
        )
    ]

    assert faults == []


def test_every_article_has_sources_keywords_and_related_reading() -> None:
    faults = [
        article.slug
        for article in ARTICLES
        if not (article.sources and len(article.keywords) >= 5 and len(article.related) >= 3)
    ]

    assert faults == []


def test_bodies_use_only_plain_markdown() -> None:
    forbidden = re.compile(r"^#(?!##? )|^####|^\||<[a-zA-Z/!]|!\[", re.MULTILINE)
    faults = [article.slug for article in ARTICLES if forbidden.search(article.body)]
    shapeless = [a.slug for a in ARTICLES if len(re.findall("^## ", a.body, re.MULTILINE)) < 3]

    assert (faults, shapeless) == ([], [])


def test_a_function_and_never_a_person_is_responsible() -> None:
    faults = {
        a.responsible for a in ARTICLES if not re.search(r"(team|gruppen)(et)?$", a.responsible)
    }

    assert faults == set()


def test_practices_carry_the_whole_declaration() -> None:
    faults = [
        (slug, dimension)
        for slug, facts in PRACTICES.items()
        for dimension, judgement in facts.evidence
        if len(judgement.reason.split()) < 3
    ]
    short = [
        slug
        for slug, facts in PRACTICES.items()
        if min(len(facts.core_elements), len(facts.first_steps), len(facts.preconditions)) < 3
        or min(len(facts.risks), len(facts.unknowns)) < 2
    ]

    assert (faults, short) == ([], [])


def test_practice_bodies_have_problem_method_and_experience() -> None:
    faults = [
        article.slug
        for article in ARTICLES
        if isinstance(article, Practice)
        and not article.demo
        and not all(f"## {part}" in article.body for part in ("Problemet", "Metoden", "Erfaring"))
    ]

    assert faults == []


def test_invented_examples_say_so() -> None:
    demos = [article for article in ARTICLES if article.demo]

    assert len(demos) == 2
    assert [d.slug for d in demos if not d.title.startswith("Eksempel til demonstration")] == []
    assert [d.slug for d in demos if "**Eksempel til demonstration.**" not in d.body] == []
    assert [p.title for p in PLANS if not p.title.startswith("Demonstrationsplan")] == []


def test_internal_links_lead_somewhere() -> None:
    related = [
        (article.slug, slug)
        for article in ARTICLES
        for slug in article.related
        if slug not in ARTICLE_SLUGS - {article.slug}
    ]
    themes = [
        (article.slug, slug)
        for article in ARTICLES
        for slug in article.themes
        if slug not in THEME_SLUGS
    ]
    targets = {"artikel": ARTICLE_SLUGS, "begreb": TERM_SLUGS}
    links = [(a.slug, link) for a in ARTICLES for link in MARKDOWN_LINK.findall(a.body)]
    broken = [
        (slug, link)
        for slug, link in links
        if link.partition(":")[2] not in targets.get(link.partition(":")[0], set())
    ]

    assert (related, themes, broken) == ([], [], [])
    assert len(links) > 30


def test_every_theme_is_used_by_other_articles() -> None:
    used = set(chain.from_iterable(article.themes for article in ARTICLES))

    assert used == THEME_SLUGS


def test_nothing_occurs_twice() -> None:
    repeated = [
        text
        for text, count in Counter(text for _, text in paragraphs() if len(text) > 40).items()
        if count > 1
    ]
    slugs = [
        slug
        for slug, count in Counter(
            [a.slug for a in ARTICLES] + [f"begreb {t.slug}" for t in TERMS]
        ).items()
        if count > 1
    ]
    names = [name for name, count in Counter(t.term for t in TERMS).items() if count > 1]
    actors = [slug for slug, count in Counter(a.slug for a in ACTORS).items() if count > 1]

    assert (repeated, slugs, names, actors) == ([], [], [], [])


def test_no_person_number_no_unknown_phone_and_no_unwanted_word() -> None:
    cpr = [name for name, text in raw_files() if CPR_LIKE.search(text)]
    phones = [
        (name, number)
        for name, text in raw_files()
        for number in PHONE.findall(text)
        if number not in KNOWN_PHONES
    ]
    unwanted = [
        (name, word) for name, text in raw_files() for word in UNWANTED_WORDS if word in text
    ]

    assert (cpr, phones, unwanted) == ([], [], [])


def test_contact_addresses_are_invented() -> None:
    assert [a.slug for a in ACTORS if a.email and not a.email.endswith(".example")] == []
    assert {a.phone for a in ACTORS if a.phone} == {"112", "114", "41 74 90 90"}
    assert {a.level for a in ACTORS} == {"national", "regional", "local"}


def test_terms_are_explained_and_the_abbreviations_searched_for_are_known() -> None:
    abbreviations = set(chain.from_iterable(term.abbreviations for term in TERMS))

    assert [t.slug for t in TERMS if not (t.english and len(t.definition.split()) >= 5)] == []
    assert [t.slug for t in TERMS if not re.fullmatch(r"[a-z0-9-]+", t.slug)] == []
    assert {"SSP", "PSP", "KSP", "PET", "VTD"} <= abbreviations


def test_guide_has_three_steps_whose_phones_exist() -> None:
    assert [step.key for step in GUIDE.steps] == ["akut", "barn", "ellers"]
    assert [p for step in GUIDE.steps for p in step.phones if p not in GUIDE.phones] == []
    assert min(len(signs.points) for signs in (GUIDE.serious_signs, GUIDE.combined_signs)) >= 6
    assert len(GUIDE.afterwards) == 5


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.municipality_code)
def test_plan_is_complete(plan: Plan) -> None:
    adopted = plan.adopted_on
    lengths = [len(text.split()) for text in plan.sections.values()]

    assert (adopted is None) == (plan.status in ("draft", "hearing"))
    assert adopted is None or plan.revision_due <= adopted.replace(year=adopted.year + 4)
    assert len(lengths) == 13
    assert plan.status == "draft" or [n for n in lengths if not 60 <= n <= 180] == []
    assert plan.goals
    assert plan.action_cards


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.municipality_code)
def test_plan_goals_have_owned_actions_and_measured_indicators(plan: Plan) -> None:
    actions = [action for goal in plan.goals for action in goal.actions]

    assert [g.text for g in plan.goals if not (g.actions and g.indicators)] == []
    assert [
        action.title
        for action in actions
        if action.practice not in PRACTICES or action.start >= action.end
    ] == []
    assert [c.audience for c in plan.action_cards if len(c.steps) < 4 or not c.contacts] == []
