"""Bytes to text: which encoding a page is in, by the order of the contract (F18, F19)."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from functools import lru_cache

from schemas.extraction import Problem, problem

_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}"
)
_REMNANT = re.compile(rb"[\xc2\xc3]|\xe2[\x80-\xbf]")
_LAST_CONTINUATION = 0xBF
_HIGH = bytes(range(128, 256))
_NO_LETTER = frozenset(b"\xc2\xc3\xe2\xfe\xff")  # lead bytes of UTF-8's dashes, quotes and accents; marks of UTF-16
_MOST_STRAYS = 100_000  # more are not read one by one
_SAMPLE = 4096
_META_UTF8 = re.compile(rb"<meta charset=[\"']?utf-8[\"']?\s*/?>", re.I)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
# Characters that HTML 5.2.3 does not allow in a text; tab, line feed, form feed, carriage return are white space.
_CONTROL = bytes([*range(9), 11, *range(14, 32), 127])
_NAMED = [*_CONTROL, 0x81, 0x8D, 0x8F, 0x90, 0x9D]  # a browser shows the other C1 code points as Windows-1252
_REFERRED = re.compile(
    b"&#(?:0*(?:%b)(?![0-9])|[xX]0*(?:%b)(?![0-9a-fA-F]));?"
    % (b"|".join(b"%d" % one for one in _NAMED if one), b"|".join(b"%x" % one for one in _NAMED if one)),
    re.I,
)
"""References to control characters (`&#27;`): in the tree they would be what they name. `&#0;` names none there."""
_AGAIN = re.compile(
    rb"(?:amp;)*(?:amp|nbsp|[lr][sd]quo|quot|apos|[nm]dash|hellip|pound|shy|#(?:3[89]|160|173|8\d{3}));"
)
_TWICE = re.compile(rb"&(?:amp;)+(?=%b)" % _AGAIN.pattern)
"""What a reference was escaped with once more, as copies of copies are: no reader is meant to see `&amp;`."""
_FEW = 256  # ampersands that are looked at one by one; a page has some dozens
_REPLACED = "\ufffd".encode()
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_C1 = re.compile("[\x80-\x9f]")
_FAMILIES = re.compile(r"utf-?8|utf-?16|utf-?32|iso8859|cp125|cp874|koi8|mac-|gb|big5|shift_jis|euc|ascii|latin")
_WIDE = re.compile(r"utf-?(16|32)")
_LATIN = frozenset({"utf-8", "cp1252", "iso8859-15", "mac-roman", "utf-16", "utf-16-le", "utf-16-be", "utf-32"})


@dataclass(frozen=True)
class Decoded:
    """A page's text as UTF-8 bytes for the tree builder, the encoding it came in, and what was odd."""

    utf8: bytes
    encoding: str
    problems: list[Problem] = field(default_factory=list)


@lru_cache(maxsize=64)
def _codec(label: str | None) -> str | None:
    """Return Python's name of a charset label; None for an unknown one or one that is no text encoding."""
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
    """Return the charset that a page's own markup names; the detector is asked where it says anything else than UTF-8."""
    if _META_UTF8.search(body, 0, 1024):
        return "utf-8"
    from bs4.dammit import EncodingDetector

    return EncodingDetector.find_declared_encoding(body, is_html=True)


def header_charset(content_type: str | None) -> str | None:
    """Return the charset that a Content-Type header names, or None."""
    match = _CHARSET.search(content_type or "")
    return match.group(1) if match else None


def _bom(body: bytes) -> tuple[str, bytes] | None:
    if not body.startswith(_MARKS):
        return None
    from bs4.dammit import EncodingDetector

    rest, name = EncodingDetector.strip_byte_order_mark(body)
    return (name, rest) if name else None


def _wide(body: bytes) -> str | None:
    """Return UTF-16's name by its NULs: in markup most bytes of one parity are, hardly one of the other."""
    if b"\x00" not in body[:_SAMPLE]:
        return None
    head = body[:_SAMPLE]
    half = len(head) // 2
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if half < 4 or max(even, odd) < half * 0.5 or max(even, odd) < 1.5 * min(even, odd):
        return None
    return "utf-16-le" if odd >= even else "utf-16-be"


def _sound(body: bytes, name: str) -> str | None:
    """Return the text in an encoding, None where it does not fit."""
    if _WIDE.match(name) and b"\x00" not in body[:_SAMPLE]:
        return None
    try:
        text = body.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None
    return None if "\ufffd" in text else text


def _stray(error: UnicodeError) -> tuple[str, int]:
    """Return what stands for bytes that are no UTF-8 (a codec error handler).

    A byte that stands alone is the Windows-1252 character that an editor of another age left (a dash, a pound
    sign); one beside others is what is left of a longer sequence, and no character at all.
    """
    if not isinstance(error, UnicodeDecodeError):
        raise error
    body, start, end = error.object, error.start, error.end
    after_lead = start > 1 and body[start - 2] > _LAST_CONTINUATION
    alone = end - start == 1 and (body[max(0, start - 1) : start] + body[end : end + 1]).isascii() and not after_lead
    if not alone or body[start] in _NO_LETTER:
        return "\ufffd", end
    return body[start:end].decode("cp1252", "replace"), end


codecs.register_error("peel_stray", _stray)


def _is_broken_utf8(body: bytes, declared: list[str]) -> bool:
    """Return whether bytes that are not valid UTF-8 are UTF-8 all the same, but for some of them.

    A valid sequence of several bytes does not come about by chance in a Latin text, so that one is enough whatever
    Latin charset is declared. Other alphabets and East Asian charsets have such pairs: there most must be valid.
    Without one, UTF-8 must be declared, and something must be left of a sequence.
    """
    rest, sequences = _SEQUENCE.subn(b"", body)
    if not sequences:
        return "utf-8" in declared and _REMNANT.search(rest) is not None
    return all(name in _LATIN for name in declared) or sequences > len(rest) - len(rest.translate(None, _HIGH))


def _of_bytes(body: bytes, declared: list[str]) -> tuple[str, str, list[Problem]]:
    """Return encoding, text and notes of bytes that are neither UTF-16 nor UTF-8 to the last."""
    if not body.isascii() and _is_broken_utf8(body, declared):
        text = body.decode("utf-8", "replace")
        return (
            "utf-8",
            text if text.count("\ufffd") > _MOST_STRAYS else body.decode("utf-8", "peel_stray"),
            [_patched()],
        )
    for place, name in enumerate([*declared, "utf-8", "cp1252"]):
        whole = _sound(body, name)
        if whole is not None:
            wrong = [n for n in declared[:place] if not _WIDE.match(n)]
            return name, whole, [_fallback(wrong[0], name)] if wrong else []
    return "cp1252", body.decode("cp1252", "replace"), [_fallback("the declared charset", "cp1252")]


def _choose(body: bytes, content_type: str | None) -> tuple[str, str, list[Problem]]:
    declared = [name for name in (_codec(header_charset(content_type)), _codec(_declared(body))) if name]
    wide = _wide(body)
    if wide is not None:
        text, others = body.decode(wide, "replace"), {name for name in declared if not _WIDE.match(name)}
        notes = [_overridden(wide, others)] if others else []
        return wide, text, [*notes, _patched(wide)] if "\ufffd" in text else notes
    if not body.isascii():
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            others = {name for name in declared if name != "utf-8"}
            return "utf-8", text, [_overridden("utf-8", others)] if others else []
    return _of_bytes(body, declared)


def _overridden(used: str, others: set[str]) -> Problem:
    return problem(
        "encoding_overridden", f"The bytes are {used.upper()} though {', '.join(sorted(others))} is declared."
    )


def _fallback(wrong: str, used: str) -> Problem:
    return problem("encoding_fallback", f"The bytes do not fit {wrong}; they were read as {used}.")


def _patched(used: str = "utf-8") -> Problem:
    return problem("encoding_fallback", f"The bytes are {used.upper()} but for some, which were read one by one.")


def _marked(name: str, rest: bytes) -> tuple[bytes, str, list[Problem]]:
    """Return the UTF-8, the encoding and the notes of a page that begins with the mark of its encoding."""
    try:
        text, notes = rest.decode(name), []
    except UnicodeDecodeError:
        text, notes = rest.decode(name, "peel_stray" if name == "utf-8" else "replace"), [_patched(name)]
    return text.encode("utf-8", "replace"), name, notes


def decode(body: bytes, content_type: str | None = None) -> Decoded:
    """Return a page's text as clean UTF-8.

    The order: byte order mark; UTF-16 told by its NULs; UTF-8 with a multi-byte sequence, where a stray byte is
    read by itself and spoils nothing else; the charset of the header; that of the page; Windows-1252.
    """
    marked = _bom(body)
    if marked:
        name, rest = marked
        if not _WIDE.match(name) or b"\x00" in rest[:_SAMPLE]:
            return _clean(*_marked(name, rest))
        body = rest
    name, text, notes = _choose(body, content_type)
    as_sent = name == "utf-8" and not notes
    return _clean(body if as_sent else text.encode("utf-8", "replace"), name, notes)


def decodes_alike(body: bytes, one: str | None, other: str | None) -> bool:
    """Return whether bytes are the same text, with the same notes, under two Content-Type headers."""
    is_same_charset = _codec(header_charset(one)) == _codec(header_charset(other))
    return is_same_charset or decode(body, one) == decode(body, other)


def _clean(utf8: bytes, encoding: str, notes: list[Problem]) -> Decoded:
    # Looking for each of them takes half as long as laying out the text anew.
    clean = utf8.translate(None, _CONTROL) if any(control in utf8 for control in _CONTROL) else utf8
    count = len(utf8) - len(clean)
    has_number, is_twice = _references(clean)
    clean = _TWICE.sub(b"&", clean) if is_twice else clean
    clean, referred = _REFERRED.subn(b"", clean) if has_number or is_twice else (clean, 0)
    count += referred
    if _has_c1(clean):
        text, c1 = _C1.subn(_windows, clean.decode("utf-8", "replace"))
        if c1:
            clean, count = text.encode("utf-8"), count + c1
    if count:
        notes = [*notes, problem("characters_cleaned", f"{count} control characters were taken out.")]
    lost = clean.count(_REPLACED) if _REPLACED[:1] in clean else 0
    if lost:
        notes = [*notes, problem("characters_lost", f"{lost} characters could not be read (U+FFFD).")]
    return Decoded(clean, encoding, notes)


def _has_c1(utf8: bytes) -> bool:
    """Return whether text holds a C1 control; its lead byte is rare, and found ten times faster than a pattern of both."""
    at = utf8.find(b"\xc2")
    while at >= 0:
        if utf8[at + 1 : at + 2] < b"\xa0":
            return True
        at = utf8.find(b"\xc2", at + 2)
    return False


def _references(utf8: bytes) -> tuple[bool, bool]:
    """Return whether text may hold a reference by number, and one that is escaped once more.

    Of few ampersands what follows is looked at five times faster than a pattern finds it.
    """
    has_number = is_twice = False
    at = utf8.find(b"&")
    for _ in range(_FEW):
        if at < 0:
            return has_number, is_twice
        next_ = utf8[at + 1 : at + 5]
        has_number = has_number or next_[:1] == b"#"
        is_twice = is_twice or (next_ == b"amp;" and _AGAIN.match(utf8, at + 5) is not None)
        at = utf8.find(b"&", at + 1)
    return has_number or b"&#" in utf8, is_twice or b"&amp;" in utf8


def _windows(match: re.Match[str]) -> str:
    """Return what a browser shows for a C1 code point: the Windows-1252 character."""
    return bytes([ord(match.group())]).decode("cp1252", "ignore")
