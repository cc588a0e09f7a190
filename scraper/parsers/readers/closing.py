"""What is laid together when a page was read: drafts become judgments, and what their witnesses lack is named."""

from __future__ import annotations

from schemas.vocabulary import Pillar, WitnessSource
from scraper.parsers.builder import Builder
from scraper.parsers.drafts import Draft
from scraper.parsers.outline import Outline, Section

from .beside import tell_named
from .judgments import finish, missing
from .people import tell_nameless
from .regraded import tell_notes


def judge_pillars(b: Builder, outline: Outline) -> None:
    """Turn the drafts into judgments, the round's pillars first; a pillar that the page lacks has a row that says so."""
    drafts = dict(b.drafts.by_key)
    checked: list[Draft] = []
    judged, narrative = (b.round.pillars, b.round.narrative) if b.round else ((), ())
    for pillar in (*judged, *narrative):
        draft = drafts.pop((pillar, None), None)
        if draft is not None:
            b.judgments.append(finish(b, draft))
            checked.append(draft)
        elif pillar in judged:
            b.judgments.append(missing(pillar))
    _check_witnesses(b, checked)
    b.judgments.extend(finish(b, draft) for draft in drafts.values())
    tell_notes(b)
    tell_nameless(b)
    tell_named(b, outline.sections)


def judge_questions(b: Builder, outline: Outline) -> None:
    """Turn the drafts into judgments as the page has them; say which badges and which questions do not fit."""
    b.judgments.extend(finish(b, draft) for draft in b.drafts.all())
    _check_question_badges(b)
    tell_notes(b)
    tell_nameless(b)
    tell_named(b, outline.sections)
    _check_duplicates(b, [section for section in outline.sections if section.is_question])


def _check_witnesses(b: Builder, drafts: list[Draft]) -> None:
    """Say where a pillar's badge or headline is missing although its other half is there.

    Many copies lose every line of one word (docs/layouts.md, 2): where all badges of one word are gone, that is the
    copy's loss and a note; one that is missing beside others is a warning.
    """
    badged = [draft for draft in drafts if draft.of(WitnessSource.BADGE)]
    one_word = any(" " not in one.text for draft in badged for one in draft.of(WitnessSource.BADGE))
    repeats = sum(p.code == "headline_repeated" for p in b.problems)
    silent = [d for d in drafts if d.statement is None and d.witnesses and d.pillar is not Pillar.LEADERSHIP]
    for draft in drafts:
        headline = draft.of(WitnessSource.HEADLINE)
        if headline and draft.section is not None and draft not in badged:
            lost = not badged or (not one_word and " " not in headline[-1].stated.text)
            b.flag(
                "badges_lost" if lost else "witness_missing",
                f"{draft.name} has no badge under its heading; the headline was believed.",
            )
        elif draft in silent and len(silent) > repeats:
            b.flag("witness_missing", f"{draft.name} has no headline sentence; the other witnesses were believed.")


def _check_question_badges(b: Builder) -> None:
    """Say where a graded question has no badge although others of the page have theirs."""
    asked = [draft for draft in b.drafts.all() if draft.question_key is not None and draft.witnesses]
    badges = [(draft, one) for draft in asked for one in draft.of(WitnessSource.BADGE)]
    if any(" " not in one.text for _, one in badges):
        for draft in asked:
            if not draft.of(WitnessSource.BADGE):
                b.flag("witness_missing", f"“{draft.name}” has no badge under its heading; its prose was believed.")


def _check_duplicates(b: Builder, questions: list[Section]) -> None:
    seen: set[str | None] = set()
    for section in questions:
        if section.question_key in seen:
            b.flag("section_differs", f"The question “{section.question}” stands twice on the page.")
        seen.add(section.question_key)
