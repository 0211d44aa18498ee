from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django import forms

from stopext.web.fields import DateField, TimeField
from stopext.web.forms import FilterForm, Form, IdempotencyField, VersionField
from stopext.web.styleguide import SampleForm
from stopext.web.validators import LINE_LIMIT, TEXT_LIMIT


class Letter(Form):
    subject = forms.CharField(label="Emne", help_text="Kort")
    text = forms.CharField(label="Tekst", widget=forms.Textarea, required=False)
    short = forms.CharField(label="Kode", widget=forms.Textarea, max_length=5, required=False)


def soup(form: forms.BaseForm) -> BeautifulSoup:
    return BeautifulSoup(str(form), "lxml")


def element(page: BeautifulSoup, identity: str) -> Tag:
    found = page.find(id=identity)
    assert isinstance(found, Tag), f"no #{identity}"
    return found


def words(tag: Tag) -> str:
    return " ".join(tag.text.split())


def test_hint_and_error_are_tied_to_the_control() -> None:
    page = soup(Letter({}))

    control = element(page, "id_subject")

    assert control["aria-describedby"] == "id_subject_hint id_subject_error"
    assert control["aria-invalid"] == "true"
    assert control["class"] == ["form-input"]
    assert "Udfyld feltet." in element(page, "id_subject_error").text


def test_an_empty_field_says_what_to_do() -> None:
    class Asking(Form):
        name = forms.CharField()
        kind = forms.ChoiceField(choices=[("a", "A")])
        kinds = forms.MultipleChoiceField(choices=[("a", "A")])
        sure = forms.BooleanField()
        own = forms.CharField(error_messages={"required": "Skriv dit navn."})

    assert {name: found[0] for name, found in Asking({}).errors.items()} == {
        "name": "Udfyld feltet.",
        "kind": "Vælg en af mulighederne.",
        "kinds": "Vælg mindst én af mulighederne.",
        "sure": "Sæt kryds for at gå videre.",
        "own": "Skriv dit navn.",
    }


def test_optional_fields_are_marked_and_required_ones_are_not() -> None:
    labels = {label["for"]: words(label) for label in soup(Letter()).find_all("label")}

    assert labels == {
        "id_subject": "Emne",
        "id_text": "Tekst (valgfrit)",
        "id_short": "Kode (valgfrit)",
    }


def test_filters_mark_nothing() -> None:
    class Filter(FilterForm):
        text = forms.CharField(label="Søg", required=False)

    assert [words(label) for label in soup(Filter()).find_all("label")] == ["Søg"]


def test_the_error_summary_links_to_every_refused_control() -> None:
    page = soup(SampleForm({"version": "1", "seen_on": "31.2.2017"}))
    summary = page.select_one("[data-error-summary]")
    assert summary is not None

    targets = [str(link["href"]).removeprefix("#") for link in summary.find_all("a")]

    assert targets == [
        "id_heading",
        "id_observed",
        "id_channel",
        "id_seen_on",
        "id_presence_0",
        "id_informed",
    ]
    assert [element(page, target).name for target in targets] == [
        "input",
        "textarea",
        "select",
        "input",
        "input",
        "input",
    ]


class Entry(Form):
    """Asks for something that is not given back to the page."""

    name = forms.CharField()
    password = forms.CharField(widget=forms.PasswordInput)

    def clean(self) -> dict[str, Any]:
        raise forms.ValidationError("De passer ikke sammen.")


@pytest.mark.parametrize(
    ("form", "heading", "kept"),
    [
        (Letter({}), "Noget mangler eller kan ikke læses", "Ret dette, og send igen"),
        (
            Letter({"text": "Hej"}),
            "Noget mangler eller kan ikke læses",
            "Det, du har skrevet, står stadig",
        ),
        (Entry({"name": "a", "password": "b"}), "Det lykkedes ikke", "Adgangskoder skal skrives"),
        (Entry({"name": "a"}), "Noget mangler eller kan ikke læses", "Adgangskoder skal skrives"),
    ],
)
def test_the_error_summary_says_what_happened_and_what_is_kept(
    form: Form, heading: str, kept: str
) -> None:
    summary = soup(form).select_one("[data-error-summary]")

    assert summary is not None
    assert summary.h2 is not None
    assert summary.h2.get_text(strip=True) == heading
    assert kept in summary.get_text()


def test_every_control_has_a_label_or_a_legend_and_ids_are_unique() -> None:
    page = soup(SampleForm({"version": "1"}))
    ids = [str(tag["id"]) for tag in page.find_all(id=True)]
    labelled = {label["for"] for label in page.find_all("label")}
    controls = page.find_all(["input", "select", "textarea"], type=lambda kind: kind != "hidden")

    assert len(ids) == len(set(ids))
    assert len(controls) == 16
    assert {control["id"] for control in controls} == labelled
    assert [words(legend) for legend in page.find_all("legend")] == [
        "Relation uden for miljøet",
        "Kilder (valgfrit)",
    ]


def test_a_scale_explains_each_step() -> None:
    page = soup(SampleForm())

    assert element(page, "id_presence_2")["aria-describedby"] == "id_presence_2_hint"
    assert element(page, "id_presence_2_hint").text.startswith("Tydeligt")


@pytest.mark.parametrize(
    "typed",
    [
        *("1.4.2017", "01-04-2017", "1/4/2017", "2017-04-01", "1. 4. 2017", " 1.4.2017 "),
        *("1. april 2017", "1. apr. 2017", "1 April 2017", "1/4-2017", "01.04 2017"),
        *("01042017", "1.4.17", "1.4.2017."),
    ],
)
def test_danish_dates_are_read(typed: str) -> None:
    assert DateField().clean(typed) == date(2017, 4, 1)


@pytest.mark.parametrize(
    "typed",
    [
        "31.2.2017",
        "4/13/2017",
        "1. marmelade 2017",
        "142017",
        "i går",
        "0001-01-01",
        "9999-12-31",
        "1.4.2017\x00",
        "٣.٤.٢٠١٧x",
    ],
)
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(forms.ValidationError):
        DateField().clean(typed)


@pytest.mark.parametrize("typed", ["14.30", "14:30", "kl. 14.30", "kl 14.30", "Kl. 14.30", "1430"])
def test_danish_times_are_read(typed: str) -> None:
    assert TimeField().clean(typed) == time(14, 30)


@pytest.mark.parametrize(("typed", "hour"), [("14", 14), ("kl. 9", 9), ("9.00", 9)])
def test_a_full_hour_needs_no_minutes(typed: str, hour: int) -> None:
    assert TimeField().clean(typed) == time(hour)


@pytest.mark.parametrize("typed", ["25", "14.60", "halv tre"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(forms.ValidationError):
        TimeField().clean(typed)


@pytest.mark.parametrize("typed", ["31.2.2017", "20170401", "2017-02-31"])
def test_a_refused_date_is_shown_as_it_was_typed(typed: str) -> None:
    control = element(soup(SampleForm({"seen_on": typed})), "id_seen_on")

    assert control["value"] == typed


@pytest.mark.parametrize("known", [date(2017, 4, 1), "2017-04-01"])
def test_a_known_date_is_shown_in_the_danish_order_whatever_the_browser(known: Any) -> None:
    control = element(soup(SampleForm(initial={"seen_on": known})), "id_seen_on")

    assert (control["type"], control["value"]) == ("text", "01.04.2017")
    assert control["placeholder"] == "dd.mm.åååå"


@pytest.mark.parametrize("known", [time(14, 5), "14:05:00"])
def test_a_known_time_is_shown_on_the_24_hour_clock(known: Any) -> None:
    control = element(soup(SampleForm(initial={"seen_at": known})), "id_seen_at")

    assert (control["type"], control["value"]) == ("text", "14.05")


class Typed(Form):
    line = forms.CharField(required=False)
    text = forms.CharField(required=False, widget=forms.Textarea)
    chosen = forms.ChoiceField(required=False, choices=[("a", "A")])
    seen_on = DateField(required=False)
    secret = forms.CharField(required=False, strip=False, widget=forms.PasswordInput)
    kept = forms.CharField(required=False, widget=forms.HiddenInput)


PERSIAN = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u062f"
TEACHER = "\U0001f469\U0001f3fd\u200d\U0001f3eb \U0001f3f3\ufe0f\u200d\U0001f308"
DOVE = "\U0001f54a\ufe0f 1\ufe0f\u20e3"
PASTED = {
    "a soft hyphen from a web page": ("Usyn\u00adlig", "Usynlig", "Usynlig"),
    "a zero-width space": ("Usyn\u200blig", "Usynlig", "Usynlig"),
    "a joiner": ("Usyn\u2060lig", "Usynlig", "Usynlig"),
    "a mark without a look": ("Usyn\u034flig\ufe0f", "Usynlig", "Usynlig"),
    "joiners between letters that join nothing": ("Usyn\u200clig\u200d", "Usynlig", "Usynlig"),
    "letters that do not join": (PERSIAN, PERSIAN, PERSIAN),
    "a letter that would join": ("\u0647\u200d.", "\u0647\u200d.", "\u0647\u200d."),
    "pictures made of several": (TEACHER, TEACHER, TEACHER),
    "pictures with colour": (DOVE, DOVE, DOVE),
    "what shapes nothing between pictures": ("\ufe0f\u200d\U0001f44b", "\U0001f44b", "\U0001f44b"),
    "a number copied from a telephone": ("\u202a+45 12\u202c", "+45 12", "+45 12"),
    "a name between direction signs": ("\u2068Ali\u2069", "Ali", "Ali"),
    "a right-to-left override": ("ab\u202ecd", "abcd", "abcd"),
    "Word's line break": ("en\x0bto", "en to", "en\nto"),
    "a page break": ("en\x0cto", "en to", "en\nto"),
    "a line separator": ("en\u2028to", "en to", "en\nto"),
    "breaks of other systems": ("en\r\nto\rtre", "en to tre", "en\nto\ntre"),
    "Word's hyphens": ("a\x1eb\x1fc", "a-bc", "a-bc"),
    "hyphens that look the same": ("a\u2010b\u2011c", "a-b-c", "a-b-c"),
    "bullets of Word": ("\uf0b7 a\n\uf0a7 b", "\u2022 a \u2022 b", "\u2022 a\n\u2022 b"),
    "quotation marks of Windows": ("\x93hej\x94", "“hej”", "“hej”"),
    "blanks that look the same": ("a\u00a0b\u2009c", "a b c", "a b c"),
    "letters in two parts": ("A\u030ase", "Åse", "Åse"),
    "a NUL and half a letter": ("a\x00b\ud800", "ab", "ab"),
    "an escape sequence": ("a\x1b[31mb", "a[31mb", "a[31mb"),
    "a tab": ("a\tb", "a b", "a\tb"),
    "nothing that can be seen": ("\u200b\u200b", "", ""),
}


@pytest.mark.parametrize(("typed", "line", "text"), PASTED.values(), ids=PASTED)
def test_pasted_text_is_read_as_it_looks_and_never_refused(
    typed: str, line: str, text: str
) -> None:
    form = Typed({"line": typed, "text": typed})

    assert form.is_valid(), form.errors
    assert (form.cleaned_data["line"], form.cleaned_data["text"]) == (line, text)
    assert element(soup(form), "id_line").get("value", "") == line


def test_every_kind_of_field_reads_what_was_typed_in_the_same_form() -> None:
    form = Typed({"chosen": "\u200ba", "seen_on": "1.4.2017\u00a0"})

    assert form.is_valid(), form.errors
    assert (form.cleaned_data["chosen"], form.cleaned_data["seen_on"]) == ("a", date(2017, 4, 1))


def test_a_secret_and_a_hidden_value_are_left_as_they_are() -> None:
    form = Typed({"secret": " a\u00a0b ", "kept": "a\u00a0b"})

    assert form.is_valid(), form.errors
    assert (form.cleaned_data["secret"], form.cleaned_data["kept"]) == (" a\u00a0b ", "a\u00a0b")


def test_line_breaks_belong_in_a_text_area() -> None:
    form = Letter({"subject": "x", "text": "første\r\nanden\tdel"})

    assert form.is_valid()


@pytest.mark.parametrize(
    ("field", "limit"), [("subject", LINE_LIMIT), ("text", TEXT_LIMIT), ("short", 5)]
)
def test_every_text_has_a_limit(field: str, limit: int) -> None:
    fits, too_long = {"subject": "x"}, {"subject": "x"}
    fits[field], too_long[field] = "x" * limit, "x" * (limit + 1)

    refused = Letter(too_long)

    assert Letter(fits).is_valid()
    assert list(refused.errors) == [field]
    assert f"Teksten er på {limit + 1} tegn. Der er plads til {limit} tegn." in str(refused)
    control = element(soup(refused), f"id_{field}")
    assert (control.get("value") or control.text.strip()) == too_long[field]
    assert "maxlength" not in control.attrs
    group = control.find_parent(class_="form-limit")
    assert isinstance(group, Tag)
    assert group["data-maxlength"] == str(limit)


def test_a_line_break_counts_once_although_it_is_sent_as_two_characters() -> None:
    assert Letter({"subject": "x", "short": "a\r\nb\r\nc"}).is_valid()


def test_each_page_gets_its_own_key_and_a_refused_form_keeps_it() -> None:
    class Keyed(VersionField, IdempotencyField, Letter):
        pass

    def key(form: Keyed) -> Any:
        return element(soup(form), "id_idempotency_key")["value"]

    refused = Keyed({"version": "2", "idempotency_key": "11111111-1111-4111-8111-111111111111"})

    assert key(Keyed()) != key(Keyed())
    assert key(refused) == "11111111-1111-4111-8111-111111111111"
    assert list(refused.errors) == ["subject"]


@pytest.mark.parametrize("version", ["", "-1", "x", "99999999999"])
def test_a_version_that_is_none_is_refused(version: str) -> None:
    class Versioned(VersionField, Letter):
        pass

    assert list(Versioned({"subject": "x", "version": version}).errors) == ["version"]


def test_typed_text_is_escaped() -> None:
    assert "<script>" not in str(Letter({"subject": "", "text": "<script>"}))
