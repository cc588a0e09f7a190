"""Pages of the size of real ones, made from the fixtures: same seed, same bytes.

A fixture gives the main content; names, grades and figures vary, and around it stands the chrome of a site built with
WordPress: head, styles, scripts, structured data, a menu of 70 entries, the list of forces, a map drawn in
SVG, a footer. What changes with every capture of a real page (a nonce, the cache's comment) changes here too.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from schemas.vocabulary import find_round
from scraper.catalogue.organisations import ORGANISATIONS, Organisation
from scraper.catalogue.urls import CANONICAL_HOST

FIXTURES = Path(__file__).parent.parent / "fixtures"
MODEL = "assessment/staffordshire-2016"
"""The page that the project began with: three witnesses a pillar, every section, fifteen figures."""
BASES = (
    MODEL,
    "assessment/gwent-2014-three-requires-improvement",
    "assessment/cambridgeshire-2015-lead-ins-before-contact",
    "assessment/hertfordshire-2017-sentences-in-one-paragraph",
    "assessment/cleveland-2018-19-upper-case-sentences",
    "assessment/fire-norfolk-2018-19-lead-in-bullets",
    "assessment/fire-avon-2021-22-inspector-doubled",
    "pillar/durham-2014-effectiveness-three-of-six-graded",
    "pillar/gwent-2014-efficiency-three-graded",
    "pillar/nottinghamshire-2014-legitimacy-all-ungraded",
    "pillar/devon-and-cornwall-2015-effectiveness-areas-after-prose",
    "pillar/dorset-2015-legitimacy-crime-recording-not-inspected",
    "pillar/lincolnshire-2015-leadership-heading-lost",
    "pillar/greater-manchester-2016-efficiency-tables",
    "pillar/wiltshire-2016-leadership-with-heading",
    "pillar/essex-2017-effectiveness-question-not-inspected",
    "pillar/suffolk-2018-19-effectiveness-old-areas-in-prose",
    "pillar/gwent-2018-19-efficiency-areas-after-summary",
    "pillar/thames-valley-2018-19-legitimacy-no-grade-word",
    "pillar/fire-cheshire-2018-19-effectiveness-areas-first",
    "pillar/fire-hereford-and-worcester-2018-19-efficiency-ampersand",
    "pillar/fire-norfolk-2018-19-people-no-judgment-sentence",
    "pillar/fire-west-midlands-2021-22-effectiveness-innovative-practice",
    "pillar/fire-dorset-and-wiltshire-2021-22-efficiency-no-grade-lines",
    "pillar/fire-gloucestershire-2021-22-people-cause-of-concern",
    "findings/cleveland-2018-19-effectiveness-cause-of-concern-with-deadline",
    "findings/gwent-2018-19-efficiency-areas-first",
    "other_reports/essex-2015-three-reports",
    "other_reports/lancashire-2016-standing-paragraphs-only",
    "other_reports/north-wales-2017-one-report-welsh-line",
    "report/suffolk-2021-22-pilot-revisit-initial-grades",
    "report/derbyshire-2023-25-previous-judgments",
    "report/avon-fire-2023-25-grade-table",
)
"""One layout for each page type, body, round and pillar that the fixtures hold: about 1,350 pages a crawl."""
_ADJECTIVES = ("good", "outstanding", "inadequate")
_FIRST_CRAWL = dt.datetime(2017, 3, 1, 2, tzinfo=dt.UTC)


@dataclass(frozen=True)
class MadePage:
    """A page as a source would give it: its address, the moment of its capture, its bytes."""

    url: str
    captured_at: dt.datetime
    body: bytes


@dataclass(frozen=True)
class Base:
    """A fixture that pages are made from."""

    name: str
    url: str
    body: str
    organisation: Organisation
    round: str

    @property
    def others(self) -> list[Organisation]:
        """The organisations that can stand in for the fixture's own in its round."""
        return [
            o
            for o in ORGANISATIONS.values()
            if o.kind == self.organisation.kind
            and o.in_rounds
            and o.in_round(self.round)
            and o.name not in {"London", "Metropolitan", "City of London", "Hampshire", "Hampshire and Isle of Wight"}
        ]

    @cached_property
    def names(self) -> re.Pattern[str]:
        """Every form in which the page names its own organisation: the whole name, the area, the slug."""
        own = self.organisation
        forms = sorted({own.full_name, own.name, own.slug}, key=len, reverse=True)
        return re.compile("|".join(rf"\b{re.escape(form)}\b" for form in forms))

    def named(self, other: Organisation) -> str:
        """Return the fixture's markup with another organisation in place of its own."""
        own = self.organisation
        forms = {own.full_name: other.full_name, own.name: other.name, own.slug: other.slug}
        return self.names.sub(lambda match: forms[match.group()], self.body)

    def address(self, other: Organisation) -> str:
        """Return the canonical address of the page for another organisation."""
        path = self.url.split("/", 3)[3].removeprefix("hmicfrs/")
        return f"https://{CANONICAL_HOST}/" + re.sub(rf"\b{self.organisation.slug}\b", other.slug, path)


@lru_cache(maxsize=64)
def base(name: str) -> Base:
    """Return a fixture as a base; raises KeyError where its facts name no organisation or round."""
    folder = FIXTURES / name
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    page = meta["facts"]["page"]
    organisation = ORGANISATIONS[page["organisation"]]
    assert find_round(organisation.kind, page["round"]) is not None
    body = (folder / "page.html").read_text("utf-8")
    return Base(name, meta["url"], body, organisation, page["round"])


def make_page(
    of: Base, other: Organisation, *, state: int = 0, capture: int = 0, captured_at: dt.datetime = _FIRST_CRAWL
) -> MadePage:
    """Make the page of an organisation; `state` changes what it says, `capture` only what is around it."""
    told = random.Random(f"{of.name} {other.id} {state}")
    shell = random.Random(f"{of.name} {other.id} {capture}")
    text = _figures(_grades(of.named(other), told), told)
    if state:
        text = _PARAGRAPH.sub(
            rf"\1\n<p>What we saw on visit {state} does not change the sense of this page.</p>", text, count=1
        )
    return MadePage(of.address(other), captured_at, _dressed(text, shell).encode())


def model_pages(count: int) -> list[MadePage]:
    """Make pages of the model's layout, another organisation each, then other states of the same ones."""
    of = base(MODEL)
    others = of.others
    return [make_page(of, others[n % len(others)], state=n // len(others)) for n in range(count)]


def crawls(count: int, *, start: int = 0, of: tuple[str, ...] = BASES, changes: int = 8) -> Iterator[MadePage]:
    """Make the captures `start` to `count` as crawls of a web archive give them: every page, month after month.

    What a page says changes with every `changes`th crawl; its shell differs in each. The pages of a crawl stand in
    one shuffled order, so that the first few hundred are a sample of all layouts, as large as the rest.
    """
    pages = [(base(name), other) for name in of for other in base(name).others]
    random.Random(1).shuffle(pages)
    for number in range(start, count):
        crawl, place = divmod(number, len(pages))
        which, other = pages[place]
        moment = _FIRST_CRAWL + dt.timedelta(days=30 * crawl, seconds=2 * place)
        yield make_page(which, other, state=(crawl + place % changes) // changes, capture=crawl, captured_at=moment)


_PARAGRAPH = re.compile(r"(<p>[^<]{200,}</p>)")
_WORD = f"(?P<word>{'|'.join(_ADJECTIVES)})"
_GRADE = re.compile(rf"(?P<before>\b(?:is|as|be):? |>){_WORD}(?P<after>\b)", re.I)


def _grades(text: str, told: random.Random) -> str:
    """Change grade words in headline sentences and badges, all of one word to the same other one."""
    to = dict(zip(_ADJECTIVES, told.sample(_ADJECTIVES, 3), strict=True))

    def other(match: re.Match[str]) -> str:
        word = to[match["word"].lower()]
        return match["before"] + (word.capitalize() if match["word"][0].isupper() else word) + match["after"]

    return _GRADE.sub(other, text)


_FIGURE = re.compile(r"(?<=[>\s])(?P<figure>\d\.\d\d(?= per 1000)|\d{2}(?=% frontline))")


def _figures(text: str, told: random.Random) -> str:
    """Change figures of the key facts, none by more than a tenth."""

    def other(match: re.Match[str]) -> str:
        value = float(match["figure"]) * told.uniform(0.9, 1.0)
        return f"{value:.2f}" if "." in match["figure"] else f"{value:.0f}"

    return _FIGURE.sub(other, text)


# --- chrome --------------------------------------------------------------------------------------------------

_MENU = ("About us", "What we do", "Police forces", "Fire services", "Publications", "News", "Contact us")
_RULES = (
    ".grid-{n}{{display:grid;grid-template-columns:repeat({n},minmax(0,1fr));gap:{n}px;margin:0 auto {n}rem}}",
    "@media(min-width:{n}0em){{.col-{n}{{flex:0 0 {n}%;max-width:{n}%;padding:.{n}rem}}}}",
    ".menu-item-{n}>a:hover{{color:#0{n};text-decoration:underline;outline:2px solid transparent}}",
)
_SCRIPT = (
    "window.site=window.site||{{}};site.m{n}=function(e){{var t=document.querySelector('[data-m=\"{n}\"]');"
    "if(t&&e.target.closest('.menu')){{t.classList.toggle('open');t.setAttribute('aria-expanded',!0)}}return t}};"
)


def _dressed(text: str, shell: random.Random) -> str:
    """Put the chrome around a fixture's markup."""
    nonce = f"{shell.getrandbits(40):010x}"
    text = text.replace("</head>", _head() + f'<meta name="csrf" content="{nonce}">\n</head>', 1)
    text = re.sub(r"<body([^>]*)>", lambda m: m[0] + "\n" + _top(), text, count=1)
    bottom = _bottom() + f'<script nonce="{nonce}">site.start("{nonce}")</script>\n<!-- cached {nonce} -->\n</body>'
    return text.replace("</body>", bottom, 1)


@lru_cache(maxsize=1)
def _head() -> str:
    graph = [
        {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": n,
                    "name": f"Level {n}",
                    "item": f"https://{CANONICAL_HOST}/level-{n}/",
                }
                for n in range(1, 25)
            ],
        }
    ]
    styles = "\n".join(rule.format(n=n) for n in range(1, 41) for rule in _RULES)
    scripts = "\n".join(_SCRIPT.format(n=n) for n in range(1, 31))
    links = "\n".join(f'<link rel="preload" href="/themes/a/font-{n}.woff2" as="font" crossorigin>' for n in range(12))
    return (
        f'{links}\n<script type="application/ld+json">{json.dumps({"@graph": graph})}</script>\n'
        f"<style>{styles}</style>\n<script>{scripts}</script>\n"
    )


@lru_cache(maxsize=1)
def _top() -> str:
    items = "\n".join(
        f'<li id="menu-item-{n}" class="menu-item menu-item-type-post_type menu-item-object-page menu-item-{n}">'
        f'<a href="/section-{n}/" data-m="{n}"><span>{_MENU[n % 7]} {n}</span></a></li>'
        for n in range(1, 71)
    )
    return f'<div class="site-top"><nav class="menu" aria-label="Site"><ul>\n{items}\n</ul></nav></div>'


@lru_cache(maxsize=1)
def _bottom() -> str:
    drawn = random.Random("map")
    forces = [o for o in ORGANISATIONS.values() if o.kind == "police" and o.in_rounds]
    rows = "\n".join(f'<li class="force"><a href="/police-forces/{o.slug}/">{o.full_name}</a></li>' for o in forces)
    shapes = "\n".join(
        f'<a href="/police-forces/{o.slug}/"><path id="map-{o.slug}" class="shape" d="M'
        + " L".join(f"{drawn.uniform(0, 500):.1f},{drawn.uniform(0, 700):.1f}" for _ in range(36))
        + f'Z"><title>{o.name}</title></path></a>'
        for o in forces
    )
    foot = "\n".join(f'<li><a href="/foot-{n}/">Footer entry {n}</a></li>' for n in range(1, 25))
    return (
        f'<aside class="forces" aria-label="All forces"><h2>Other forces</h2><ul>\n{rows}\n</ul>\n'
        f'<svg class="map" viewBox="0 0 500 700" xmlns="http://www.w3.org/2000/svg">\n{shapes}\n</svg></aside>\n'
        f'<footer class="site-foot"><ul>\n{foot}\n</ul></footer>\n'
    )
