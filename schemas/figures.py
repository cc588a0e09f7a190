"""The figures of a key-facts panel: which it has, which are compared, and between what bounds a value is plausible.

Sources: docs/layouts.md, 14 (the one panel that is known whole) and the site's technical note on key facts.
"""

from __future__ import annotations

from .vocabulary import Unit

FIGURES: tuple[tuple[str, str, str], ...] = (
    ("force_area", "area", "local"),
    ("population", "people", "local"),
    ("population", "change", "local"),
    ("workforce", "frontline_officers", "local"),
    ("workforce", "frontline_officers", "national"),
    ("workforce", "per_1000_population", "local"),
    ("workforce", "per_1000_population", "national"),
    ("workforce", "change", "local"),
    ("workforce", "change", "national"),
    ("victim_based_crimes", "per_person", "local"),
    ("victim_based_crimes", "per_person", "national"),
    ("victim_based_crimes", "change", "local"),
    ("victim_based_crimes", "change", "national"),
    ("cost", "per_person_per_day", "local"),
    ("cost", "per_person_per_day", "national"),
)
"""The figures of a whole panel: topic, measure, scope."""
RANGES: dict[tuple[str, Unit], tuple[float, float]] = {
    ("area", Unit.SQUARE_MILES): (1, 10_000),
    ("people", Unit.PEOPLE): (5_000, 12_000_000),
    ("transient_people", Unit.PEOPLE): (5_000, 12_000_000),
    ("change", Unit.PERCENT): (-100, 100),
    ("frontline_officers", Unit.PERCENT): (0, 100),
    ("per_1000_population", Unit.WORKFORCE_PER_1000_PEOPLE): (0.1, 200),
    ("per_person", Unit.CRIMES_PER_PERSON): (0.001, 5),
    ("per_person_per_day", Unit.GBP): (0.05, 20),
}
"""The plausible range of each measure, in its unit: by the smallest and the largest force of England and Wales."""
MOST_RATIO = 10.0
"""How many times a local figure may be the national one, or the other way round."""
COMPARED = frozenset({"frontline_officers", "per_1000_population", "per_person", "per_person_per_day"})
"""The measures that stand beside a national figure."""
