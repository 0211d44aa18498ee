"""The data set as data catalogues read it: DCAT-AP 3 in JSON-LD."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge.plans.opendata.reading import Absolute
from knowledge.plans.opendata.tables import TABLES

#: Words of the European vocabularies that DCAT-AP asks for.
_EU = "http://publications.europa.eu/resource/authority/"
_TYPES = "https://www.iana.org/assignments/media-types/"


def catalogue(absolute: Absolute) -> dict[str, Any]:
    """A catalogue with one data set and the service that answers with it."""
    here = absolute(reverse("knowledge:plan_data"))
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "vcard": "http://www.w3.org/2006/vcard/ns#",
        },
        "@id": here,
        "@type": "dcat:Catalog",
        **_about(absolute),
        "dct:license": _licence(),
        "foaf:homepage": {"@id": here},
        "dcat:dataset": [_dataset(absolute, here)],
        "dcat:service": [_service(absolute, here)],
    }


def _about(absolute: Absolute) -> dict[str, Any]:
    """What catalogue and data set have in common."""
    told = _("Planer for at forebygge ekstremisme: status, datoer, mål, handlinger og målinger.")
    return {
        "dct:title": _danish(_("Kommunernes handlingsplaner")),
        "dct:description": _danish(told),
        "dct:publisher": {
            "@id": absolute("/"),
            "@type": "foaf:Agent",
            "foaf:name": _("Nationalt center for forebyggelse af ekstremisme"),
        },
        "dct:language": {"@id": f"{_EU}language/DAN"},
    }


def _dataset(absolute: Absolute, here: str) -> dict[str, Any]:
    words = (_("ekstremisme"), _("forebyggelse"), _("kommuner"))
    return {
        "@id": f"{here}#data",
        "@type": "dcat:Dataset",
        **_about(absolute),
        "dcat:contactPoint": {
            "@type": "vcard:Organization",
            "vcard:fn": _("Nationalt center for forebyggelse af ekstremisme"),
            "vcard:hasURL": {"@id": absolute(reverse("web:contact"))},
        },
        "dcat:theme": [{"@id": f"{_EU}data-theme/{code}"} for code in ("JUST", "GOVE", "SOCI")],
        "dcat:keyword": [_danish(word) for word in words],
        "dct:spatial": {"@id": f"{_EU}country/DNK"},
        "dct:accrualPeriodicity": {"@id": f"{_EU}frequency/UPDATE_CONT"},
        "dcat:landingPage": {"@id": here},
        "dcat:distribution": list(_distributions(absolute, here)),
    }


def _service(absolute: Absolute, here: str) -> dict[str, Any]:
    return {
        "@id": f"{here}#api",
        "@type": "dcat:DataService",
        "dct:title": _danish(_("Handlingsplaner som JSON")),
        "dcat:endpointURL": {"@id": absolute(reverse("knowledge:api_plans"))},
        "dcat:endpointDescription": {"@id": absolute(reverse("knowledge:api_openapi"))},
        "dct:license": _licence(),
        "dcat:servesDataset": {"@id": f"{here}#data"},
    }


def _distributions(absolute: Absolute, here: str) -> Any:
    for table in TABLES.values():
        address = absolute(reverse("knowledge:plan_table", args=[table.slug]))
        yield {
            **_distribution(address, str(table.title), "text/csv", "CSV"),
            "dcat:downloadURL": {"@id": address},
        }
    yield {
        **_distribution(
            absolute(reverse("knowledge:api_plans")),
            _("Handlingsplaner som JSON"),
            "application/json",
            "JSON",
        ),
        "dcat:accessService": {"@id": f"{here}#api"},
    }


def _distribution(address: str, title: str, media: str, kind: str) -> dict[str, Any]:
    return {
        "@id": address,
        "@type": "dcat:Distribution",
        "dct:title": _danish(title),
        "dcat:accessURL": {"@id": address},
        "dct:license": _licence(),
        "dcat:mediaType": {"@id": f"{_TYPES}{media}"},
        "dct:format": {"@id": f"{_EU}file-type/{kind}"},
        "dct:language": {"@id": f"{_EU}language/DAN"},
    }


def _danish(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "da"}


def _licence() -> dict[str, str]:
    return {"@id": f"{_EU}licence/CC_BY_4_0"}
