"""A tile map: each force or service a square near where it lies, coloured by a grade, with its letter.

The places are ours: neighbours stand beside one another as far as a grid of squares allows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .cells import Cell, later, newest, round_place
from .who import Who
from .words import Mark

SIZE, GAP = 58, 4
"""Side of a square and the space between two, in pixels."""

# A line is a row of squares from north to south, a word a square from west to east: `short=slug`, a dot an empty place.
_POLICE = """
. . . . Nhumb=northumbria . . .
. . . Cumbria=cumbria Durham=durham Clevel=cleveland . .
. . . Lancs=lancashire W.Yorks=west-yorkshire N.Yorks=north-yorkshire Humber=humberside .
. . Mersey=merseyside G.Manch=greater-manchester S.Yorks=south-yorkshire Notts=nottinghamshire Lincs=lincolnshire .
. N.Wales=north-wales Cheshire=cheshire Staffs=staffordshire Derbys=derbyshire Leics=leicestershire Cambs=cambridgeshire Norfolk=norfolk
. Dyfed=dyfed-powys W.Merc=west-mercia W.Mids=west-midlands Warks=warwickshire Nhants=northamptonshire Beds=bedfordshire Suffolk=suffolk
. S.Wales=south-wales Gwent=gwent Gloucs=gloucestershire Thames=thames-valley Herts=hertfordshire Met=metropolitan Essex=essex
. . Avon=avon-and-somerset Wilts=wiltshire Hants=hampshire-and-isle-of-wight Surrey=surrey City=city-of-london Kent=kent
. Devon=devon-and-cornwall Dorset=dorset . . Sussex=sussex . .
"""
_FIRE = """
. . . . Nhumb=northumberland . . .
. . . Cumbria=cumbria Durham=durham-and-darlington T&W=tyne-and-wear . .
. . . Lancs=lancashire N.Yorks=north-yorkshire Clevel=cleveland . .
. . Mersey=merseyside G.Manch=greater-manchester W.Yorks=west-yorkshire Humber=humberside . .
. . Cheshire=cheshire Derbys=derbyshire S.Yorks=south-yorkshire Notts=nottinghamshire Lincs=lincolnshire .
. . Shrops=shropshire Staffs=staffordshire Leics=leicestershire Nhants=northamptonshire Cambs=cambridgeshire Norfolk=norfolk
. . Hereford=hereford-and-worcester W.Mids=west-midlands Warks=warwickshire Beds=bedfordshire Herts=hertfordshire Suffolk=suffolk
. . Gloucs=gloucestershire Oxon=oxfordshire Bucks=buckinghamshire London=london Essex=essex .
. . Avon=avon Berks=royal-berkshire Surrey=surrey Kent=kent . .
. Devon=devon-and-somerset Wilts=dorset-and-wiltshire Hants=hampshire-and-isle-of-wight W.Sussex=west-sussex E.Sussex=east-sussex . .
Scilly=isles-of-scilly Cornw=cornwall . . . . . .
"""


@dataclass(frozen=True)
class Tile:
    """A square: where it stands (pixels), whose it is, its short name, and the newest cell of the topic.

    `later` is what a newer round says that gives no grade; `is_old` where others of the map have a newer round.
    """

    x: int
    y: int
    who: Who
    short: str
    cell: Cell | None
    later: Cell | None = None
    is_old: bool = False

    @property
    def mark(self) -> Mark | None:
        """How the grade, or its absence, is shown."""
        return self.cell.mark if self.cell else None

    @property
    def title(self) -> str:
        """What a person hears of it: what is to be seen in the square, then name, grade and round in full."""
        if self.cell is None:
            return f"{self.short}: {self.who.name}, no data"
        mark = self.cell.mark
        seen = " ".join(filter(None, (mark.letter, self.short, self.age)))
        said = f"{seen}: {self.who.name}, {mark.label}, {self.cell.told}"
        return f"{said}; {self.later.round}: {self.later.mark.label}" if self.later else said

    @property
    def age(self) -> str:
        """The year in which the round began, where the grade is not of the newest round there is; else empty."""
        return self.cell.round[:4] if self.cell and (self.is_old or self.later) else ""


@dataclass(frozen=True)
class TileMap:
    """The map of a body: its size in pixels and its squares, row by row."""

    kind: str
    width: int
    height: int
    tiles: list[Tile]


def _places(text: str, kind: str) -> dict[str, tuple[int, int, str]]:
    found = {}
    for row, line in enumerate(text.strip().splitlines()):
        for column, word in enumerate(line.split()):
            short, _, slug = word.partition("=")
            if slug:
                found[f"{kind}/{slug}"] = (column, row, short)
    return found


PLACES: dict[str, dict[str, tuple[int, int, str]]] = {
    "police": _places(_POLICE, "police"),
    "fire": _places(_FIRE, "fire"),
}
"""Column, row and short name of each organisation that has a square."""


def tile_map(kind: str, cells: Iterable[Cell], who: Mapping[str, Who]) -> TileMap:
    """Return the map of a body; of the cells, all of one topic, the newest of each organisation is shown."""
    own = list(cells)
    found = {key: cell for (key, _), cell in newest(own).items()}
    after = {key: cell for (key, _), cell in later(own).items()}
    last = max((round_place(cell.round) for key, cell in found.items() if key in PLACES[kind]), default=round_place(""))
    step = SIZE + GAP
    places = PLACES[kind]
    tiles = []
    for key, (x, y, short) in places.items():
        if key in who:
            cell = found.get(key)
            is_old = cell is not None and round_place(cell.round) < last
            tiles.append(Tile(x * step, y * step, who[key], short, cell, after.get(key), is_old))
    width = max(x for x, _, _ in places.values()) + 1
    height = max(y for _, y, _ in places.values()) + 1
    return TileMap(kind, width * step, height * step, tiles)
