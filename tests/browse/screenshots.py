"""`make screenshots`: every page of the report and of `peel browse` as a PNG in a folder, to be looked at."""

from __future__ import annotations

import sys
from pathlib import Path

from .chromium import browser, served

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
CARD = {"width": 1000, "height": 640}  # the two in docs/images
BROWSE = {
    "browse-start": "/",
    "browse-tables": "/peel",
    "browse-grades": "/peel/grades?_size=30&round=2016",
    "browse-grades-long": "/peel/grades_long?_size=20",
    "browse-observations": "/peel/observations?_search=victims&_size=5",
    "browse-judgment": "/peel/judgments/police~2Fstaffordshire~2F2016~2Feffectiveness",
    "browse-search": "/peel/search?q=victims",
    "browse-question": "/peel/evidence?judgment=police/staffordshire/2016/effectiveness",
    "browse-sentence": "/-/sentence/{snapshot}/{block}",
}
REPORT = {
    "report-top": "main",
    "report-grades": "#grades",
    "report-changes": "#changes",
    "report-force": "#police-staffordshire",
}


def main(db: Path, report: Path, folder: Path) -> None:
    """Write the pictures of a database and of its report into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with browser() as running, served(db) as address:
        page = running.new_page(viewport=DESK)
        page.goto(report.resolve().as_uri())
        for name, anchor in REPORT.items():
            page.locator(anchor).evaluate("part => part.scrollIntoView()")
            page.screenshot(path=folder / f"{name}.png")
        page.pdf(path=folder / "report.pdf", prefer_css_page_size=True)
        page.goto(f"{address}/peel/judgments/police~2Fstaffordshire~2F2016~2Feffectiveness.json?_shape=objects")
        row = page.evaluate("JSON.parse(document.body.innerText).rows[0]")
        for name, path in BROWSE.items():
            page.goto(address + path.format(snapshot=row["snapshot"], block=row["block"]))
            page.screenshot(path=folder / f"{name}.png")
        card = running.new_page(viewport=CARD)
        card.goto(report.resolve().as_uri())
        card.locator("#grades").evaluate("part => part.scrollIntoView()")
        card.screenshot(path=folder / "small-report.png")
        card.goto(f"{address}/peel/grades_of?round=2016")
        card.screenshot(path=folder / "small-browse.png")
        small = running.new_page(viewport=PHONE)
        for name, place in (("phone-report", report.resolve().as_uri()), ("phone-browse", address)):
            small.goto(place)
            small.screenshot(path=folder / f"{name}.png")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
