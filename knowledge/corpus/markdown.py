"""Markdown of the content files as the rich text of the publishing tool. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it import MarkdownIt

_LINK = re.compile(r'href="(artikel|begreb):([a-z0-9-]+)"')
_PARSER = MarkdownIt("commonmark", {"html": False})
#: Rich text holds bold and italic under these names.
_SAME = (("<strong>", "<b>"), ("</strong>", "</b>"), ("<em>", "<i>"), ("</em>", "</i>"))


def to_rich_text(markdown: str, address_of: Callable[[str, str], str]) -> str:
    """HTML for a rich text field; ``address_of(prefix, slug)`` gives the place of an inner link.

    Raises:
        KeyError: ``address_of`` does not know the place.
    """
    html = _PARSER.render(markdown)
    for plain, stored in _SAME:
        html = html.replace(plain, stored)
    return _LINK.sub(lambda link: f'href="{address_of(link[1], link[2])}"', html)
