"""Bytes to text: which encoding a page is in, by the order of the contract (F18, F19)."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field

from schemas.extraction import Problem, problem

_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")
_META_UTF8 = re.compile(rb"<meta charset=[\"']?utf-8[\"']?\s*/?>", re.I)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
# Characters that HTML 5.2.3 does not allow in a text; tab, line feed, form feed, carriage return are white space.
_CONTROL = bytes([*range(9), 11, *range(14, 32), 127])
_REPLACED = "\ufffd".encode()
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_C1 = re.compile("[\x80-\x9f]")
_C1_BYTES = re.compile(b"\xc2[\x80-\x9f]")
_MOJIBAKE = re.compile("Â[£\xa0]|â€[™œ“”\x9d\x93]|Ã©")
_FAMILIES = re.compile(r"utf-?8|utf-?16|utf-?32|iso8859|cp125|cp874|koi8|mac-|gb|big5|shift_jis|euc|ascii|latin")
_WIDE = re.compile(r"utf-?(16|32)")


@dataclass(frozen=True)
class Decoded:
    """A page's text as UTF-8 bytes for the tree builder, the encoding it came in, and what was odd."""

    utf8: bytes
    encoding: str
    problems: list[Problem] = field(default_factory=list)


def _codec(label: str | None) -> str | None:
    """Give Python's name of a charset label; None for an unknown one or one that is no text encoding."""
    if not label:
        return None
    try:
        name = codecs.lookup(label.strip()).name
    except (LookupError, ValueError):
        return None
    if not _FAMILIES.match(name):
        return None
    return "cp1252" if name in {"iso8859-1", "ascii", "latin-1"} else name


def _declared(body: bytes) -> str | None:
    """Give the charset that a page's own markup names; the detector is asked where it says anything else than UTF-8."""
    if _META_UTF8.search(body, 0, 1024):
        return "utf-8"
    from bs4.dammit import EncodingDetector

    return EncodingDetector.find_declared_encoding(body, is_html=True)


def header_charset(content_type: str | None) -> str | None:
    """Give the charset that a Content-Type header names, or None."""
    match = _CHARSET.search(content_type or "")
    return match.group(1) if match else None


def _bom(body: bytes) -> tuple[str, bytes] | None:
    if not body.startswith(_MARKS):
        return None
    from bs4.dammit import EncodingDetector

    rest, name = EncodingDetector.strip_byte_order_mark(body)
    return (name, rest) if name else None


def _wide(body: bytes) -> str | None:
    """Give UTF-16 by its zero bytes: markup is mostly ASCII, so every second byte is zero."""
    head = body[:400]
    if len(head) < 8:
        return None
    half = len(head) // 2
    if head[1::2].count(0) > half * 0.8:
        return "utf-16-le"
    if head[0::2].count(0) > half * 0.8:
        return "utf-16-be"
    return None


def _sound(body: bytes, name: str | None) -> str | None:
    """Give the text in an encoding, None where it does not fit or shows the marks of a wrong one."""
    if name is None or (_WIDE.match(name) and b"\x00" not in body[:400]):
        return None
    try:
        text = body.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None
    return None if "\ufffd" in text or _MOJIBAKE.search(text) else text


def _last_resort(body: bytes) -> tuple[str, str]:
    """Give the least damaged text of bytes that fit no encoding: UTF-8 where most of it is that, else cp1252."""
    as_utf8 = body.decode("utf-8", "replace")
    if len(_MULTIBYTE.findall(body)) > 2 * as_utf8.count("\ufffd"):
        return "utf-8", as_utf8
    return "cp1252", "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) if b > 127 else chr(b) for b in body)


def _choose(body: bytes, content_type: str | None) -> tuple[str, str, list[Problem]]:
    header = _codec(header_charset(content_type))
    meta = _codec(_declared(body))
    if not body.isascii():
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            others = {name for name in (header, meta) if name and name != "utf-8"}
            notes = [_overridden(others)] if others else []
            return "utf-8", text, notes
    tried = [(name, _sound(body, name)) for name in (header, meta, _wide(body), "utf-8", "cp1252") if name]
    for place, (name, text_or_none) in enumerate(tried):
        if text_or_none is not None:
            wrong = [n for n, _ in tried[:place] if n in {header, meta} and not _WIDE.match(n)]
            notes = [_fallback(wrong[0], name)] if wrong else []
            return name, text_or_none, notes
    name, text = _last_resort(body)
    return name, text, [_fallback("the declared charset", name)]


def _overridden(others: set[str]) -> Problem:
    return problem("encoding_overridden", f"The bytes are UTF-8 though {', '.join(sorted(others))} is declared.")


def _fallback(wrong: str, used: str) -> Problem:
    return problem("encoding_fallback", f"The bytes do not fit {wrong}; they were read as {used}.")


def decode(body: bytes, content_type: str | None = None) -> Decoded:
    """Give a page's text as clean UTF-8.

    The order: byte order mark; valid UTF-8 with a multi-byte sequence; the charset of the header; that of the
    page; Windows-1252. An encoding that yields U+FFFD or the marks of a wrong one (`Â£`) falls to the next.
    """
    marked = _bom(body)
    if marked:
        name, rest = marked
        text = rest.decode(name, "replace")
        if "\ufffd" not in text:
            return _clean(text.encode("utf-8", "replace"), name, [])
        body = rest
    name, text, notes = _choose(body, content_type)
    as_sent = name == "utf-8" and not notes
    return _clean(body if as_sent else text.encode("utf-8", "replace"), name, notes)


def _clean(utf8: bytes, encoding: str, notes: list[Problem]) -> Decoded:
    clean = utf8.translate(None, _CONTROL)
    count = len(utf8) - len(clean)
    if b"\xc2" in clean and _C1_BYTES.search(clean):
        text, c1 = _C1.subn(_windows, clean.decode("utf-8", "replace"))
        if c1:
            clean, count = text.encode("utf-8"), count + c1
    if count:
        notes = [*notes, problem("characters_cleaned", f"{count} control characters were taken out.")]
    lost = clean.count(_REPLACED) if _REPLACED[:1] in clean else 0
    if lost:
        notes = [*notes, problem("characters_lost", f"{lost} characters could not be read (U+FFFD).")]
    return Decoded(clean, encoding, notes)


def _windows(match: re.Match[str]) -> str:
    """Give what a browser shows for a C1 code point: the Windows-1252 character."""
    return bytes([ord(match.group())]).decode("cp1252", "ignore")
