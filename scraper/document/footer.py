"""The end of a page that no landmark marks: the site's own links, its address, its copyright line."""

from __future__ import annotations

import re

from schemas.text import fold

from .blocks import RawBlock

_SURE = (
    r"accessibility(?: statement)?",
    r"(?:manage |about )?(?:our )?cookies?(?: (?:policy|settings|preferences|statement))?",
    r"privacy(?: (?:and cookies|& cookies))?(?: (?:policy|notice|statement))?|data protection",
    r"(?:(?:©|\(c\)|copyright) ?)*(?:\d{4}(?:-\d{2,4})? )?crown copyright(?: \d{4}(?:-\d{2,4})?)?(?: reserved)?",
    r"(?:©|\(c\)|copyright) ?.{0,80}",
    r"terms(?: (?:and|&) conditions| of use)?|disclaimer",
    r"site ?map|freedom of information(?: \(foi\))?|foi|open government licen[cs]e(?: v?3(?:\.0)?)?",
    r"(?:all content is|this site is|contains) .{0,60}(?:open government licen[cs]e|crown copyright).{0,120}",
)
"""What only the end of a page says, folded."""
_LIKELY = (
    r"contact(?: us)?|about(?: us| hmicfrs)?|help|feedback|complaints|careers|vacancies|jobs|news|media|glossary|home",
    r"follow us(?: on .{0,40})?|twitter|x|facebook|linkedin|youtube|instagram|flickr|rss(?: feeds?)?|subscribe|share",
    r"email(?: us)?(?: alerts?)?|newsletter|cymraeg|welsh|english|publications|search|a ?- ?z|print(?: this page)?",
    r"(?:back|return) to (?:the )?top|useful links|related (?:sites|links)|quick links|site (?:links|information)|footer",
    r"(?:e-?mail|tel(?:ephone)?|phone|fax|address|post)\b.{0,100}|[\w.+-]+@[\w.-]+",
    r"(?:hmicfrs|hmic|(?:his|her) majesty's inspectorate of constabulary.{0,60})(?:[,:] .{0,120})?",
    r".{0,160}\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}(?:, (?:uk|united kingdom|england))?",
    r"(?:\+44|\(?0\d{2,4}\)?)[\d ()-]{6,14}",
    r"(?:\d+(?:st|nd|rd|th) floor|floor \d+),? .{0,80}|globe house|\d+ eccleston square",
    r"we use cookies.{0,300}|(?:accept|reject)(?: all)? cookies|(?:website|site|designed|built|powered) by .{0,40}",
)
"""What the end of a page says too, folded; a page may say it elsewhere."""
_IS_SURE = re.compile("|".join(_SURE))
_IS_LIKELY = re.compile("|".join(_LIKELY))
_IN_SENTENCES = re.compile("[Ll]icen[cs]e|opyright|ookies|[Ff]loor")
_PARTED = re.compile(r"\s*[|·•‧∙/]\s*|\s[–—-]\s|\s{2,}")
_LONGEST = 160  # characters of one thing that a line of a footer says
_SHORT = 60
_MOST = 40  # lines of a footer


def without_footer(blocks: list[RawBlock]) -> list[RawBlock]:
    """Return the blocks of a page without the site's own lines at its end.

    The end is told by where it stands and by what it says: lines of which each is one that sites end with, two
    at least, one at least that stands nowhere else. A page that ends otherwise is returned as it is.
    """
    count, sure, strange, start = 0, False, False, len(blocks)
    for place in range(len(blocks) - 1, max(-1, len(blocks) - 1 - _MOST), -1):
        block = blocks[place]
        in_sentences = _IN_SENTENCES.search(block.text) is not None
        if block.text[-1] == "." and not in_sentences:
            break
        parts = _parts(block)
        if not in_sentences and max(map(len, parts)) > _LONGEST:
            break
        is_sure = any(map(_IS_SURE.fullmatch, parts))
        if block.level == 1 or (strange and not is_sure):
            break
        if all(_IS_SURE.fullmatch(part) or _IS_LIKELY.fullmatch(part) for part in parts):
            count, sure, strange, start = count + len(parts), sure or is_sure, False, place
        elif sure and len(block.text) <= _SHORT and not block.text.endswith("."):
            strange = True  # a name that nobody knows, among the others where one that is sure stands before it
        else:
            break
    return blocks[:start] if sure and count > 1 else blocks


def _parts(block: RawBlock) -> list[str]:
    """Return what a line says, folded: its links and what stands between, or its parts between bars and dots."""
    rest, parts = block.text, []
    if len(block.links) > 1:
        for words, _ in block.links:
            before, _, rest = rest.partition(words)
            parts += [before, words]
    pieces = (fold(piece) for part in [*parts, rest] for piece in _PARTED.split(part))
    return [piece for piece in pieces if piece.strip(" ,.-|")] or [fold(block.text)]
