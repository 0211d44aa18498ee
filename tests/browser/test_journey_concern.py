"""Journey 1: a concern becomes help, across two authorities, while the neighbour sees nothing."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import NamedTuple

from django.utils import timezone

from stopext.access.roles import Role
from stopext.web.dates import format_date
from tests.browser.examining import examine
from tests.browser.fixtures import NewVisitor
from tests.browser.site import Site
from tests.browser.visitor import Visitor, persona

HOME, NEIGHBOUR, DISTRICT = 851, 813, 1460
CITIZEN = "Frederik Kanariebjerg"
SEEN = "Eleven har delt opslag om at forsvare gruppen med vold. Set af en lærer den 3. marts."
LONG = "Set af to fagpersoner hver for sig. Bekymringen begyndte efter et brud i familien, men " * 2


class People(NamedTuple):
    """Those who take part."""

    caseworker: Visitor
    coordinator: Visitor
    police: Visitor


def test_a_concern_becomes_help(new_visitor: NewVisitor, site: Site) -> None:
    people = People(
        new_visitor().log_in(HOME, Role.CASEWORKER),
        new_visitor().log_in(HOME, Role.COORDINATOR),
        new_visitor().log_in(DISTRICT, Role.POLICE_COORDINATOR),
    )
    case = register(people.caseworker)
    number = people.caseworker.page.locator("h1").inner_text()
    triage(people.coordinator, case)
    share(people.coordinator, case)
    receive(people.police, number)
    sheet = people.coordinator
    sheet.page.reload()
    sheet.says(persona(DISTRICT, Role.POLICE_COORDINATOR).name)
    agree(people, case)
    help_starts(people.coordinator, case)
    close(people.coordinator, case)
    # Logged in only now: whoever waits for the whole journey on a slow machine is logged out.
    neighbour_sees_nothing(new_visitor().log_in(NEIGHBOUR, Role.COORDINATOR), case, number)
    log_tells_who_looked(new_visitor().log_in(HOME, Role.LOG_REVIEWER), case)


def register(at: Visitor) -> str:
    """Four pages by keyboard alone; the address of the new case."""
    at.open("/sager/ny/")
    at.key_press("Gem og fortsæt")
    at.says("Svar ja eller nej.")
    at.page.goto(at.page.url)
    for question in ("Har borgeren våben", "Er der peget på", "Er der tegn på", "Har borgeren tal"):
        at.key_choose(question, "Nej")
    at.key_press("Gem og fortsæt")

    at.key_choose("Ved du, hvem borgeren er?", "Ja, identiteten er kendt")
    at.type_in("Borgerens navn", CITIZEN)
    at.type_in("Fødselsår", "1998")
    at.key_press("Gem og fortsæt")

    at.says("Er borgeren kendt i forvejen?", "Ingen bekymring, du må kende til, ligner")
    at.key_press("Gem og fortsæt")

    at.type_in("Hvad er set eller hørt", SEEN)
    at.key_choose("Hvor kommer oplysningen fra?", "Set eller hørt direkte")
    at.type_in("Hvad tolkes det som?", "Han søger et fællesskab efter bruddet.")
    at.tab_to(at.page.get_by_label("Form for ekstremisme"))
    at.page.keyboard.type("Bland")
    at.key_press("Gem og fortsæt")

    at.tab_to(at.page.get_by_label("Hvordan kom henvendelsen?"))
    at.page.keyboard.type("Telefon")
    at.tab_to(at.page.get_by_label("Hvem henvender sig?"))
    at.page.keyboard.type("Skole")
    at.key_choose("Er borgeren orienteret", "Ja")
    at.key_press("Gem som sag")
    at.says("Bekymringen er gemt i sag", "Slettedatoen sættes, når sagen afsluttes")
    return at.path


def triage(at: Visitor, case: str) -> None:
    """Appoint, assess, and take the case as far as the analysis."""
    at.open(case)
    at.click("Udpeg tovholder")
    at.pick("Tovholder", f"{persona(HOME, Role.COORDINATOR).name}, tovholder")
    at.click("Udpeg tovholder")
    at.says("Tovholderen er udpeget.")
    at.click("Skriv den indledende vurdering")
    at.choose("Hvor hører bekymringen til?", "Drøftes i infohuset")
    at.fill("Begrundelse", "Skolen og familien er enige om, at han trækker sig fra venner.")
    at.choose("Hvad svarer politiet", "Intet til hinder")
    at.click("Gem vurderingen")
    at.click("Indhent oplysninger til infohuset")
    at.fill("Begrundelse", "Vi mangler skolens og politiets billede.")
    at.click("Indhent oplysninger til infohuset")
    at.says("Oplysninger indhentes")
    at.open(f"{case}personer/tilfoej/")
    at.pick("Kollega", f"{persona(HOME, Role.CASEWORKER, 0).name}, sagsbehandler")
    at.click("Sæt kollega på sagen")


def share(at: Visitor, case: str) -> None:
    """Chosen items, seen as the receiver will see them, on a legal basis."""
    at.open(case)
    at.click("Del med infohuset")
    seen = at.page.locator(".receiver-view")
    assert SEEN not in seen.inner_text()
    at.page.get_by_label("Navn og fødselsår").check()
    at.page.get_by_label(re.compile("^Set og hørt")).check()
    at.click("Vis som modtager")
    assert CITIZEN in seen.inner_text()
    assert SEEN in seen.inner_text()
    assert "fællesskab" not in seen.inner_text()
    at.page.get_by_label("Retsplejeloven § 115, stk. 1, nr. 1 (SSP)").check()
    at.fill("Hvorfor er det nødvendigt", "Politikredsen skal vurdere, om gruppen er kendt.")
    at.choose("Er borgeren orienteret", "Ja")
    at.tick("Efter retsplejeloven § 115")
    at.click("Del oplysningerne")
    at.says("Oplysningerne er delt.", "Ikke åbnet endnu", CITIZEN)


def receive(at: Visitor, number: str) -> None:
    """The police see that something came, and its content after they have confirmed."""
    at.open("/sager/delinger/?show=new")
    at.follow(at.page.get_by_role("link", name=re.compile(number)))
    at.says("Må ikke bruges til efterforskning", number)
    assert CITIZEN not in at.text
    at.click("Kvittér for modtagelse")
    at.says(CITIZEN, SEEN)
    assert "fællesskab" not in at.text


def agree(people: People, case: str) -> None:
    """Both rate the short form blind, open, settle the differences and sign."""
    lead, police = people.coordinator, people.police
    lead.open(case)
    lead.click("Ny vurdering")
    lead.choose("Omfang", "Den korte form")
    lead.tick("Politikredsen vurderer også")
    lead.click("Bestil vurdering")
    lead.says("Vurderingen er bestilt.")
    lead.click("Analyse i infohus")
    screening = lead.path
    rate(people.caseworker, screening, "1", "Kommunens ord om sagen")
    no_profile_yet(police, screening)
    rate(police, screening, "0", "Politiets ord om sagen")
    for at in (people.caseworker, police):
        at.open(f"{screening}profil/?party=other")
    people.caseworker.says("Politiets ord om sagen")
    police.says("Kommunens ord om sagen")
    settle(people.caseworker, screening)
    for at in (people.caseworker, police):
        at.open(f"{screening}faelles/")
        read = at.page.get_by_label("Jeg har læst det og tager stilling")
        if read.count():
            read.check()
        at.tick("Jeg har læst den fælles vurdering igennem")
        at.click("Gem og underskriv")
    police.says("Vurderingen er underskrevet af begge")
    assert examine(police, "agreed") == []


def no_profile_yet(at: Visitor, screening: str) -> None:
    """Before one's own is locked the pages say what comes first, and nothing of the other's."""
    for address, told in (
        ("profil/", ("Jeres domæneprofil er ikke lavet endnu", "læser igennem og låser")),
        ("profil/?party=other", ("Deres profil åbnes, når I også har låst.",)),
        ("", ()),
    ):
        assert at.open(f"{screening}{address}") == 200
        at.says(*told)
        assert "Kommunens ord" not in at.text


def rate(at: Visitor, screening: str, level: str, words: str) -> None:
    """Answer by the keys of the page, judge before any number is shown, lock."""
    at.open(screening)
    at.follow(at.page.locator("main .button-primary").first)
    while "/svar/" in at.path:
        items = at.page.locator("[data-key-item]")
        for _ in range(items.count()):
            at.page.keyboard.press("j")
            at.page.keyboard.press(level)
        for box in at.page.get_by_label(re.compile("^Begrundelse")).all():
            if box.is_visible():
                box.fill("Skolen har set det to gange i marts.")
        at.click("Gem og gå videre")
    judge(at, words)
    at.click("Gem og gå til lås")
    read = at.page.get_by_role("button", name=re.compile("læst|Bekræft"))
    if read.count():
        at.follow(read)
        at.open(f"{screening}laas/")
    at.tick("Svarene og vurderingen er mine")
    at.click("Lås min vurdering")
    at.says("Din vurdering er låst")


def judge(at: Visitor, words: str) -> None:
    """The judgement in words."""
    at.choose("Bekymringsniveau", "Lav")
    at.choose(
        "Hvor meget haster det?",
        at.group("Hvor meget haster det?").locator("label").last.inner_text(),
    )
    at.fill("Formulering", LONG + words)
    if at.page.get_by_label("Hvordan ser borgeren selv på det?").count():
        at.fill("Hvordan ser borgeren selv på det?", "Han siger, at han savner nogen.")
        at.fill("Hvad kan der ske herfra?", "Han finder tilbage til skolen, eller han glider fra.")
    at.fill("Hvad ville få dig til", "At kontakten til skolen brydes.")
    at.fill("Anbefaling", "Mentor og opfølgning hver måned.")


def settle(at: Visitor, screening: str) -> None:
    """One shared answer for every difference, and a judgement of both."""
    at.open(f"{screening}faelles/")
    assert examine(at, "compare") == []
    for article in at.page.locator("article.difference").all():
        article.get_by_role("radio").nth(1).check()
        article.get_by_label(re.compile("^Hvorfor dette svar")).fill("Vi hørte skolen sammen.")
    judge(at, "Vi er enige.")
    at.click("Gem den fælles vurdering")
    at.says("Den fælles vurdering er gemt.")


def help_starts(at: Visitor, case: str) -> None:
    """Meeting, recommendation, both decisions, a measure from the hub, a review."""
    at.open(case)
    at.click("Indkald til analyse i infohuset")
    at.fill("Hvornår holdes mødet", iso(0))
    at.click("Indkald til analyse")
    at.says("Sagen er nu: Analyse i infohus")
    at.click("Registrér møde holdt uden for portalen")
    at.fill("Hvem deltog?", "Tovholder, kommunen\nInfohuskoordinator, politiet")
    at.fill("Hvad blev delt", "Skolens iagttagelser.")
    at.click("Gem mødet")
    at.open(f"{case}moede/")
    at.fill("Fælles vurdering", "Bekymringen er lav, men han er alene.")
    at.fill("Anbefaling", "En mentor i et halvt år.")
    at.click("Gem anbefalingen")
    at.click("Registrér anbefaling")
    at.click("Registrér anbefaling")
    for decider, told_by in (("Kommunen", ""), ("Politiet", "Vagtchefen i kredsen")):
        at.open(f"{case}beslutning/")
        at.choose("Hvem har besluttet?", decider)
        if told_by:
            at.fill("Hvem hos politiet", told_by)
        at.choose("Beslutning", "Sætter indsats i gang")
        at.fill("Begrundelse", "Vi følger anbefalingen.")
        at.click("Gem beslutningen")
    measure(at)
    at.click("Sæt indsats i gang")
    at.click("Sæt indsats i gang")
    at.says("Sagen er nu: Indsats i gang")
    follow_up(at, case)


def iso(days: int) -> str:
    """Today and so many days, as a date field takes it."""
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def measure(at: Visitor) -> None:
    """Help with the citizen's own goal, an owner, and a practice from the hub."""
    at.click("Indsats")
    at.pick("Indsats", "Mentor")
    at.fill("Mål med borgerens egne ord", "Jeg vil have et sted at høre til.")
    at.pick("Ansvarlig kollega", f"{persona(HOME, Role.CASEWORKER).name}, sagsbehandler")
    practices = at.page.get_by_label("Bygger på en praksis")
    practices.select_option(index=1)
    at.pick("Status", "I gang")
    at.click("Gem indsatsen")
    at.says("Indsatsen er gemt.")


def follow_up(at: Visitor, case: str) -> None:
    """A review with the citizen's own view and the date of the next one."""
    at.click("Skriv opfølgning")
    at.fill("Hvad er ændret", "Han går til træning to gange om ugen.")
    at.fill("Borgerens eget syn", "Det er rart, at nogen spørger.")
    at.choose("Beslutning", "Fortsæt")
    at.fill("Næste opfølgning", iso(80))
    at.click("Gem opfølgningen")
    at.says("Opfølgningen er gemt.", format_date(timezone.localdate() + timedelta(days=80)))


def close(at: Visitor, case: str) -> None:
    """The gate first stops for the open measure, then asks, then tells when all is erased."""
    at.open(f"{case}afslut/")
    at.says("Sagen kan ikke afsluttes endnu", "1 indsats er ikke afsluttet")
    at.open(case)
    at.click("Ændr eller afslut indsatsen")
    at.pick("Status", "Gennemført")
    at.fill("Slut", iso(0))
    at.pick("Hvad har indsatsen ført til?", "Forbedret")
    at.click("Gem")
    at.open(f"{case}afslut/")
    at.pick("Årsag til afslutning", "Indsats gennemført – bekymring mindsket")
    at.fill("Afsluttende vurdering", "Han har fået et fællesskab, og bekymringen er mindre.")
    for box in at.page.locator("textarea[name^=answer_]").all():
        box.fill("Delingen udløber selv om tre måneder.")
    at.click("Afslut sagen")
    at.says("Sagen er afsluttet. Den slettes tidligst", "Slettes tidligst")


def neighbour_sees_nothing(at: Visitor, case: str, number: str) -> None:
    """Neither by address, nor in the list, nor by the repeat search, nor in the public search."""
    assert at.open(case) == 404
    assert number not in at.text
    assert at.open(f"{case}del/") == 404
    assert at.open("/sager/?ended=on") == 200
    assert number not in at.text
    at.open(f"/sager/?number={number}")
    at.says("Ingen sager passer til filtrene")
    at.open(f"/soeg/?q={CITIZEN}")
    assert number not in at.text
    at.open("/sager/ny/")
    at.open(at.path.replace("/fare/", "/person/"))
    at.choose("Ved du, hvem borgeren er?", "Ja, identiteten er kendt")
    at.fill("Borgerens navn", CITIZEN)
    at.fill("Fødselsår", "1998")
    at.click("Gem og fortsæt")
    at.says("Ingen bekymring, du må kende til, ligner")


def log_tells_who_looked(at: Visitor, case: str) -> None:
    """The log of the home municipality names who opened the case, and nobody from next door."""
    at.open(f"/log/?object_id={case.split('/')[2]}")
    at.says(persona(HOME, Role.COORDINATOR).name, "Afsluttede · sag", "Så · sag")
    people = at.page.get_by_label("Person").locator("option").all_inner_texts()
    assert persona(NEIGHBOUR, Role.COORDINATOR).name not in people
    caseworker = persona(HOME, Role.CASEWORKER).name
    at.pick("Person", caseworker)
    at.click("Vis")
    at.says(caseworker, "Så · sag")
    assert persona(HOME, Role.COORDINATOR).name not in at.page.locator("table").inner_text()
