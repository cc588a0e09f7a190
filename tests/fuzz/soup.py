"""Broken inputs from a seed: bytes, markup soup, and fixture pages with their parts mixed up."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
URLS = (
    None,
    "",
    "https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016/staffordshire/",
    "https://www.justiceinspectorates.gov.uk/hmicfrs/peel-assessments/peel-2018/gwent/efficiency/detailed-findings/",
    "https://hmicfrs.justiceinspectorates.gov.uk/peel-reports/sussex-2021-22/",
    "https://hmicfrs.justiceinspectorates.gov.uk/frs-assessments/avon-2023-2025/",
    "http://[::1/%zz?#",
)
TYPES = (None, "text/html", "text/html; charset=utf-16", "text/html; charset=\x00", "application/pdf", "x" * 500)
_TAGS = ["p", "div", "span", "h1", "h2", "h3", "h6", "main", "header", "footer", "nav", "aside", "table", "tr", "td", "th", "ul", "li", "dl", "dt", "dd", "a", "b", "strong", "br", "img", "svg", "title", "details", "summary", "caption"]  # fmt: skip
_WORDS = (
    "Staffordshire 2016", "Effectiveness", "Efficiency", "Legitimacy", "Leadership", "Good", "Requires improvement",
    "To be graded", "Last updated 02/03/2017", "Last updated 31/02/2017", "HMI's observations", "Context",
    "Key facts – 2019/20", "Population", "1.14m people", "up4% local 10 yr change", "49p per person per day local",
    "The extent to which the force is effective at keeping people safe and reducing crime is good.",
    "in terms of its effectiveness, in general, the force is good at reducing crime and outstanding at investigating;",
    "PEEL 2021/22 – An inspection of Sussex Police", "Our judgments", "Areas for improvement", "Cause of concern",
    "By 31 July 2017, the force should:", "Letter information", "From:", "Question", "Score", "1", "HMICFRS",
    "\u202e\u0000\ud7ff\ufffd", "½ NaN 1e999 1_049 −9", "Wendy Williams, Her Majesty’s Inspector of Constabulary",
    "Contact Wendy Williams", "&#0;&#x110000;&pound;&nbsp;&bogus;", "a" * 300, "(" * 80, "." * 200,
)  # fmt: skip
_ATTRIBUTES = ('class="x"', 'role="heading" aria-level="9"', "hidden", 'style="display:none"', 'href="javascript:x"', 'role="main"',
               'alt="Good"', "id=", 'href="//[bad"', "<", 'lang="cy"', 'aria-label="Up"')  # fmt: skip


@lru_cache(maxsize=1)
def pages() -> list[bytes]:
    """The bytes of the fixtures' pages, the large ones left out."""
    found = [path.read_bytes() for path in sorted(FIXTURES.glob("*/*/page.html"))]
    return [body for body in found if 0 < len(body) < 60_000]


def raw(rng: random.Random) -> bytes:
    return rng.randbytes(rng.randrange(400))


def soup(rng: random.Random) -> bytes:
    """Tags, labels and sentences of the site in no order, opened and not closed."""
    parts: list[str] = []
    for _ in range(rng.randrange(1, 90)):
        tag = rng.choice(_TAGS)
        attribute = f" {rng.choice(_ATTRIBUTES)}" if rng.random() < 0.2 else ""
        parts.append(
            rng.choice((f"<{tag}{attribute}>", f"</{tag}>", rng.choice(_WORDS), "<!--", "-->", "\n", "<![CDATA[", "<"))
        )
        parts.append(rng.choice(_WORDS) if rng.random() < 0.6 else "")
    text = "<html><body>" + "".join(parts) + rng.choice(("</body></html>", "", "</main><footer>"))
    return text.encode(rng.choice(("utf-8", "utf-8", "utf-16", "cp1252")), "replace")


def mixed(rng: random.Random) -> bytes:
    """Two fixture pages cut at random places and put together."""
    first, second = rng.choice(pages()), rng.choice(pages())
    return first[: rng.randrange(len(first))] + second[rng.randrange(len(second)) :]


def flipped(rng: random.Random) -> bytes:
    """A fixture page with bytes changed, taken out and doubled."""
    body = bytearray(rng.choice(pages()))
    for _ in range(rng.randrange(1, 60)):
        place = rng.randrange(len(body))
        match rng.randrange(4):
            case 0:
                body[place] = rng.randrange(256)
            case 1:
                del body[place : place + rng.randrange(1, 30)]
            case 2:
                body[place:place] = body[place : place + rng.randrange(1, 200)]
            case _:
                body[place:place] = rng.choice(_WORDS).encode("utf-8", "replace")
        if not body:
            break
    return bytes(body)


KINDS: tuple[Callable[[random.Random], bytes], ...] = (raw, soup, soup, mixed, flipped)


def one(seed: int) -> tuple[bytes, str | None, str | None]:
    """Return the input of a seed: body, address, content type."""
    rng = random.Random(seed)
    return rng.choice(KINDS)(rng), rng.choice(URLS), rng.choice(TYPES)
