"""The interface as OpenAPI 3.1, made from its shapes."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from pydantic.json_schema import models_json_schema

from knowledge.plans.opendata import LICENCE
from knowledge.plans.opendata.reading import Absolute
from knowledge.plans.opendata.shapes import CODES, PlanDetail, PlanPage, Problem


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
            "license": {"name": "CC BY 4.0", "url": LICENCE},
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
