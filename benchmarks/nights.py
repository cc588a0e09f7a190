"""Look at a site for a hundred and twenty nights in which things go wrong, and tell what was told.

    python benchmarks/nights.py [NIGHTS] [SEED] [--write]

The kinds below come in a random order, each once before any comes again; the site is on loopback, and a day passes for the record between two runs. A
night must end with the code of its kind; after a good night every page that the site has must be in the database with
the grade that the site shows, and nothing else may count as gone. Ends with 1 where that is not so. `--write` puts the
table into docs/nights.md.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from scraper.quality.check import check_command
from scraper.settings import Settings
from tests.fetcher.server import Site, answer
from tests.runs.nights import (
    CHALLENGE,
    HOME,
    LESS,
    NEW_WORD,
    NO_BADGE,
    NOT_FOUND,
    RENAMED,
    Calendar,
    Change,
    Night,
    path_of,
    remarked,
    stamped,
    to_grade,
)
from tests.runs.site import FORCES, page

ROOT = Path(__file__).parents[1]
GRADES = ("outstanding", "good", "inadequate")
LATER = ("Sussex", "Merseyside", "Humberside", "Cleveland", "Lancashire", "Warwickshire", "Derbyshire", "Cheshire")
"""Forces whose pages the site does not have at first."""
SHOWN = 220  # characters of a line in the table


class Kind(NamedTuple):
    """A kind of night: what happens before it, and the codes that it may end with.

    `again` is how many nights it lasts; where it is `accepted`, a person looks at it and accepts what is told.
    """

    happens: Callable[[Nights], None]
    codes: frozenset[int]
    again: int = 1
    accepted: bool = False


class Nights:
    """The site, the record, and what the site is known to say."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.dice = random.Random(seed)
        self.kept = Calendar(folder / "out", Site())
        self.true = dict.fromkeys((force.lower() for force in FORCES), "good")
        self.later = list(LATER)
        self.expected_changes = 0

    def force(self) -> str:
        return self.dice.choice(sorted(self.kept.pages))

    def change(self, change: Change, forces: list[str] | None = None) -> None:
        """Let pages be changed for as long as this kind of night lasts."""
        pages = {f: change(self.kept.pages[f]) for f in forces or [self.force()]}
        for force, text in pages.items():
            self.kept.site.routes[path_of(force)] = [answer(text)]

    def change_all(self, change: Change) -> None:
        self.change(change, sorted(self.kept.pages))

    def grade(self) -> None:
        force = self.force()
        word = self.dice.choice([one for one in GRADES if one != self.true[force.lower()]])
        self.true[force.lower()] = word
        self.kept.show({force: to_grade(word)(page(force))})
        self.expected_changes += 1

    def new_page(self) -> None:
        if self.later:
            force = self.later.pop()
            self.true[force.lower()] = "good"
            self.kept.publish([force])

    def lose(self, *names: str) -> None:
        for name in names:
            path = self.kept.out / name
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)

    def cut_archive(self) -> None:
        newest = max((self.kept.out / "archive").glob("*.warc.gz"), key=lambda path: path.stat().st_mtime_ns)
        newest.write_bytes(newest.read_bytes()[:-200])

    def robots(self, text: str, status: int = 200) -> None:
        self.kept.site.routes["/robots.txt"] = [answer(text, status, Content_Type="text/plain")]
        self.kept.sleep(2)


def codes(*numbers: int) -> frozenset[int]:
    return frozenset(numbers)


KINDS: dict[str, Kind] = {
    "nothing new": Kind(lambda n: None, codes(0)),
    "a grade changes": Kind(Nights.grade, codes(0)),
    "a new page": Kind(Nights.new_page, codes(0)),
    "a badge is lost": Kind(lambda n: n.change(NO_BADGE), codes(3)),
    "a grade word that nobody knows": Kind(lambda n: n.change(NEW_WORD), codes(3)),
    "an older copy of a page": Kind(lambda n: n.change(older), codes(3)),
    "a section vanishes from all pages": Kind(lambda n: n.change_all(LESS), codes(3), 2, accepted=True),
    "a heading is renamed on all pages": Kind(lambda n: n.change_all(RENAMED), codes(3), accepted=True),
    "other markup on all pages": Kind(lambda n: n.change_all(remarked), codes(0)),
    "other bytes on all pages": Kind(lambda n: n.change_all(stamped), codes(0)),
    "a page is gone": Kind(lambda n: n.kept.withdraw(n.force()), codes(4)),
    "all pages answer 404": Kind(lambda n: n.kept.answer_all(NOT_FOUND, 404), codes(4), 2),
    "403 for some nights": Kind(lambda n: n.kept.answer_all("<h1>Forbidden</h1>", 403), codes(1), 3),
    "a challenge on every page": Kind(lambda n: n.kept.answer_all(CHALLENGE, 200), codes(1)),
    "the site is down": Kind(lambda n: n.kept.go_down(), codes(1), 3),
    "the site answers 503": Kind(lambda n: n.kept.answer_all("down", 503, Retry_After="0"), codes(1)),
    "robots.txt answers 503": Kind(lambda n: n.robots("down", 503), codes(1)),
    "robots.txt forbids": Kind(lambda n: n.robots("User-agent: *\nDisallow: /\n"), codes(1)),
    "the index is empty": Kind(lambda n: n.kept.link([]), codes(0)),
    "a page leads to another force": Kind(
        lambda n: n.kept.site.routes.update({path_of("Kent"): [answer("", 301, Location=path_of("Surrey"))]}), codes(4)
    ),
    "the home page stands for a page": Kind(
        lambda n: n.kept.site.routes.update({path_of(n.force()): [answer(HOME)]}), codes(4)
    ),
    "a page stops in the middle": Kind(lambda n: n.change(lambda text: text[:4000]), codes(4)),
    "a page fails": Kind(lambda n: n.kept.site.routes.update({path_of(n.force()): [answer("", 500)]}), codes(4)),
    "state.db is lost": Kind(lambda n: n.lose("state.db", "state.db-wal", "state.db-shm"), codes(0, 3), accepted=True),
    "the database is lost": Kind(lambda n: n.lose("peel.db"), codes(0)),
    "the archive is lost": Kind(lambda n: n.lose("archive"), codes(3), accepted=True),
    "a file of the archive is cut": Kind(Nights.cut_archive, codes(0, 3), accepted=True),
    "nobody runs for forty days": Kind(lambda n: n.kept.sleep(40), codes(0)),
    "the clock was set back": Kind(lambda n: n.kept.sleep(-20), codes(0)),
}


def older(text: str) -> str:
    """A page as it was a month before, with another grade."""
    word = "inadequate" if to_grade("inadequate")(text) != text else "good"
    return to_grade(word)(text).replace("03/11/2016", "03/10/2016")


def accept(nights: Nights) -> None:
    with redirect_stdout(StringIO()):
        check_command(Settings(db=nights.kept.out / "peel.db"), True)


def wrong_with(nights: Nights) -> str | None:
    """What is not as the site has it after a good night, None where all is."""
    kept = nights.kept
    gone = kept.gone()
    if gone:
        return f"gone: {gone}"
    found = kept.grades()
    if found != nights.true:
        return f"grades: {sorted(set(found.items()) ^ set(nights.true.items()))}"
    return None


def settle(nights: Nights, told: list[Night]) -> str | None:
    """Let the site be whole again, and look; a page that was gone is looked for two days later."""
    nights.kept.restore()
    for days in (2, 4):
        night = nights.kept.night(days=days)
        told.append(night)
        if night.code == 0 and wrong_with(nights) is None:
            return None
        accept(nights)
    return f"code {night.code} ({night.line}); {wrong_with(nights)}"


def main(count: int, seed: int, write: bool) -> int:
    start, lines, ended = time.monotonic(), defaultdict(Counter[str]), defaultdict(Counter[int])
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        nights = Nights(Path(folder), seed)
        nights.kept.restore()
        assert nights.kept.night().code == 0
        done = told_changes = 0
        order: list[str] = []
        while done < count:
            order = order or nights.dice.sample(sorted(KINDS), len(KINDS))
            name = order.pop()
            kind = KINDS[name]
            kind.happens(nights)
            told = [nights.kept.night() for _ in range(kind.again)]
            for night in told:
                ended[name][night.code] += 1
                lines[name][night.line] += 1
                if night.code not in kind.codes:
                    faults.append(f"night {done}, {name}: code {night.code}: {night.line}")
            if kind.accepted:
                accept(nights)
            after: list[Night] = []
            wrong = settle(nights, after)
            if wrong:
                faults.append(f"after night {done}, {name}: {wrong}")
            told_changes += sum(len(night.report.grade_changes) for night in (*told, *after) if night.report)
            done += len(told) + len(after)
        nights.kept.site.close()
    if told_changes < nights.expected_changes:
        faults.append(f"{nights.expected_changes} grades changed, {told_changes} were told")
    table = _table(ended, lines)
    print(f"{done} nights of {len(ended)} kinds, seed {seed}, {time.monotonic() - start:.0f} s, {len(faults)} faults")
    print(table)
    print("\n".join(faults))
    if write and not faults:
        (ROOT / "docs/nights.md").write_text(
            _HEAD.format(done=done, kinds=len(ended), seed=seed) + table + "\n", "utf-8"
        )
    return int(bool(faults))


_HEAD = """# Nights

What a run told in {done} nights of {kinds} kinds (`python benchmarks/nights.py`, seed {seed}): a site on loopback, ten
pages and more, a day between two runs. Written by `make soak`; the nights in which all is well again are not shown.

"""


def _table(ended: dict[str, Counter[int]], lines: dict[str, Counter[str]]) -> str:
    rows = ["| night | how often | exit code | what was told, for example |", "|---|---:|---|---|"]
    for name in sorted(ended):
        line = lines[name].most_common(1)[0][0].replace("|", "/")
        line = re.sub(r"peel-\d{8}T\d{6}Z-[0-9a-f]{4}-\d{5}", "peel-…", re.sub(r"(127\.0\.0\.1):\d+", r"\1", line))
        short = line if len(line) <= SHOWN else line[:SHOWN].rsplit(" ", 1)[0] + " …"
        found = ", ".join(str(code) for code in sorted(ended[name]))
        rows.append(f"| {name} | {ended[name].total()} | {found} | {short} |")
    return "\n".join(rows)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    sys.exit(main(numbers[0] if numbers else 120, numbers[1] if len(numbers) > 1 else 1, "--write" in sys.argv))
