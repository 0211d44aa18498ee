"""Invented sentences for demo screenings. They are said of citizens of any age and at any trend."""

from __future__ import annotations

from screening.engine.answers import Value
from screening.engine.definition import Ask

#: Source, and whether it has seen it directly.
SOURCES = (
    ("Fast kontaktperson, egen samtale", True),
    ("SSP-konsulent, egne observationer", True),
    ("Mor, samtale i hjemmet", True),
    ("Gadeplansmedarbejder", True),
    ("Borgeren selv, samtale hos kommunen", True),
    ("Anonym henvendelse", False),
    ("Nabo, gengivet af boligselskabet", False),
    ("Idrætsforeningens leder, hørt fra andre på holdet", False),
)
WHO_COULD_KNOW = (
    "Skole eller arbejdsplads",
    "Familien, via familiekonsulenten",
    "Politiet, via infohuset",
    "Egen læge eller psykiatrien",
    "Gadeplansmedarbejderne",
    "Kriminalforsorgen",
)
ASKED = {
    Ask.CITIZENS_VIEW: "Borgeren siger selv, at det mest handler om at have nogen at være sammen "
    "med, og at ingen har spurgt før nu.",
    Ask.SCENARIOS: "Bedst: fodboldklubben bliver fast, og de nye venner fylder mindre. "
    "Værst: borgeren følger med til næste træf. Først vil det kunne ses på fremmødet.",
}
RATIONALES: dict[Value, tuple[str, ...]] = {
    Value.ABSENT: (),
    Value.PARTIAL: (
        "Set en enkelt gang. Det kan have en anden forklaring, og borgeren er spurgt.",
        "Nævnt af én kilde, og passer med det, andre har set.",
        "Har været til stede flere gange i år, men ikke hver gang, nogen har set efter.",
    ),
    Value.CLEAR: (
        "Beskrevet uafhængigt af to fagpersoner, der begge selv har set det.",
        "Sket flere gange siden sommerferien, senest for tre uger siden.",
        "Borgeren har selv fortalt det, og familien bekræfter.",
    ),
    Value.UNKNOWN: (
        "Ingen af dem, vi har talt med, ved noget om det.",
        "Kilderne siger hver sit, og ingen har set det selv.",
    ),
    Value.NOT_RELEVANT: (
        "Spørgsmålet passer ikke til borgerens alder og livssituation.",
        "Det handler om forhold, som borgeren ikke har i sit liv.",
    ),
}
#: What a rater says in words fits whatever her answers are: it names no single one of them.
FORMULATIONS = {
    "low": "Det, der er set, er lidt og kan forklares af et brud i familien og en hård start på "
    "året. Svarene om det, der holder, vejer tungere end svarene om det, der bekymrer. "
    "Bekymringen er lille, så længe det bliver ved.",
    "moderate": "Det er begyndt efter et nederlag. Noget af det, der bekymrer, er set af dem, der "
    "har fortalt om det, og andet er ikke til stede. Der er også noget at bygge på. Det, vi ikke "
    "ved, kan flytte vurderingen begge veje og skal undersøges først.",
    "high": "Meget af det, der bekymrer, er set tydeligt, og forandringen er gået hurtigt siden "
    "sommeren. De beskyttende forhold er få. Der er brug for en samlet indsats fra begge "
    "myndigheder.",
    "mostly_unknown": "Henvendelsen er alvorlig, men næsten alt hviler på én kilde, som ikke selv "
    "har set det. De, der ser borgeren til daglig, er ikke spurgt, og familien er ikke hørt. Vi "
    "kan ikke vurdere bekymringen, før vi ved mere om hverdagen, relationerne og det, der ligger "
    "bag udsagnene.",
}
WHAT_WOULD_CHANGE = {
    "low": "Nye udsagn om vold, eller at kontakten til de voksne omkring borgeren brydes.",
    "moderate": "Svar på det, vi ikke ved, eller at der sker noget nyt inden næste møde.",
    "high": "At de tydelige tegn svækkes hver for sig, og at borgeren selv fortæller om tvivl.",
    "mostly_unknown": "Svar fra familien og hverdagen på de spørgsmål, der står som ukendte.",
}
RECOMMENDATIONS = {
    "low": "Den hjælp, der er i gang, fortsætter. Ny vurdering om tre måneder.",
    "moderate": "Mentor to gange om ugen, støtte til familien og opfølgning hver måned.",
    "high": "Fælles handleplan i infohuset denne uge. Politiet vurderer, om der er fare for andre.",
    "mostly_unknown": "Indhent oplysninger fra familie og hverdag inden 14 dage, og vurdér igen.",
}
#: Why two decide as they do, and whom they will ask.
TOGETHER = "Vi har gennemgået kilderne sammen og lægger vægt på det, der er set direkte."
ASKED_TOGETHER = "Familien og dem, der ser borgeren til daglig"
