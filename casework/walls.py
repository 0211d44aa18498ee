"""What a reviewer of the database's wall needs to know (the policies stand in the migrations)."""

from __future__ import annotations

#: Functions that run as their owner, and why each must.
DEFINER_FUNCTIONS: dict[str, str] = {
    "sec.hidden_screenings()": "a list leaves out what hangs on cases it must not read",
    "sec.led_cases()": "a case goes no earlier than the one it was led into, whoever sees that",
    "sec.hidden_citizens()": "who is known by hidden cases only is neither read nor pointed at",
    "sec.hidden_parts()": "the log names nothing of what hangs on a case that is hidden",
    "sec.hidden_concerns()": "a report leaves with the case it became part of",
    "sec.reports_elsewhere()": "a report that was read does not vanish with a hidden case",
    "sec.cases_about(uuid[])": "two citizens are not joined across a case that is not seen",
    "sec.tell_alike(uuid[], uuid, text[], bytea[], integer)": (
        "readers whom the registrar may not know are told of her case, and she learns nothing"
    ),
    "sec.own_meetings()": "an invitee sees her meeting, which is asked before she is seen",
    "sec.end_on_withdrawn_consent()": "who may not share still ends what a consent was for",
    "sec.tell_district(uuid[], text, text, boolean)": (
        "coordinators whom the municipality does not know are told of a meeting with them"
    ),
    "sec.tell_of_share(uuid, text, text)": (
        "coordinators whom the municipality does not know are told of what is shared with them"
    ),
    "sec.shared_in_log(uuid[], text)": "who reviews a log opens no case, and is told its number",
    "sec.answering()": "who answers in an authority is neither the asker's to read nor to know",
    "sec.answering_authorities()": "who can be asked is known, and nobody in it",
    "sec.inquiries_in_log(uuid[], text)": "who reviews a log is told a case's number, and no more",
    "sec.tell_inquiry(uuid, text)": "those who answer are told by somebody who knows none of them",
    "sec.erase_case(uuid, uuid)": "no role may delete parts of a case; all of it, when it is due",
}
