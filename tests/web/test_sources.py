"""Rules about files: templates, the lock file, the icons and the weight of what is sent."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from django.template import engines
from django.template.loader import get_template

from stopext.launch.paths import templates

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = templates()
BUILD = ROOT / "static" / "build"
built = pytest.mark.skipif(not BUILD.is_dir(), reason="needs npm run build")


def _name(path: Path) -> str:
    return str(path).rpartition("templates/")[2]


def test_there_are_templates_to_look_at() -> None:
    assert len(TEMPLATES) >= 50


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_a_template_compiles(path: Path) -> None:
    assert get_template(_name(path)).template is not None  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_nothing_is_inline_and_nothing_comes_from_elsewhere(path: Path) -> None:
    source = path.read_text(encoding="utf-8")

    assert re.findall(r"<style|\sstyle\s*=|\son[a-z]+\s*=|javascript:", source, re.IGNORECASE) == []
    assert re.findall(r"<script(?![^>]*\ssrc=\"{% static)[^>]*>", source, re.IGNORECASE) == []
    assert re.findall(r"(?:src|srcset|action)\s*=\s*[\"']?(?:https?:)?//", source) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_nothing_that_is_pasted_is_cut_off_without_a_word(path: Path) -> None:
    """The forms' own fields are held in ``test_forms``."""
    assert "maxlength=" not in path.read_text(encoding="utf-8").replace("data-maxlength=", "")


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_a_comment_ends_on_its_line(path: Path) -> None:
    """A comment over two lines is no comment to the template language: it is shown."""
    lines = path.read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if line.count("{#") != line.count("#}")] == []


def test_a_part_that_posts_is_given_its_token() -> None:
    """An include with ``only`` hands on nothing, and so the form in it would be refused."""
    sources = {_name(path): path.read_text(encoding="utf-8") for path in TEMPLATES}
    includes = {name: re.findall(r"{% include (.+?) %}", text) for name, text in sources.items()}
    posts = {name for name, text in sources.items() if "{% csrf_token %}" in text}
    for _depth in range(5):  # a part that includes such a part
        posts |= {name for name, said in includes.items() if any(_part(x) in posts for x in said)}

    assert len(posts) >= 80
    assert [
        (name, said)
        for name, each in includes.items()
        for said in each
        if said.endswith(" only") and _part(said) in posts and "csrf_token=" not in said
    ] == []


def _part(said: str) -> str:
    """The template that an include names."""
    return said.split(maxsplit=1)[0].strip("\"'")


def test_a_template_is_at_most_150_lines() -> None:
    long = {_name(p): n for p in TEMPLATES if (n := len(p.read_text("utf-8").splitlines())) > 150}

    assert long == {}


def test_every_component_says_how_to_use_it() -> None:
    components = [path for path in TEMPLATES if path.parent.name == "components"]

    silent = [_name(p) for p in components if not p.read_text("utf-8").startswith("{# {%")]

    assert len(components) >= 18
    assert silent == []


def test_icons_in_use_are_in_the_sprite() -> None:
    known = set(json.loads((ROOT / "static/src/icons.json").read_text(encoding="utf-8")))
    used = {
        name
        for path in TEMPLATES
        for name in re.findall(r"(?:{% icon |\bicon=)[\"']([a-z-]+)[\"']", path.read_text("utf-8"))
    }

    assert len(used) >= 15
    assert used - known == set()


def test_the_lock_file_names_no_registry_and_has_a_checksum_for_every_package() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}

    assert len(packages) >= 15
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    assert [name for name, entry in packages.items() if "integrity" not in entry] == []
    assert "registry" not in json.dumps(packages)


@built
def test_own_scripts_stay_small() -> None:
    scripts = list(BUILD.rglob("*.js"))

    assert len(scripts) == 1
    assert sum(path.stat().st_size for path in scripts) <= 20_000


@built
def test_a_first_view_stays_below_150_kilobytes() -> None:
    """Style, script, icons, logo and the two fonts every page loads; text compressed."""
    text = ["css/portal.css", "js/portal.js", "img/icons.svg", "img/logo.svg", "img/paths.svg"]
    fonts = ["fonts/IBMPlexSans-Regular-Latin1.woff2", "fonts/IBMPlexSans-SemiBold-Latin1.woff2"]

    sent = sum(len(gzip.compress((BUILD / name).read_bytes())) for name in text)
    sent += sum((BUILD / name).stat().st_size for name in fonts)

    assert sent <= 150_000 - 20_000  # leaves 20 kB for the page itself


@built
def test_the_stylesheet_names_only_files_that_are_there() -> None:
    css = (BUILD / "css/portal.css").read_text(encoding="utf-8")
    urls = re.findall(r"url\(\"?([^\")]+)\"?\)", css)

    assert len(urls) >= 8
    assert [url for url in urls if not (BUILD / "css" / url).resolve().is_file()] == []


def test_the_engine_shows_undefined_variables_in_tests() -> None:
    assert "UNDEFINED" in engines["django"].engine.string_if_invalid  # type: ignore[attr-defined]
