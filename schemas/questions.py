"""The questions and areas that the inspectorate asks, round by round, with one stable key each.

A question is a dated row: the same key has one row for each wording it has had, and the rounds in which that
wording was published. Keys never change from round to round, so one question can be followed:

- `effectiveness/preventing-crime` is a question of a pillar, `area/preventing-crime` an area of a long report
  (police from 2021-22, fire from 2023-25), which has no pillars.
- An area that continues a question carries the **same last part** (`Question.topic`):
  `area/investigating-crime` continues `effectiveness/investigating-crime`, `area/values-and-culture`
  continues `people/values-and-culture`. What is new, or joins or splits others, has its own last part.
- A question that was only renamed keeps its key: fire's "Responding to national risks" (2018-19) is
  `effectiveness/major-and-multi-agency`, the key of its later wording.

Sources: the question lists of the rounds' own "how we inspect" pages 2014-2017, the grades overview of
2018/19, the assessment frameworks of 2021/22 (both versions) and 2023-25, the fire question sets of 2018/19
and 2021/22, the service assessment data table 2023/25. Short names stand in the PDF reports' contents and in
news releases.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .text import fold, words
from .vocabulary import OrganisationKind, Pillar


@dataclass(frozen=True)
class Question:
    """One question or area in the rounds in which it was worded so.

    `number` is its place in the pillar (null where that is not known, and for areas, which are not numbered);
    `graded` says whether those rounds grade it at all; `label` is the published heading; `names` are other
    published forms of it; `said` is what the sentence that judges all of it calls it, where that is none of its
    names; each of `phrases` is a row of word beginnings that must occur in that order.
    """

    key: str
    kind: OrganisationKind
    pillar: Pillar | None
    rounds: tuple[str, ...]
    number: int | None
    graded: bool
    label: str
    phrases: tuple[str, ...]
    names: tuple[str, ...] = ()
    said: tuple[str, ...] = ()

    @property
    def topic(self) -> str:
        """Return the key's last part, which a question shares with the area that continues it."""
        return self.key.rpartition("/")[2]


@dataclass(frozen=True)
class PillarQuestion:
    """A pillar's own question line (or the heading that stands for it) in the rounds that have it."""

    kind: OrganisationKind
    pillar: Pillar
    rounds: tuple[str, ...]
    label: str


_POLICE, _FIRE = OrganisationKind.POLICE, OrganisationKind.FIRE
_EFFECTIVENESS, _EFFICIENCY = Pillar.EFFECTIVENESS, Pillar.EFFICIENCY
_LEGITIMACY, _LEADERSHIP, _PEOPLE = Pillar.LEGITIMACY, Pillar.LEADERSHIP, Pillar.PEOPLE
_R16_18 = ("2016", "2017", "2018-19")
_NEW = ("2023-25", "2025-27")
_SPECIAL = ("special",)  # other bodies are asked some of what the forces and services are asked
_BOTH = ("2021-22", *_NEW, *_SPECIAL)


def _police(
    topic: str, pillar: Pillar, rounds: tuple[str, ...], number: int | None, label: str, *phrases: str,
    graded: bool = True, names: tuple[str, ...] = (),
) -> Question:  # fmt: skip
    key = f"{pillar.value}/{topic}"
    return Question(key, _POLICE, pillar, rounds, number, graded, label, phrases, names)


def _fire(
    topic: str, pillar: Pillar, rounds: tuple[str, ...], number: int, label: str, *phrases: str,
    names: tuple[str, ...] = (),
) -> Question:  # fmt: skip
    return Question(f"{pillar.value}/{topic}", _FIRE, pillar, rounds, number, True, label, phrases, names)


def _area(
    kind: OrganisationKind, topic: str, rounds: tuple[str, ...], label: str, *phrases: str,
    graded: bool = True, names: tuple[str, ...] = (), said: tuple[str, ...] = (),
) -> Question:  # fmt: skip
    return Question(f"area/{topic}", kind, None, rounds, None, graded, label, phrases, names, said)


_POLICE_QUESTIONS: tuple[Question, ...] = (
    # Effectiveness. In 2014 the pillar has no grade; its first three questions are graded in one sentence.
    _police("preventing-crime", _EFFECTIVENESS, ("2014",), 1,
        "How effective is the force at reducing crime and preventing offending?",
        "reduc crime prevent offend", "reduc crime"),
    _police("investigating-crime", _EFFECTIVENESS, ("2014",), 2,
        "How effective is the force at investigating offending?",
        "investigat offend", "investigat offence", "investigat crime"),
    _police("anti-social-behaviour", _EFFECTIVENESS, ("2014",), 3,
        "How effective is the force at tackling anti-social behaviour?",
        "antisocial behaviour"),
    _police("protecting-vulnerable-people", _EFFECTIVENESS, ("2014",), 4,
        "How effective is the force at protecting those at greatest risk of harm?",
        "protect greatest risk harm", graded=False),
    _police("serious-and-organised-crime", _EFFECTIVENESS, ("2014",), 5,
        "How effective is the force at tackling serious, organised and complex crime?",
        "serious organised crime", graded=False),
    _police("strategic-policing-requirement", _EFFECTIVENESS, ("2014",), 6,
        "How effective is the force at meeting its commitments under the Strategic Policing Requirement?",
        "strategic polic requirement", graded=False),
    _police("preventing-crime", _EFFECTIVENESS, ("2015",), 1,
        "How effective is the force at preventing crime and anti-social behaviour, and keeping people safe?",
        "prevent crime", names=("Preventing crime and anti-social behaviour",)),
    _police("preventing-crime", _EFFECTIVENESS, _R16_18, 1,
        "How effective is the force at preventing crime, tackling anti-social behaviour and "
        "keeping people safe?",
        "prevent crime", names=("Preventing crime and tackling anti-social behaviour",)),
    _police("investigating-crime", _EFFECTIVENESS, ("2015",), 2,
        "How effective is the force at investigating crime and managing offenders?",
        "investigat crime", names=("Investigating crime",)),
    _police("investigating-crime", _EFFECTIVENESS, _R16_18, 2,
        "How effective is the force at investigating crime and reducing re-offending?",
        "investigat crime", names=("Investigating crime",)),
    _police("protecting-vulnerable-people", _EFFECTIVENESS, ("2015",), 3,
        "How effective is the force at protecting from harm those who are vulnerable, and "
        "supporting victims?",
        "protect vulnerab", names=("Protecting vulnerable people",)),
    _police("protecting-vulnerable-people", _EFFECTIVENESS, _R16_18, 3,
        "How effective is the force at protecting those who are vulnerable from harm, and "
        "supporting victims?",
        "protect vulnerab",
        names=("Protecting vulnerable people", "Protecting vulnerable people and supporting victims")),
    _police("serious-and-organised-crime", _EFFECTIVENESS, ("2015",), 4,
        "How effective is the force at tackling serious and organised crime, including its arrangement for "
        "fulfilling its national policing responsibilities?",
        "serious organised crime", names=("Tackling serious and organised crime",)),
    _police("serious-and-organised-crime", _EFFECTIVENESS, _R16_18, 4,
        "How effective is the force at tackling serious and organised crime?",
        "serious organised crime", names=("Tackling serious and organised crime",)),
    _police("specialist-capabilities", _EFFECTIVENESS, _R16_18, 5,
        "How effective are the force’s specialist capabilities?",
        "specialist capabilit", "arm polic", graded=False, names=("Specialist capabilities",
        "Armed policing")),
    # Efficiency.
    _police("efficient-operation", _EFFICIENCY, ("2014",), 1,
        "To what extent is the force efficient?", "extent efficient"),
    _police("financial-position", _EFFICIENCY, ("2014",), 2,
        "To what extent is the force taking steps to ensure a secure financial position for the short and "
        "long term?",
        "financial position"),
    _police("affordable-policing", _EFFICIENCY, ("2014",), 3,
        "To what extent has the force got an affordable way of providing policing?",
        "affordabl polic"),
    _police("using-resources", _EFFICIENCY, ("2015",), 1,
        "How well does the force use its resources to meet its demand?",
        "us resource", names=("Using resources to meet demand",)),
    _police("workforce-model", _EFFICIENCY, ("2015",), 2,
        "How sustainable and affordable is the workforce model?", "workforce model"),
    _police("financial-position", _EFFICIENCY, ("2015",), 3,
        "How sustainable is the force’s financial position for the short and long term?",
        "financial position"),
    _police("understanding-demand", _EFFICIENCY, ("2016",), 1,
        "How well does the force understand its current and likely future demand?",
        "understand demand"),
    _police("using-resources", _EFFICIENCY, ("2016",), 2,
        "How well does the force use its resources to manage current demand?",
        "us resource"),
    _police("planning-for-the-future", _EFFICIENCY, ("2016",), 3,
        "How well is the force planning for demand in the future?",
        "plan demand future", "plan future"),
    _police("understanding-demand", _EFFICIENCY, ("2017",), 1,
        "How well does the force understand demand?", "understand demand"),
    _police("using-resources", _EFFICIENCY, ("2017",), 2,
        "How well does the force use its resources?", "us resource"),
    _police("planning-for-the-future", _EFFICIENCY, ("2017",), 3,
        "How well is the force planning for the future?", "plan future"),
    _police("using-resources", _EFFICIENCY, ("2018-19",), 1,
        "How well does the force use its resources to meet the demand it faces?",
        "us resource", "meet demand",
        names=("Meeting current demands and using resources",)),
    _police("planning-for-the-future", _EFFICIENCY, ("2018-19",), 2,
        "How well does the force plan for the future?", "plan future", names=("Planning for the future",)),
    # Legitimacy.
    _police("public-perceptions", _LEGITIMACY, ("2014",), 1,
        "What are the public perceptions of the force?", "public perception", "perception public",
        graded=False),
    _police("calls-for-service", _LEGITIMACY, ("2014",), 2,
        "To what extent does the force respond to calls for service appropriately?",
        "respond call", graded=False),
    _police("data-quality", _LEGITIMACY, ("2014",), 3,
        "To what extent are the data and information provided by the force of a high quality?",
        "data information quality", "data information", graded=False),
    _police("workforce-integrity", _LEGITIMACY, ("2014",), 4,
        "To what extent does the force ensure that the workforce acts with integrity?",
        "workforce act integrity", "workforce integrity", graded=False),
    _police("ethical-culture-and-wellbeing", _LEGITIMACY, ("2015",), 1,
        "To what extent does practice and behaviour reinforce the wellbeing of staff and an ethical culture?",
        "wellbeing ethical culture", "ethical culture"),
    _police("crime-recording", _LEGITIMACY, ("2015",), 2,
        "To what extent are forces recording crimes in accordance with the Home Office Counting Rules?",
        "record crime", "crime record", graded=False),
    _police("treating-the-public-fairly", _LEGITIMACY, ("2015",), 3,
        "How well does the force understand, engage with and treat fairly the people it serves to "
        "maintain and "
        "improve its legitimacy?",
        "engag treat fair", "engag treat people"),
    _police("stop-and-search", _LEGITIMACY, ("2015",), 4,
        "To what extent are decisions taken on the use of stop and search and Taser fair and appropriate?",
        "stop search taser", "stop search"),
    _police("treating-the-public-fairly", _LEGITIMACY, _R16_18, 1,
        "To what extent does the force treat all of the people it serves with fairness and respect?",
        "treat people serv", "treat people fair", "treat public fair",
        names=("Treating the public fairly", "Treating the public with fairness and respect")),
    _police("ethical-and-lawful-workforce", _LEGITIMACY, _R16_18, 2,
        "How well does the force ensure that its workforce behaves ethically and lawfully?",
        "workforce behav ethical lawful", "ethical lawful workforce", "workforce behav ethical",
        names=("Ethical and lawful workforce behaviour",)),
    _police("treating-the-workforce-fairly", _LEGITIMACY, _R16_18, 3,
        "To what extent does the force treat its workforce with fairness and respect?",
        "treat workforce", names=("Treating the workforce fairly",)),
    # Leadership, never graded; inside the other pillars from 2017.
    _police("understanding-leadership", _LEADERSHIP, ("2015",), 1,
        "How well does the force have a clear understanding of the current state of its leadership at every "
        "level?",
        "understand leadership", graded=False),
    _police("sense-of-direction", _LEADERSHIP, ("2015",), 2,
        "How well has the force provided a clear and compelling sense of the future direction of the "
        "organisation?",
        "sense direction", graded=False),
    _police("developing-leadership", _LEADERSHIP, ("2015",), 3,
        "How is the force developing leadership, motivating the workforce and encouraging staff engagement?",
        "develop leadership", graded=False),
    _police("effect-of-leadership", _LEADERSHIP, ("2015",), 4,
        "To what extent is leadership improving the effectiveness, efficiency and legitimacy of the force?",
        "leadership improv", graded=False),
    _police("understanding-leadership", _LEADERSHIP, ("2016",), 1,
        "How well does the force understand leadership?", "understand leadership", graded=False),
    _police("developing-leadership", _LEADERSHIP, ("2016",), 2,
        "How well does the force develop leadership?", "develop leadership", graded=False),
    _police("displaying-leadership", _LEADERSHIP, ("2016",), 3,
        "How well does the force display leadership?", "display leadership", graded=False),
)  # fmt: skip

_FAIRLY = ("treating people fairly and with respect",)

_POLICE_AREAS: tuple[Question, ...] = (
    _area(_POLICE, "service-to-victims", _BOTH, "Providing a service to the victims of crime",
        "service victim crime", "support victim", "service victim",
        graded=False,
        names=("Service for victims of crime", "Supporting victims", "Victim service assessment",
               "How good is the force’s service for victims of crime?")),
    _area(_POLICE, "treating-the-public-fairly", ("2021-22", *_SPECIAL),
        "Engaging with and treating the public with fairness and respect",
        "treat public", "treatment public",
        names=("Treatment of the public",), said=_FAIRLY),
    _area(_POLICE, "treating-the-public-fairly", _NEW,
        "Police powers and treating the public fairly and respectfully",
        "power treat public", "treat public", "treatment public",
        names=("Treatment of the public", "Police powers and public treatment"), said=_FAIRLY),
    _area(_POLICE, "preventing-crime", ("2021-22", *_SPECIAL), "Preventing crime and anti-social behaviour",
        "prevent crime", "prevent deter crime",
        names=("Preventing crime", "Preventing crime and antisocial behaviour")),
    _area(_POLICE, "preventing-crime", _NEW,
        "Preventing and deterring crime and antisocial behaviour, and reducing vulnerability",
        "prevent crime", "prevent deter crime antisocial behaviour reduc vulnerab",
        names=("Preventing crime", "Preventing and deterring crime", "Preventing crime and anti-social behaviour")),
    _area(_POLICE, "responding-to-the-public", _BOTH, "Responding to the public", "respond public"),
    _area(_POLICE, "investigating-crime", _BOTH, "Investigating crime", "investigat crime",
        names=("Investigating crime and supporting victims",)),
    _area(_POLICE, "protecting-vulnerable-people", _BOTH, "Protecting vulnerable people", "protect vulnerab"),
    _area(_POLICE, "managing-offenders", _BOTH, "Managing offenders and suspects",
        "manag offender", "manag suspect", names=("Managing offenders",)),
    _area(_POLICE, "serious-and-organised-crime", _BOTH, "Disrupting serious organised crime",
        "serious organised crime", names=("Serious and organised crime",
        "Tackling serious and organised crime")),
    _area(_POLICE, "strategic-policing-requirement", _BOTH, "Meeting the strategic policing requirement",
        "strategic polic requirement", graded=False),
    _area(_POLICE, "armed-threats", _BOTH, "Protecting the public against armed threats",
        "arm threat", graded=False),
    _area(_POLICE, "workforce", _BOTH, "Building, supporting and protecting the workforce",
        "build support protect workforce", "support protect workforce", "positive workplace",
        names=("Developing a positive workplace",), said=("building and developing its workforce",)),
    _area(_POLICE, "vetting-and-counter-corruption", _BOTH, "Vetting and counter-corruption",
        "vet corruption", "counter corruption", names=("Counter-corruption", "Vetting and counter corruption")),
    _area(_POLICE, "strategic-planning-and-value-for-money", ("2021-22", *_SPECIAL),
        "Strategic planning, organisational management and value for money",
        "strategic plan value money", "strategic plan organisation", "good us resource",
        names=("Good use of resources",), said=("operating efficiently",)),
    _area(_POLICE, "leadership-and-force-management", _NEW, "Leadership and force management",
        "leadership management", "leadership force management",
        said=("leading and managing the force", "operating efficiently")),
    _area(_POLICE, "recording-data-about-crime", _BOTH, "Recording data about crime",
        "record data crime", "crime data integrity", "record crime", "crime record",
        names=("Crime data integrity",), said=("recording crime",)),
)  # fmt: skip

# The topics of the programmes of their own. One that judges what an area of PEEL judges has that area's key.
_PROGRAMMES: tuple[Question, ...] = (
    _area(_POLICE, "vetting-and-counter-corruption", ("vetting",), "Vetting, IT monitoring and counter-corruption",
        "vet monitor corruption", names=("Vetting and counter-corruption",)),
    _area(_POLICE, "vetting", ("integrity",), "Vetting", "vet",
        names=("Vetting officers and staff", "How effectively does the force vet its officers and staff?")),
    _area(_POLICE, "professional-standards", ("integrity",), "Professional standards", "professional standard",
        names=("Upholding professional standards", "Upholding the standards of professional behaviour",
               "Standards of professional behaviour")),
    _area(_POLICE, "counter-corruption", ("integrity",), "Counter-corruption", "corruption",
        names=("Tackling corruption", "How effectively does the force tackle corruption?")),
    _area(_POLICE, "leadership-of-child-protection-arrangements", ("child-protection",),
        "Leadership of child protection arrangements", "leadership child protect",
        names=("Leadership",), said=("leading child protection arrangements", "leadership")),
    _area(_POLICE, "working-with-safeguarding-partners", ("child-protection",),
        "Working with safeguarding partners", "work safeguard partner", "partnership work",
        names=("Partnership working",)),
    _area(_POLICE, "responding-to-children-at-risk-of-harm", ("child-protection",),
        "Responding to children at risk of harm", "respond child risk", "initial response",
        names=("Initial response",)),
    _area(_POLICE, "assessing-risk-to-children-and-making-appropriate-referrals", ("child-protection",),
        "Assessing risk to children and making appropriate referrals", "assess risk child", "risk assess referral",
        names=("Risk assessment and referral",)),
    _area(_POLICE, "investigating-child-abuse-neglect-and-exploitation", ("child-protection",),
        "Investigating child abuse, neglect and exploitation", "investigat child abuse", "investigat report abuse",
        names=("Investigation",)),
    _area(_POLICE, "recording-data-about-crime", ("crime-data-integrity",), "Overall judgment", "overall judgment",
        names=("Overall judgement", "Crime data integrity"), said=("recording crime", "crime data integrity")),
    _area(_POLICE, "recording-reported-crime", ("crime-data-integrity",),
        "How effective is the force at recording reported crime?", "record reported crime",
        names=("Recording reported crime",)),
    _area(_POLICE, "crime-recording-systems-and-processes", ("crime-data-integrity",),
        "How efficiently do the systems and processes in the force support accurate crime recording?",
        "system process support crime record", names=("Systems and processes",)),
    _area(_POLICE, "crime-recording-leadership-and-culture", ("crime-data-integrity",),
        "How well does the force demonstrate the leadership and culture necessary to meet the national standards for "
        "crime recording?",
        "leadership culture", names=("Leadership and culture",)),
    _area(_POLICE, "serious-and-organised-crime", ("serious-organised-crime",), "Tackling serious and organised crime",
        "serious organised crime"),
)  # fmt: skip

_R18 = ("2018-19",)
_R21 = ("2021-22",)
_FIRE_BOTH = ("2018-19", "2021-22")
_RISK = ("understand risk",)
_PREVENTING = ("prevent fire",)
_PROTECTING = ("protect public fire regulat", "protect public regulat fire", "protect public")
_RESPONDING = ("respond fire",)
_MAJOR = ("respond major", "major multiagency", "respond national risk", "national risk")
_RESOURCES = ("us resource",)
_AFFORDABLE = ("affordab",)
_VALUES = ("value culture", "promot value")
_SKILLS = ("right people right skill", "train skill", "right people")
_FAIRNESS = ("fair divers", "ensur fair", "promot divers")
_MANAGING = ("manag perform develop lead", "manag perform", "develop leader", "leadership capabilit")
_NAMES = {
    "understanding-risk": (
        "Understanding the risk of fire and other emergencies",
        "Understanding risk",
        "Understanding fires and risk",
    ),
    "preventing-fires": (
        "Preventing fires and other risks",
        "Preventing fires and other emergencies",
        "Preventing fires and risk",
    ),
    "protecting-the-public": (
        "Protecting the public through fire regulation",
        "Protecting the public through the regulation of fire safety",
        "Public safety through fire regulation",
    ),
    "responding-to-fires": ("Responding to fires and other emergencies",),
    "major-and-multi-agency": (
        "Responding to major and multi-agency incidents",
        "Responding to national risks",
    ),
    "best-use-of-resources": ("Making best use of resources", "Using resources to manage risk"),
    "affordable": (
        "Making the fire and rescue service affordable now and in the future",
        "Making the FRS affordable now and in the future",
        "Planning a sustainable model for now and the future",
        "Future affordability",
    ),
    "values-and-culture": ("Promoting the right values and culture", "Values and culture"),
    "right-people-right-skills": ("Getting the right people with the right skills", "Training and skills"),
    "fairness-and-diversity": (
        "Ensuring fairness and promoting diversity",
        "Fairness and diversity",
        "Promoting fairness and diversity",
    ),
    "managing-performance": ("Managing performance and developing leaders", "Leadership and capability"),
}

_FIRE_QUESTIONS: tuple[Question, ...] = tuple(
    _fire(topic, pillar, rounds, number, label, *phrases, names=_NAMES[topic])
    for topic, pillar, number, phrases, labels in (
        ("understanding-risk", _EFFECTIVENESS, 1, _RISK, (
            (_R18, "How well does the FRS understand the risk of fire and other emergencies?"),
            (_R21, "How effective is the FRS at understanding the risk of fire and other emergencies?"))),
        ("preventing-fires", _EFFECTIVENESS, 2, _PREVENTING, (
            (_FIRE_BOTH, "How effective is the FRS at preventing fires and other risks?"),)),
        ("protecting-the-public", _EFFECTIVENESS, 3, _PROTECTING, (
            (_R18,
            "How effective is the FRS at protecting the public through the regulation of fire safety?"),
            (_R21, "How effective is the FRS at protecting the public through fire regulation?"))),
        ("responding-to-fires", _EFFECTIVENESS, 4, _RESPONDING, (
            (_FIRE_BOTH, "How effective is the FRS at responding to fires and other emergencies?"),)),
        ("major-and-multi-agency", _EFFECTIVENESS, 5, _MAJOR, (
            (_R18, "How effective is the FRS at responding to national risks?"),
            (_R21, "How effective is the FRS at responding to major and multi-agency incidents?"))),
        ("best-use-of-resources", _EFFICIENCY, 1, _RESOURCES, (
            (_R18, "How well does the FRS use resources to manage risk?"),
            (_R21, "How well is the FRS making best use of its resources?"))),
        ("affordable", _EFFICIENCY, 2, _AFFORDABLE, (
            (_R18,
            "How well is the FRS securing an affordable way of managing the risk of fire and other risks "
                   "now and in the future?"),
            (_R21,
            "How well does the FRS make the fire and rescue service affordable now and in the future?"))),
        ("values-and-culture", _PEOPLE, 1, _VALUES, (
            (_FIRE_BOTH, "How well does the FRS promote its values and culture?"),)),
        ("right-people-right-skills", _PEOPLE, 2, _SKILLS, (
            (_R18, "How well trained and skilled are FRS staff?"),
            (_R21, "How well does the FRS get the right people with the right skills?"))),
        ("fairness-and-diversity", _PEOPLE, 3, _FAIRNESS, (
            (_R18, "How well does the FRS ensure fairness and diversity?"),
            (_R21, "How well does the FRS ensure fairness and promote diversity?"))),
        ("managing-performance", _PEOPLE, 4, _MANAGING, (
            (_R18, "How well does the FRS develop leadership and capability?"),
            (_R21, "How well does the FRS manage performance and develop leaders?"))),
    )
    for rounds, label in labels
)  # fmt: skip

_FIRE_AREAS: tuple[Question, ...] = tuple(
    _area(_FIRE, topic, (*_NEW, *_SPECIAL), _NAMES[topic][0], *phrases, names=_NAMES[topic][1:])
    for topic, phrases in (
        ("understanding-risk", _RISK), ("preventing-fires", _PREVENTING),
        ("protecting-the-public", _PROTECTING),
        ("responding-to-fires", _RESPONDING), ("major-and-multi-agency", _MAJOR),
        ("best-use-of-resources", _RESOURCES), ("affordable", _AFFORDABLE), ("values-and-culture", _VALUES),
        ("right-people-right-skills", _SKILLS), ("fairness-and-diversity", _FAIRNESS),
        ("managing-performance", _MANAGING),
    )
)  # fmt: skip

QUESTIONS: tuple[Question, ...] = (*_POLICE_QUESTIONS, *_POLICE_AREAS, *_PROGRAMMES, *_FIRE_QUESTIONS, *_FIRE_AREAS)

PILLAR_QUESTIONS: tuple[PillarQuestion, ...] = (
    PillarQuestion(_POLICE, _EFFECTIVENESS, ("2014",), "How well the force tackles crime"),
    PillarQuestion(_POLICE, _EFFICIENCY, ("2014",), "How well the force delivers value for money"),
    PillarQuestion(_POLICE, _LEGITIMACY, ("2014",),
        "Does the force act with integrity and provide a service the public expects?"),
    PillarQuestion(_POLICE, _EFFECTIVENESS, ("2015", "2016", "2017"),
        "How effective is the force at keeping people safe and reducing crime?"),
    PillarQuestion(_POLICE, _EFFICIENCY, ("2015", "2016", "2017"),
        "How efficient is the force at keeping people safe and reducing crime?"),
    PillarQuestion(_POLICE, _LEGITIMACY, ("2015", "2016", "2017"),
        "How legitimate is the force at keeping people safe and reducing crime?"),
    PillarQuestion(_POLICE, _LEADERSHIP, ("2015", "2016"), "How well led is the force?"),
    PillarQuestion(_POLICE, _EFFECTIVENESS, _R18,
        "How effectively does the force reduce crime and keep people safe?"),
    PillarQuestion(_POLICE, _EFFICIENCY, _R18,
        "How efficiently does the force operate and how sustainable are its services to the public?"),
    PillarQuestion(_POLICE, _LEGITIMACY, _R18,
        "How legitimately does the force treat the public and its workforce?"),
    PillarQuestion(_FIRE, _EFFECTIVENESS, _R18,
        "How effective is the fire and rescue service at keeping people safe and secure from fire "
        "and other risks?"),
    PillarQuestion(_FIRE, _EFFICIENCY, _R18,
        "How efficient is the fire and rescue service at keeping people safe and secure from fire "
        "and other risks?"),
    PillarQuestion(_FIRE, _EFFECTIVENESS, _R21,
        "How effective is the fire and rescue service at keeping people safe and secure?"),
    PillarQuestion(_FIRE, _EFFICIENCY, _R21,
        "How efficient is the fire and rescue service at keeping people safe and secure?"),
    PillarQuestion(_FIRE, _PEOPLE, _FIRE_BOTH,
    "How well does the fire and rescue service look after its people?"),
)  # fmt: skip

# The adjective decides the pillar, the rest of the line proves that it is a pillar's question at all.
_PILLAR_PHRASES: tuple[tuple[OrganisationKind, Pillar, tuple[str, ...]], ...] = (
    (_POLICE, _EFFECTIVENESS, ("effective keep people safe reduc crime",
    "effective reduc crime keep people safe",
                               "how well tackl crime")),
    (_POLICE, _EFFICIENCY, ("efficient keep people safe reduc crime",
    "efficient reduc crime keep people safe",
                            "efficient operat sustainab", "how well deliver value money",
                            "how well provid value money")),
    (_POLICE, _LEGITIMACY, ("legitimate keep people safe reduc crime",
    "legitimate reduc crime keep people safe",
                            "legitimate treat public workforce", "do act integrity provid public expect")),
    (_POLICE, _LEADERSHIP, ("how well led",)),
    (_FIRE, _EFFECTIVENESS, ("effective keep people safe",)),
    (_FIRE, _EFFICIENCY, ("efficient keep people safe",)),
    (_FIRE, _PEOPLE, ("how well look after people",)),
)  # fmt: skip

# How a sentence calls the whole of a pillar, beside the pillar's own question: the standing phrases of its rounds.
PILLAR_SAID: tuple[tuple[OrganisationKind, Pillar, tuple[str, ...]], ...] = (
    (_POLICE, _EFFECTIVENESS, ("keeping people safe and reducing crime",)),
    (_POLICE, _EFFICIENCY, ("keeping people safe and reducing crime", "operating efficiently and sustainably")),
    (_POLICE, _LEGITIMACY, ("keeping people safe and reducing crime",)),
    (_FIRE, _EFFECTIVENESS, ("keeping people safe and secure", "keeping people safe and secure from fire and other risks")),
    (_FIRE, _EFFICIENCY, ("keeping people safe and secure", "keeping people safe and secure from fire and other risks")),
    (_FIRE, _PEOPLE, ("looking after its people",)),
)  # fmt: skip

# A heading is short: the longest published question has 23 words, the longest area label 14.
_QUESTION_WORDS, _LABEL_WORDS = 30, 16
# How many words a heading may have that none of the question's published wordings has. A label of few words
# may have none: "Preventing crime in rural areas" is a sub-heading, not the area.
_QUESTION_SLACK, _LABEL_SLACK, _SHORT_LABEL = 3, 1, 4
_OPENERS = ("how", "to what extent", "do", "is", "are", "what", "has")
# The effectiveness pillar's diagnostic questions begin so, and repeat the words of the question above them.
_DIAGNOSTIC = "how effectively"
_NUMBERED = re.compile(r"^\s*(?:question\s*)?\d{1,2}(?:\.\d{1,2})*[.):]?\s+", re.IGNORECASE)
_SENTENCE = re.compile(r"[.;!](?:\s|$)")
_JOINED = (
    ("anti social", "antisocial"), ("re offend", "reoffend"), ("multi agency", "multiagency"),
    ("well being", "wellbeing"), ("making sure", "ensuring"), ("makes sure", "ensures"), ("make sure", "ensure"),
    ("organized", "organised"), ("fire and rescue services", ""),
    ("fire and rescue service", ""),
)  # fmt: skip
_STOP = frozenset(
    words(
        "a all an and any are as at be been by can constabulary brigade do does effective extent "
        "for force forces "
        "from frs has have how in is it its of on or other our police service services so that the "
        "their these "
        "this those to way well what who with"
    )
)
# A label has no finite verb and no grade: a line that has is a sentence without its full stop.
_SAYS = frozenset(
    words(
        "adequate are can could did does good had has have inadequate is must need needs "
        "outstanding required "
        "requires should was were will would"
    )
)


def _plain(text: str) -> str:
    """Return the folded words of `text` in one spelling, without a leading number or the body's own name."""
    spelt = [word.removesuffix("'s").replace("'", "") for word in words(_NUMBERED.sub("", text))]
    plain = f" {' '.join(spelt)} "
    for written, joined in _JOINED:
        if written in plain:
            plain = plain.replace(written, joined)
    return " ".join(plain.split())


_FILLERS = _STOP | {"which", "when"}


def plain_words(text: str) -> tuple[str, ...]:
    """Return the telling words of a phrase in one spelling: no articles, no names of the body, no leading number."""
    return tuple(word for word in _plain(text).split() if word not in _FILLERS)


def _in_order(stems: tuple[str, ...], found: list[str]) -> bool:
    """Return whether each of `stems` begins one of the words `found`, in that order."""
    rest = iter(found)
    return all(any(word.startswith(stem) for word in rest) for stem in stems)


@lru_cache(maxsize=256)
def _rows(kind: str, round_id: str, pillar: str | None) -> tuple[tuple[Question, frozenset[str], frozenset[str]], ...]:
    """Return the round's questions, each with its headings in plain form and the words that these use."""
    rows = []
    for question in QUESTIONS:
        if question.kind == kind and round_id in question.rounds and pillar in (None, question.pillar):
            headings = frozenset(_plain(name) for name in (question.label, *question.names))
            known = frozenset(word for heading in headings for word in heading.split())
            rows.append((question, headings, known))
    return tuple(rows)


def _score(question: Question, found: list[str]) -> int:
    """Return the number of word beginnings of the question's longest phrase that `found` satisfies, else 0."""
    return max((len(stems) for stems in _stems(question.phrases) if _in_order(stems, found)), default=0)


@lru_cache(maxsize=512)
def _stems(phrases: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for phrase in phrases)


def _is_question(text: str, plain: str) -> bool:
    short = len(plain.split()) <= _QUESTION_WORDS
    return short and text.rstrip(" *").endswith("?") and plain.startswith(_OPENERS)


def _is_label(text: str, plain: str) -> bool:
    found = plain.split()
    if len(found) > _LABEL_WORDS or "?" in text or not _SAYS.isdisjoint(found):
        return False
    return not _SENTENCE.search(text.strip().rstrip(" .:"))


def _slack(text: str, plain: str) -> int | None:
    """Return the number of unknown words that a heading may have, None where the text is no heading."""
    if _is_question(text, plain):
        return None if plain.startswith(_DIAGNOSTIC) else _QUESTION_SLACK
    if not _is_label(text, plain):
        return None
    telling = sum(1 for word in plain.split() if word not in _STOP)
    return _LABEL_SLACK if telling > _SHORT_LABEL else 0


def _strangers(found: list[str], question: Question, known: frozenset[str]) -> int:
    """Count the words of a heading that none of the question's headings and phrases has."""
    stems = tuple(stem for phrase in _stems(question.phrases) for stem in phrase)
    return sum(1 for word in found if word not in _STOP and word not in known and not word.startswith(stems))


def is_named(question: Question, plain: tuple[str, ...]) -> bool:
    """Return whether plain words hold a phrase by which a question is known, in any round of its body."""
    return any(_score(row, list(plain)) for row in _of_key(question.kind, question.key))


@lru_cache(maxsize=256)
def _of_key(kind: OrganisationKind, key: str) -> tuple[Question, ...]:
    return tuple(row for row in QUESTIONS if (row.kind, row.key) == (kind, key))


@lru_cache(maxsize=4096)
def find_question(kind: str, round_id: str, text: str, pillar: str | None = None) -> Question | None:
    """Return the question or area that `text` is the heading of, in a round of `police` or `fire`.

    `text` is the published line; typography, case, a leading number, 'the force' or 'the FRS' and small
    changes of wording do not matter. None where it is no heading (prose), a pillar's own question, unknown in
    this round, or fits two questions equally well. `pillar` narrows the choice to one pillar's questions.
    """
    plain = _plain(text)
    rows = _rows(kind, round_id, pillar)
    exact = [question for question, headings, _ in rows if plain in headings]
    if exact:
        return exact[0] if len(exact) == 1 else None
    slack = _slack(text, plain)
    if slack is None or find_pillar_question(kind, text) is not None:
        return None
    found = plain.split()
    return _best([(_score(q, found), q) for q, _, known in rows if _strangers(found, q, known) <= slack])


def _best(scored: list[tuple[int, Question]]) -> Question | None:
    """Return the question with the highest score above 0, None where two share it."""
    top = max((score for score, _ in scored), default=0)
    winners = [question for score, question in scored if score == top]
    return winners[0] if top and len(winners) == 1 else None


def questions_of(kind: str, round_id: str, pillar: str | None = None) -> tuple[Question, ...]:
    """Return the questions and areas of a round of `police` or `fire`, in the order they are published."""
    return tuple(question for question, _, _ in _rows(kind, round_id, pillar))


# What stands beside a name and narrows it to nothing: it says what kind of thing is named, or of what pillar.
_SAYS_NO_MORE = frozenset(
    words(
        "area arrangements effectiveness efficiency grade judgement judgment legitimacy overall people question rating"
    )
)
_FOR_SOME = frozenset(words("among by for"))
_BODY_LAST = frozenset(words("police constabulary service brigade force"))


@lru_cache(maxsize=1024)
def is_called(question: Question, text: str) -> bool:
    """Return whether a line is one of a question's names and nothing more."""
    plain = _plain(text)
    return any(_plain(name) == plain for name in (question.label, *question.names))


@lru_cache(maxsize=1024)
def is_narrowed(question: Question, text: str) -> bool:
    """Return whether a line has the whole of a question's name and more behind it, that makes it less: `{Name} for officers`, `{Name} (draft)`.

    The name of a body behind it is that of whose it is; another wording of the name narrows nothing.
    """
    plain = f"{_plain(text)} "
    headings = [_plain(name) for name in (question.label, *question.names)]
    known = {word for heading in headings for word in heading.split()}
    behind = [plain[len(heading) :].split() for heading in headings if plain.startswith(f"{heading} ")]
    rest = min(behind, key=len, default=[])
    more = [word for word in rest if word not in _STOP and word not in _SAYS_NO_MORE]
    if not more or rest[-1] in _BODY_LAST:
        return False
    return known.isdisjoint(more) or "(" in text or rest[0] in _FOR_SOME


@lru_cache(maxsize=1024)
def find_pillar_question(kind: str, text: str) -> Pillar | None:
    """Return the pillar of `police` or `fire` whose own question `text` is, None where it is none's."""
    plain = _plain(text)
    if not (_is_question(text, plain) or (plain.startswith("how well") and _is_label(text, plain))):
        return None
    found = plain.split()
    for row_kind, pillar, phrases in _PILLAR_PHRASES:
        if row_kind == kind and any(_in_order(stems, found) for stems in _stems(phrases)):
            return pillar
    return None


_OF_PAGE = re.compile(
    r"\b(?:grades?|gradings?|judge?ments?|ratings?|rate (?:this|our|us)|(?:this|our) (?:web)?(?:page|site))\b"
)


def is_of_page(text: str) -> bool:
    """Return whether a question is about grades or the page, as a legend's or that of a survey of readers: no inspection asks such."""
    return _OF_PAGE.search(fold(text)) is not None


def is_other_inspections_question(text: str) -> bool:
    """Return whether `text` is the question that heads the standing paragraphs about other inspections."""
    plain = _plain(text)
    return _is_question(text, plain) and _in_order(("how", "perform", "other", "inspection"), plain.split())
