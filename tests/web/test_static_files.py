"""What is served of the folder of collected files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.test import RequestFactory

from stopext.web.static_files import StaticFilesMiddleware


def test_the_manifest_is_not_served_and_the_files_are(tmp_path: Path, settings: Any) -> None:
    (tmp_path / "portal.css").write_text("body {}")
    (tmp_path / "staticfiles.json").write_text("{}")
    settings.STATIC_ROOT, settings.WHITENOISE_AUTOREFRESH = tmp_path, False
    middleware = StaticFilesMiddleware(lambda _request: HttpResponse(status=404))

    served = {}
    for name in ("portal.css", "staticfiles.json"):
        answer = middleware(RequestFactory().get(f"/static/{name}"))
        served[name] = answer.status_code
        answer.close()

    assert served == {"portal.css": 200, "staticfiles.json": 404}
