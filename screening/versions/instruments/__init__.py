"""The centre's own instruments as they are published. A file is never changed after publication."""

import json
from functools import cache
from importlib.resources import files

from screening.engine.definition import Definition
from screening.engine.parsing import parse_definition

#: The instrument that screenings are ordered with.
FRAMEWORK = "faelles_vurderingsramme"
CURRENT = (FRAMEWORK, "1.1")
PUBLISHED = ((FRAMEWORK, "0.9"), (FRAMEWORK, "1.0"), CURRENT)


@cache
def load_instrument(key: str, version: str) -> Definition:
    """A published version. Raises KeyError when the project has no such file."""
    if (key, version) not in PUBLISHED:
        raise KeyError((key, version))
    name = f"{key}_{version.replace('.', '_')}.json"
    text = files(__name__).joinpath(name).read_text(encoding="utf-8")
    return parse_definition(json.loads(text))
