"""What machines read first: the interface as OpenAPI 3.1, and the data set as DCAT-AP."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from pydantic.json_schema import models_json_schema

from knowledge.plans.opendata.reading import Absolute
from knowledge.plans.opendata.shapes import CODES, PlanDetail, PlanPage, Problem
from knowledge.plans.opendata.tables import TABLES

LICENCE = "https://creativecommons.org/licenses/by/4.0/deed.da"
LICENCE_NAME = "CC BY 4.0"
#: Words of the European vocabularies that DCAT-AP asks for.
_EU = "http://publications.europa.eu/resource/authority/"
_TYPES = "https://www.iana.org/assignments/media-types/"


def openapi(absolute: Absolute) -> dict[str, Any]:
    """The OpenAPI document of version 1."""
    shapes = (PlanPage, PlanDetail, Problem)
    _names, schemas = models_json_schema(
        [(shape, "serialization") for shape in shapes],
        ref_template="#/components/schemas/{model}",
    )
    for codes in CODES:
        words = "; ".join(f"{value}: {label}" for value, label in codes.choices)
        schemas["$defs"][codes.__name__]["description"] = words
    cursor = {"name": "cursor", "in": "query", "schema": {"type": "string"}}
    cursor["description"] = _("Hvor siden begynder: følg next og previous i svaret.")
    slug = {"name": "slug", "in": "path", "required": True, "schema": {"type": "string"}}
    slug["description"] = _("Kommunens navn i adresser, f.eks. aalborg.")
    return {
        "openapi": "3.1.1",
        "info": {
            "title": _("Kommunernes handlingsplaner"),
            "version": "1.0.0",
            "description": _("Offentlige planer, der gælder. Kun læsning, uden nøgle."),
            "license": {"name": LICENCE_NAME, "url": LICENCE},
        },
        "servers": [{"url": absolute("/").rstrip("/")}],
        "paths": {
            "/api/v1/plans/": {"get": _read(_("Alle planer"), "plans", "PlanPage", cursor)},
            "/api/v1/plans/{slug}/": {"get": _read(_("Én plan"), "plan", "PlanDetail", slug)},
        },
        "components": {"schemas": schemas["$defs"]},
    }


def _read(summary: str, name: str, shape: str, parameter: dict[str, Any]) -> dict[str, Any]:
    fault = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    good = {"application/json": {"schema": {"$ref": f"#/components/schemas/{shape}"}}}
    refused = ("404", _("Ingen offentlig plan")) if name == "plan" else ("400", _("Ukendt side"))
    return {
        "operationId": name,
        "summary": summary,
        "parameters": [parameter],
        "responses": {
            "200": {"description": summary, "content": good},
            "304": {"description": _("Uændret siden det ETag, du sendte")},
            refused[0]: {"description": refused[1], "content": fault},
        },
    }


def catalogue(absolute: Absolute) -> dict[str, Any]:
    """The data set as JSON-LD in DCAT-AP 3: a catalogue with one data set and its service."""
    here = absolute(reverse("knowledge:plan_data"))
    publisher = {
        "@id": absolute("/"),
        "@type": "foaf:Agent",
        "foaf:name": _("Nationalt center for forebyggelse af ekstremisme"),
    }
    about = {
        "dct:title": _danish(_("Kommunernes handlingsplaner")),
        "dct:description": _danish(
            _("Planer for at forebygge ekstremisme: status, datoer, mål, handlinger og målinger.")
        ),
        "dct:publisher": publisher,
        "dct:language": {"@id": f"{_EU}language/DAN"},
    }
    service = {
        "@id": absolute("/api/v1/"),
        "@type": "dcat:DataService",
        "dct:title": _danish(_("Handlingsplaner som JSON")),
        "dcat:endpointURL": {"@id": absolute("/api/v1/")},
        "dcat:endpointDescription": {"@id": absolute(reverse("knowledge:api_openapi"))},
        "dct:license": _licence(),
        "dcat:servesDataset": {"@id": f"{here}#data"},
    }
    dataset = {
        "@id": f"{here}#data",
        "@type": "dcat:Dataset",
        **about,
        "dcat:contactPoint": {
            "@type": "vcard:Organization",
            "vcard:fn": publisher["foaf:name"],
            "vcard:hasURL": {"@id": absolute(reverse("web:contact"))},
        },
        "dcat:theme": [{"@id": f"{_EU}data-theme/{code}"} for code in ("JUST", "GOVE", "SOCI")],
        "dcat:keyword": [_danish(word) for word in ("ekstremisme", "forebyggelse", "kommuner")],
        "dct:spatial": {"@id": f"{_EU}country/DNK"},
        "dct:accrualPeriodicity": {"@id": f"{_EU}frequency/UPDATE_CONT"},
        "dcat:landingPage": {"@id": here},
        "dcat:distribution": list(_distributions(absolute, here)),
    }
    return {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "vcard": "http://www.w3.org/2006/vcard/ns#",
        },
        "@id": here,
        "@type": "dcat:Catalog",
        **about,
        "dct:license": _licence(),
        "foaf:homepage": {"@id": here},
        "dcat:dataset": [dataset],
        "dcat:service": [service],
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
        "dcat:accessService": {"@id": absolute("/api/v1/")},
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
