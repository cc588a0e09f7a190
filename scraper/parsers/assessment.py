"""A force's or service's page, rounds 2014 to 2021/22.

Sample: https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/peel-2016/staffordshire/
Rounds: police 2014-2018/19, fire 2018/19 and 2021/22 (later rounds are one long report).
History: 2014 one sentence with three graded areas; 2015 the force's name as subject, Description of force
area; 2016 four states as pillars were published one by one; 2017 placeholders for the observations; 2018/19
lower-case judgments after a tranche sentence. Copies lose badges, dates, headings (LAYOUTS).
"""

from __future__ import annotations

from schemas.labels import Role
from schemas.vocabulary import PILLAR_LABEL, Pillar, Status, WitnessSource

from .builder import Builder
from .context import read_context
from .findings import head, read_findings
from .judgments import Draft, Drafts, finish, missing, read_section
from .key_facts import read_key_facts
from .observations import read_observations
from .outline import Outline, Section
from .preamble import read_preamble
from .recommendations import read_recommendations

# What the pages of a round have once all of it is published; known from the pages read (LAYOUTS §3 and §4).
# The 2016 list is that of the one page known whole.
EXPECTED: dict[tuple[str, str], tuple[str, ...]] = {
    ("police", "2014"): (),
    ("police", "2015"): ("HMI's observations",),
    ("police", "2016"): (
        "HMI's observations", "Context", "Working arrangements", "Looking ahead to 2017", "Other inspections",
        "Leadership", "Other reports", "Key facts", "Points of context provided by the force",
        "Police and crime plan priorities",
    ),
    ("police", "2017"): ("HMI's observations",),
    ("police", "2018-19"): ("HMI's observations",),
}  # fmt: skip


def parse(b: Builder, outline: Outline) -> None:
    """Read every line of the page into the builder."""
    drafts = Drafts()
    read_preamble(b, drafts, outline.preamble)
    for section in outline.sections[1:]:
        READERS.get(section.role or Role.TOPIC, unknown)(b, drafts, section)
    judge(b, drafts)
    _check_sections(b, outline)


def _observations(b: Builder, _drafts: Drafts, section: Section) -> None:
    read_observations(b, section)


def _context(b: Builder, _drafts: Drafts, section: Section) -> None:
    read_context(b, section)


def _pillar(b: Builder, drafts: Drafts, section: Section) -> None:
    read_section(b, drafts, section)
    read_findings(b, section)


def _standing(b: Builder, _drafts: Drafts, section: Section) -> None:
    read_findings(b, section)


def _facts(b: Builder, _drafts: Drafts, section: Section) -> None:
    read_key_facts(b, section)


def _asks(b: Builder, _drafts: Drafts, section: Section) -> None:
    rest = read_recommendations(b, section)
    if rest:
        parent = Section(
            Role.QUESTIONS if section.question else Role.PILLAR,
            _section_name(section), None, section.pillar, section.question, section.question_key, section.known,
            body=rest,
        )  # fmt: skip
        read_findings(b, parent)


def _section_name(section: Section) -> str:
    if section.known is not None:
        return section.known.label
    if section.question is not None:
        return section.question
    return PILLAR_LABEL[section.pillar] if section.pillar else section.text


def _question(b: Builder, drafts: Drafts, section: Section) -> None:
    if section.question is not None:
        read_section(b, drafts, section)
        if section.known is None:
            b.flag(
                "unknown_question", f"“{section.question}” is no question of the round {b.page.round}.",
                section.heading.number if section.heading else 1,
            )  # fmt: skip
    read_findings(b, section)


def _chrome(b: Builder, _drafts: Drafts, section: Section) -> None:
    if section.heading is not None:
        b.claim("boilerplate:related", section.heading)
    b.claim("boilerplate:related", *section.head, *section.body, *section.stray)


def unknown(b: Builder, _drafts: Drafts, section: Section) -> None:
    """Leave a section that no rule knows unread: it announces itself in the accounting."""
    head(b, Section(None, section.text))


READERS = {
    Role.OBSERVATIONS: _observations,
    Role.CONTEXT: _context,
    Role.PILLAR: _pillar,
    Role.OTHER_INSPECTIONS: _standing,
    Role.OTHER_REPORTS: _standing,
    Role.FINDINGS: _standing,
    Role.SUMMARY: _observations,
    Role.KEY_FACTS: _facts,
    Role.QUESTIONS: _question,
    Role.AREAS: _asks,
    Role.CAUSE: _asks,
    Role.RECOMMENDATIONS: _asks,
    Role.INNOVATIVE: _asks,
    Role.PROMISING: _asks,
    Role.CHROME: _chrome,
}


def judge(b: Builder, drafts: Drafts) -> None:
    """Turn the drafts into judgments, the round's pillars first; what the page lacks has a row that says so."""
    pillars = (*b.round.pillars, *b.round.narrative) if b.round else ()
    checked: list[Draft] = []
    for pillar in pillars:
        draft = drafts.by_key.pop((pillar, None), None)
        if draft is None and pillar in (b.round.narrative if b.round else ()):
            continue
        if draft is None:
            _flag_missing(b, pillar)
            b.judgments.append(missing(pillar))
        else:
            b.judgments.append(finish(b, draft))
            checked.append(draft)
    _check_witnesses(b, [d for d in checked if d.pillar in pillars])
    b.judgments.extend(finish(b, draft) for draft in drafts.by_key.values())


def _flag_missing(b: Builder, pillar: Pillar) -> None:
    b.flag("section_missing", f"The page says nothing of {PILLAR_LABEL[pillar].lower()}.")


def _check_witnesses(b: Builder, drafts: list[Draft]) -> None:
    """Say where a pillar's badge or headline is missing although its other half is there.

    Many copies lose every line of one word (LAYOUTS-2014-2017 §2): where all badges of one word are gone, that
    is the copy's loss and a note; one that is missing beside others is a warning.
    """
    badged = [d for d in drafts if any(w[0] is WitnessSource.BADGE for w in d.witnesses)]
    one_word = any(" " not in w[2] for d in badged for w in d.witnesses if w[0] is WitnessSource.BADGE)
    repeats = sum(p.code == "headline_repeated" for p in b.problems)
    silent = [d for d in drafts if d.statement is None and d.witnesses and d.pillar is not Pillar.LEADERSHIP]
    for draft in drafts:
        sources = {w[0]: w[1] for w in draft.witnesses}
        headline = sources.get(WitnessSource.HEADLINE)
        if headline is not None and draft.section is not None and draft not in badged:
            lost = not badged or (not one_word and " " not in headline.text)
            b.flag(
                "badges_lost" if lost else "witness_missing",
                f"{draft.name} has no badge under its heading; the headline was believed.",
            )
        elif draft in silent and len(silent) > repeats:
            b.flag("witness_missing", f"{draft.name} has no headline sentence; the other witnesses were believed.")


def _check_sections(b: Builder, outline: Outline) -> None:
    """Name the sections that the page type and round have and this page lacks."""
    found = {section.text for section in outline.sections}
    pillars = {s.pillar for s in outline.of(Role.PILLAR)}
    round_pillars = b.round.pillars if b.round else ()
    if pillars & set(round_pillars):
        for pillar in round_pillars:
            if pillar not in pillars:
                b.flag("section_missing", f"The section “{PILLAR_LABEL[pillar]}” is not on the page.")
    pending = any(j.status is Status.NOT_YET_GRADED for j in b.judgments) or (
        outline.preamble.body
        and b.findings
        and not b.observations
        and (b.findings[0]["section"] == outline.preamble.text)
    )
    if not b.round or pending:
        return
    for text in EXPECTED.get((b.round.kind.value, b.round.id), ()):
        if text not in found and not (text == "Leadership" and Pillar.LEADERSHIP in pillars):
            b.flag("section_missing", f"The section “{text}” is not on the page.")
