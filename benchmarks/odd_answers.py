"""Look at a site that answers each request well, oddly or badly, at random: what it shows must be in the record, or told.

    python benchmarks/odd_answers.py [NIGHTS] [SEED]

Ten pages and more, some new ones on the way, grades that change; each page and the index are answered by one of the kinds
below each night, some after a redirect, some after one bad answer. After a night the grade of every page must be the one
that the site last gave in a whole page, and a clean night must have got every page that it asked for or named it. Two good
nights end it: then every page is there. The record that `peel rebuild` makes must be the same. Ends with 1 where that is
not so.
"""

from __future__ import annotations

import gzip
import random
import re
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from socket import socket

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.nights import GRADES, LATER
from tests.fetcher.server import Reply, Seen, Site, answer, chunked, reset
from tests.runs.nights import CHALLENGE, HOME, INDEX, NOT_FOUND, Calendar, Night, id_of, path_of, stamped, to_grade
from tests.runs.site import FORCES, content, page, peel

_ERROR = "<html><head><title>Error</title></head><body><main><h1>Something went wrong</h1></main></body></html>"
_LOGIN = (
    '<html><head><title>Log In</title></head><body class="login"><form><input type="password"></form></body></html>'
)
_OFFLINE = "<html><body><main><h1>Briefly unavailable for scheduled maintenance.</h1></main></body></html>"
_EMPTY_INDEX = "<html><head><title>PEEL</title></head><body><main><h1>PEEL assessments</h1></main></body></html>"
Bad = Callable[[str, str, random.Random], Reply]
"""Makes a bad answer of a page's text, another page's text, and chance."""

BAD: dict[str, Bad] = {
    "404": lambda text, other, dice: answer(NOT_FOUND, 404),
    "410": lambda text, other, dice: answer(NOT_FOUND, 410),
    "500": lambda text, other, dice: answer(_ERROR, 500),
    "503": lambda text, other, dice: answer("busy", 503),
    "429": lambda text, other, dice: answer("slow", 429, Retry_After="0"),
    "403": lambda text, other, dice: answer("<h1>Forbidden</h1>", 403),
    "401": lambda text, other, dice: answer("", 401),
    "418": lambda text, other, dice: answer("teapot", 418),
    "999": lambda text, other, dice: answer("", 999),
    "204": lambda text, other, dice: answer("", 204),
    "a 304 that nobody asked for": lambda text, other, dice: answer("", 304, length=None),
    "a challenge": lambda text, other, dice: answer(CHALLENGE),
    "a login": lambda text, other, dice: answer(_LOGIN),
    "nothing": lambda text, other, dice: answer(""),
    "not found with 200": lambda text, other, dice: answer(NOT_FOUND),
    "an error with 200": lambda text, other, dice: answer(_ERROR),
    "maintenance with 200": lambda text, other, dice: answer(_OFFLINE),
    "the home page": lambda text, other, dice: answer(HOME),
    "another page": lambda text, other, dice: answer(other),
    "JSON": lambda text, other, dice: answer('{"error": 1}', Content_Type="application/json"),
    "a PDF": lambda text, other, dice: answer(b"%PDF-1.4 x", Content_Type="application/pdf"),
    "noise": lambda text, other, dice: answer(dice.randbytes(5000)),
    "zeros": lambda text, other, dice: answer(bytes(5000)),
    "an empty shell": lambda text, other, dice: answer(re.sub(r"<main.*</main>", "<main></main>", text, flags=re.S)),
    "cut by the site": lambda text, other, dice: answer(text.encode()[: len(text) * dice.randint(20, 80) // 100]),
    "cut on the way": lambda text, other, dice: answer(text.encode()[:-500], length=str(len(text.encode()))),
    "a cut chunk": lambda text, other, dice: chunked(text.encode()[:3000], end=b""),
    "cut gzip": lambda text, other, dice: answer(gzip.compress(text.encode())[:-300], Content_Encoding="gzip"),
    "a part": lambda text, other, dice: answer(text.encode()[:4000], 206, Content_Range="bytes 0-3999/20000"),
    "broken off": lambda text, other, dice: reset,
    "a redirect to the home page": lambda text, other, dice: answer("", 302, Location="/"),
    "a redirect to nothing": lambda text, other, dice: answer("", 301, Location="/nothing-here/"),
    "a redirect off the site": lambda text, other, dice: answer("", 302, Location="http://127.0.0.1:9/x"),
    "a redirect without a place": lambda text, other, dice: answer("", 302),
    "no status": lambda text, other, dice: b"HTTP/1.1 abc\r\n\r\n",
    "no HTTP": lambda text, other, dice: b"hello\r\n\r\n",
    "a head without end": lambda text, other, dice: b"HTTP/1.1 200 OK\r\nX: " + b"a" * 70_000 + b"\r\n\r\n",
}
WELL: dict[str, Callable[[str, str], bytes]] = {
    "plain": lambda text, etag: answer(text, ETag=etag),
    "gzip": lambda text, etag: answer(gzip.compress(text.encode(), mtime=0), Content_Encoding="gzip", ETag=etag),
    "deflate": lambda text, etag: answer(zlib.compress(text.encode()), Content_Encoding="deflate", ETag=etag),
    "chunked": lambda text, etag: chunked(text.encode(), 777, ETag=etag),
    "until the end": lambda text, etag: answer(text, length=None, Connection="close", ETag=etag),
    "a wrong charset": lambda text, etag: answer(text, Content_Type="text/html; charset=iso-8859-1", ETag=etag),
    "no type": lambda text, etag: answer(text, Content_Type="", ETag=etag),
    "a byte order mark": lambda text, etag: answer(b"\xef\xbb\xbf" + text.encode(), ETag=etag),
    "UTF-16": lambda text, etag: answer(text.encode("utf-16"), ETag=etag),
    "no validator": lambda text, etag: answer(text),
    "a weak validator": lambda text, etag: answer(text, ETag=f"W/{etag}"),
    "203": lambda text, etag: answer(text, 203, ETag=etag),
    "a stamp": lambda text, etag: answer(stamped(text), ETag=etag),
}


@dataclass
class World:
    """What the site has: the grade and the version of each page; and what it gave in a whole page last, by force."""

    dice: random.Random
    grades: dict[str, str] = field(default_factory=lambda: dict.fromkeys(FORCES, "good"))
    versions: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FORCES, 0))
    given: dict[str, str] = field(default_factory=dict)
    asked: dict[str, list[str]] = field(default_factory=dict)
    """How each page was answered tonight."""
    shown: set[str] = field(default_factory=set)
    """The pages to which an index that was well has led so far: the others are guesses, which may not be there."""

    def text(self, force: str) -> str:
        """Return a page as it is now."""
        number = self.versions[force]
        more = f"<p>In month {number} the force told us about its plan number {number}.</p>\n<h3>Working"
        made = to_grade(self.grades[force])(page(force))
        return made.replace("<h3>Working", more, 1) if number else made

    def change(self) -> None:
        """Let some pages change, some of them their grade too."""
        for force in self.grades:
            if self.dice.random() < 0.25:
                self.versions[force] += 1
                if self.dice.random() < 0.6:
                    self.grades[force] = self.dice.choice(GRADES)

    def well(self, force: str, how: str) -> Reply:
        """Return what gives a page as it is, or says that it is what was given before."""
        etag = f'"{force}-{self.versions[force]}"'

        def send(conn: socket, seen: Seen) -> None:
            is_known = seen.headers.get("if-none-match") == etag and how != "no validator"
            conn.sendall(answer("", 304, length=None, ETag=etag) if is_known else WELL[how](self.text(force), etag))
            self.given[force] = self.grades[force]
            self.asked.setdefault(force, []).append(how)

        return send

    def badly(self, force: str, asked: str) -> Reply:
        """Return what gives anything but a page, and is noted as the answer of what is `asked` for."""
        name = self.dice.choice(sorted(BAD))
        other = self.dice.choice([each for each in self.grades if each != force])
        made = BAD[name](self.text(force), self.text(other), self.dice)

        def send(conn: socket, seen: Seen) -> None:
            self.asked.setdefault(asked, []).append(name)
            if callable(made):
                made(conn, seen)
            else:
                conn.sendall(made)

        return send


def lay_out(world: World, kept: Calendar, *, good: bool) -> None:
    """Let each page be answered in some way, and the index in half of the nights in a bad one."""
    site, dice = kept.site, world.dice
    kept.link(world.grades)
    if not good and dice.random() < 0.5:
        site.routes[INDEX] = [answer(_EMPTY_INDEX) if dice.random() < 0.2 else world.badly(dice.choice(FORCES), INDEX)]
    else:
        world.shown |= world.grades.keys()
    for force in world.grades:
        own, how, luck = path_of(force), dice.choice(sorted(WELL)), dice.random()
        if good or luck < 0.5:
            site.routes[own] = [world.well(force, "plain" if good else how)]
        elif luck < 0.6:
            moved = f"/inspections{own}"
            site.routes[moved] = [world.well(force, how)]
            site.routes[own] = [answer("<h1>Moved</h1>", dice.choice((301, 302, 307, 308)), Location=moved)]
        elif luck < 0.75:
            site.routes[own] = [world.badly(force, force), world.well(force, how)]
        else:
            site.routes[own] = [world.badly(force, force)]


def faults_of(world: World, kept: Calendar, night: Night) -> Iterator[str]:
    """Return in words which grades are not those that the site last gave, and what a clean night lost in silence."""
    grades, gone = kept.grades(), kept.gone()
    for force in world.grades:
        found, given, how = grades.get(force.lower()), world.given.get(force), world.asked.get(force, [])
        if found != given:
            yield f"{force} is {found}, and {given} was given; answered with {how}; {night.code} {night.line}"
        is_told = id_of(force) in night.line or id_of(force) in gone
        is_lost = force in world.shown and how and not WELL.keys() & how
        if is_lost and night.code == 0 and not is_told:
            yield f"{force} was answered with {how}, and the night is clean: {night.line}"


def rebuilt_otherwise(kept: Calendar) -> Iterator[str]:
    """Return the tables that a rebuild makes otherwise, but for when what is no page of a known type was found gone."""
    before = content(kept.out / "peel.db")
    done = peel("rebuild", "--db", kept.out / "peel.db", "--archive-dir", kept.out / "archive", cwd=kept.out)
    after = content(kept.out / "peel.db")
    if done.code:
        yield f"the rebuild ended with {done.code}: {done.said}"
    for table in before.keys() - {"dataset"}:
        differ = {*before[table]} ^ {*after[table]}
        if table == "pages":
            differ = {row for row in differ if row[1] != "unknown"}
        if differ:
            yield f"{len(differ)} rows of {table} are others in the rebuilt database"


def try_nights(folder: Path, nights: int, seed: int) -> list[str]:
    """Return in words what was wrong in so many nights, two good ones at their end, and after a rebuild."""
    world, site = World(random.Random(seed)), Site()
    kept, later, found = Calendar(folder, site), sorted(LATER), list[str]()
    try:
        for number in range(nights + 2):
            world.change()
            if later and number < nights and world.dice.random() < 0.4:
                force = later.pop()
                world.grades[force], world.versions[force] = "good", 0
            world.asked.clear()
            lay_out(world, kept, good=number >= nights or world.dice.random() < 0.15)
            night = kept.night(days=world.dice.choice((1, 1, 1, 8, 31, 95)))
            found += [f"night {number}: {fault}" for fault in faults_of(world, kept, night)]
        missing = {force.lower() for force in world.grades} - kept.grades().keys()
        found += [f"{force} is missing in the end" for force in sorted(missing)]
        return [*found, *rebuilt_otherwise(kept)]
    finally:
        site.close()


def main() -> None:
    """Try so many nights, and end with 1 where something was wrong."""
    nights, seed = (int(word) for word in [*sys.argv[1:], *("40", "1")[len(sys.argv) - 1 :]])
    with tempfile.TemporaryDirectory() as folder:
        found = try_nights(Path(folder), nights, seed)
    sys.stdout.write("\n".join([*found, f"{nights} nights, seed {seed}: {len(found)} faults", ""]))
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
