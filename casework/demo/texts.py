"""Invented sentences and numbers that the stories do not tell themselves."""

from __future__ import annotations

from random import Random

CPR_SHARE = 0.6
UNKNOWN_PERSON = "Navnet er ikke kendt. Beskrevet af den, der henvendte sig."
REFERRER = "Den, der henvendte sig"
POLICE_CONTACT = "Vagthavende forebyggelseskonsulent i politikredsen"
NOT_INFORMED = "Orienteres, når den indledende vurdering er gjort."
LEGAL_GROUND = "Kommunens myndighedsopgave (databeskyttelsesforordningen art. 6, stk. 1, litra e)"
TRIAGE = "Det sete ligger over noget tid og er bekræftet af flere. Politiet har intet til hinder."
MOVE = "Drøftet mellem tovholder og leder."
NOTICE = "Familieafdelingen er orienteret og følger selv op."
PARTICIPANTS = "Tovholder, socialrådgiver, skole og politiets infohuskoordinator"
SHARED = "Det sete siden sidste møde, borgerens hverdag og det, der går godt."
JOINT = "Bekymringen er reel, men borgeren har voksne omkring sig, som han eller hun lytter til."
RECOMMENDATION = (
    "En fast voksen uden for miljøet og en plan for hverdagen. Ny drøftelse om tre måneder."
)
DECISION = "Vi følger anbefalingen inden for vores egen lovgivning."
CITIZEN_VIEW = "Siger selv, at det hjælper at have nogen at tale med, og vil gerne fortsætte."
ENOUGH = "Siger selv, at det er godt, som det er nu, og vil gerne slutte her."
WITHDRAWN = "Oplysningerne er ikke længere nødvendige for samarbejdet."
CLOSING_ANSWER = "Gennemgået med tovholderen. Mønsteret giver ikke grund til at fortsætte."
HANDOVER = "Tilflytningskommunens tovholder har kvitteret for sagen."
REACH = "Telefon 00 00 00 00, helst om aftenen"
CALL = "Lagde besked på telefonsvareren og bad om at blive ringet op."
CUSTODY = "Har forældremyndigheden. Det, der handler om søskende og andre, undtages."
MANDATE = "Fuldmagt fra borgeren: må få indkaldelser og referater, ikke andet."
#: Who is asked about a child, and about somebody of age.
QUESTIONS = (
    ("Skolen", "Trivsel, fremmøde og venskaber de seneste tre måneder"),
    ("Familieafdelingen", "Er der en kontakt, og hvad går godt?"),
    ("SSP-konsulenten", "Hvad er set i fritiden og på gadeplan?"),
)
QUESTIONS_OF_AGE = (
    ("Jobcentret", "Er der en kontakt, og hvordan går det med arbejde eller uddannelse?"),
    ("Socialafdelingen", "Er der en kontakt, og hvad går godt?"),
    ("Gadeplansmedarbejderne", "Hvad er set i fritiden og på gadeplan?"),
)
ANSWERS = {
    "Skolen": "Ingen nye bekymringer. Fremmødet er stabilt, og klasselæreren har god kontakt.",
    "Jobcentret": "Der er en fast kontakt, og aftalerne bliver holdt.",
}
ANSWER = "Ingen nye bekymringer. Der er en kontakt, som borgeren selv bruger."
ANSWERED_BY = "Kontaktpersonen, i telefonen"
CONSENT = (
    "Vi må fortælle politiet i infohuset, hvad der er set og hørt, så vi kan hjælpe sammen. Vi må"
    " ikke fortælle om helbred."
)
CONSENT_REFUSED = "Vi spurgte, om vi måtte fortælle, at der er en sag. Det måtte vi ikke."
CONSENT_TAKEN_BACK = "Ville hellere, at det igen kun er kommunen, der ved det."
CONSENT_WITHDRAWN = "Samtykket er trukket tilbage, og der er ikke et andet grundlag."
WORKPLACE = "Arbejdspladsen"
_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_REPLACEMENT = 60


def cpr(random: Random, year: int) -> str:
    """A replacement number (day + 60) of a birth in ``year`` that fails modulus 11: nobody's.

    Raises:
        ValueError: a year outside 1900-2036, which these numbers do not cover here.
    """
    if not 1900 <= year <= 2036:
        raise ValueError(f"no invented number for {year}")
    while True:
        # The seventh digit tells the century: 0-3 before 2000, 4 from 2000 to 2036.
        seventh = random.randint(0, 3) if year < 2000 else 4
        born = (
            f"{random.randint(1, 28) + _REPLACEMENT:02d}{random.randint(1, 6):02d}{year % 100:02d}"
        )
        digits = f"{born}{seventh}{random.randint(0, 999):03d}"
        if sum(int(one) * weight for one, weight in zip(digits, _WEIGHTS, strict=True)) % 11:
            return digits
