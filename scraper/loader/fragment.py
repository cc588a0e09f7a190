"""Links that open a page at a sentence: text directives with what stands before or behind where the text is not unique.

URL Fragment Text Directives (WICG draft): `#:~:text=[prefix-,]start[,end][,-suffix]`. A browser takes the first place
that fits, so a text that is on the page once is named alone, and one that is there more often (a badge) by the words
of its neighbours, or as the end of a stretch that begins at the nearest block above that is on the page once. Of
several directives the first that fits is scrolled to: a short text, which a menu may have too, is named by what stands
before it, else by what stands behind it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

_LONG = 8
"""Words from which a link quotes the two ends of a text instead of the whole."""
_ENDS = 4
_SURE = 4
"""Words from which a text that no other block has is taken to be nowhere else: menus, which are no blocks, say badges."""


def fragment_link(url: str, text: str, before: Sequence[str] = (), after: Sequence[str] = ()) -> str:
    """Return an address that opens a page at a text; `before` and `after` are the page's other blocks, in its order.

    Comma, ampersand and hyphen have a meaning in a directive, so they are percent-encoded with the rest.
    """
    directive = _directive(text, before, after)
    return f"{url}{'' if '#' in url else '#'}:~:text={directive}"


def _directive(text: str, before: Sequence[str], after: Sequence[str]) -> str:
    above = [_folded(one) for one in before]
    own = _folded(text)
    prefix, suffix = _last(before), _first(after)
    if not _stands(own, above):
        return _quoted(*_ends(text)) if len(own.split()) >= _SURE else _neighboured(text, prefix, suffix)
    for lead in _leads(prefix):
        if not _stands(_folded(f"{lead} {text}"), [_joined(above)]):
            return f"{_encoded(lead)}-,{_quoted(*_ends(text))}"
    for place in range(len(before) - 1, -1, -1):
        if _is_twin(own, above[place]):
            break
        if not _stands(above[place], above[:place]):
            return _quoted(_ends(before[place])[0], _ends(text)[-1])
    lead = f"{_encoded(_leads(prefix)[-1])}-," if prefix else ""
    return f"{lead}{_quoted(*_ends(text))}{_tail(suffix)}"


def _neighboured(text: str, prefix: str, suffix: str) -> str:
    """Return the directives of a short text: behind what stands before it, else before what stands behind it."""
    quoted = _quoted(*_ends(text))
    made = [f"{_encoded(_leads(prefix)[0])}-,{quoted}"] if prefix else []
    made += [f"{quoted}{_tail(suffix)}"] if suffix else []
    return "&text=".join(made or [quoted])


def _tail(suffix: str) -> str:
    return f",-{_encoded(' '.join(suffix.split()[:_ENDS]))}" if suffix else ""


def _ends(text: str) -> list[str]:
    """Return a short text whole, of a long one its first and last words."""
    words = text.split()
    return [" ".join(words)] if len(words) <= _LONG else [" ".join(words[:_ENDS]), " ".join(words[-_ENDS:])]


def _leads(prefix: str) -> list[str]:
    """Return the ends of the text before, from four words on, the longer ones later."""
    words = prefix.split()
    sizes = range(min(_ENDS, len(words)), min(len(words), 3 * _ENDS) + 1)
    return [" ".join(words[-size:]) for size in sizes if size]


def _last(texts: Sequence[str]) -> str:
    return next((one for one in reversed(texts) if one.strip()), "")


def _first(texts: Sequence[str]) -> str:
    return next((one for one in texts if one.strip()), "")


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _joined(texts: Sequence[str]) -> str:
    return " ".join(texts)


def _stands(text: str, blocks: Sequence[str]) -> bool:
    """Return whether a folded text stands in one of the blocks above, as a browser would find it: at whole words."""
    start = _ends(text)[0]
    pattern = re.compile(rf"(?<!\w){re.escape(start)}(?!\w)")
    return any(pattern.search(block) for block in blocks)


def _is_twin(text: str, block: str) -> bool:
    return _ends(text)[-1] in block


def _quoted(*ends: str) -> str:
    return ",".join(_encoded(end) for end in ends)


def _encoded(text: str) -> str:
    return quote(text, safe="").replace("-", "%2D")
