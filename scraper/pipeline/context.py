"""The things one run works with, handed from step to step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from scraper.fetcher.archive import Archive
from scraper.loader.later import Later
from scraper.quality.current import Told
from scraper.quality.kept import Kept
from scraper.settings import Settings
from scraper.store.sqlite import Database
from scraper.store.state import State

from .disappearance import Disappearance
from .interrupt import Stop
from .left import Left
from .request import Request

Say = Callable[[str], None]
"""Takes a line for a person."""
Step = Callable[[str, str, int, int | None], None]
"""Takes a page as it ends: its id, the outcome, how many are done, how many are planned."""


@dataclass
class RunContext:
    """The things one run works with."""

    id: str
    settings: Settings
    request: Request
    db: Database
    state: State
    archive: Archive
    stop: Stop
    say: Say
    step: Step
    obtained: Counter[str] = field(default_factory=Counter)
    captures: Counter[str] = field(default_factory=Counter)
    text: Counter[str] = field(default_factory=Counter)
    passed_over: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    newly_gone: set[str] = field(default_factory=set)
    elsewhere: set[str] = field(default_factory=set)
    """The pages of which a capture was loaded that is not the site's own answer."""
    lost: Disappearance = field(default_factory=lambda: Disappearance(frozenset()))
    missing_files: list[str] = field(default_factory=list)
    left: Left = field(default_factory=Left)
    """The copies of captures from files that a killed run left in the archive."""
    later: Later | None = None
    """The texts that wait for the search index while a group of pages is loaded."""
    told: dict[str, Told] = field(default_factory=dict)
    """The profiles that came with the captures of the group in hand, by the captures' ids."""
    kept: Kept = field(default_factory=Kept)
    """What is known of the parts of the published database."""
    done: int = 0
    planned: int = 0
    count_at: int = 1
    """The page at which the plan is counted next."""

    def note(self, line: str) -> None:
        """Tell a line that stands in the report too, once: what is true of many pages would be told of each."""
        if line not in self.notes:
            self.say(line)
            self.notes.append(line)

    def tell(self, page: str, outcome: str) -> None:
        """Tell that a page has ended.

        To count the plan takes time that grows with it, and what comes from a file is planned as it comes: it is counted
        again when a tenth more is done, so that its cost a page stays the same.
        """
        self.done += 1
        if self.done >= self.count_at:
            self.planned = self.state.planned(self.id)
            self.count_at = self.done + max(1, self.done // 10)
        self.planned = max(self.planned, self.done)
        self.step(page, outcome, self.done, self.planned)
