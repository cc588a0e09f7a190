"""The written forms of figures in key-facts panels, each with what it says (docs/layouts.md, 14)."""

from __future__ import annotations

from schemas.vocabulary import Scope, Topic, Unit

AREA, PEOPLE, WORK = Topic.FORCE_AREA, Topic.POPULATION, Topic.WORKFORCE
CRIME, COST = Topic.VICTIM_BASED_CRIMES, Topic.COST
LOCAL, NATIONAL = Scope.LOCAL, Scope.NATIONAL

FORMS = [
    (AREA, "1,049 square miles", ("area", LOCAL, 1049, Unit.SQUARE_MILES, None)),
    (AREA, "1 square mile", ("area", LOCAL, 1, Unit.SQUARE_MILES, None)),
    (AREA, "1,234.5 square miles", ("area", LOCAL, 1234.5, Unit.SQUARE_MILES, None)),
    (AREA, "620.5 sq miles", ("area", LOCAL, 620.5, Unit.SQUARE_MILES, None)),
    (AREA, "620 sq. mile", ("area", LOCAL, 620, Unit.SQUARE_MILES, None)),
    (AREA, "620 sqmiles", ("area", LOCAL, 620, Unit.SQUARE_MILES, None)),
    (PEOPLE, "740 people", ("people", LOCAL, 740, Unit.PEOPLE, None)),
    (PEOPLE, "740k people", ("people", LOCAL, 740_000, Unit.PEOPLE, None)),
    (PEOPLE, "740 thousand people", ("people", LOCAL, 740_000, Unit.PEOPLE, None)),
    (PEOPLE, "1.14m people", ("people", LOCAL, 1_140_000, Unit.PEOPLE, None)),
    (PEOPLE, "1.14 million people", ("people", LOCAL, 1_140_000, Unit.PEOPLE, None)),
    (WORK, "95% frontline police officers", ("frontline_officers", LOCAL, 95, Unit.PERCENT, None)),
    (WORK, "95 % frontline officers", ("frontline_officers", LOCAL, 95, Unit.PERCENT, None)),
    (WORK, "92% national level", ("frontline_officers", NATIONAL, 92, Unit.PERCENT, None)),
    (WORK, "92 % national average", ("frontline_officers", NATIONAL, 92, Unit.PERCENT, None)),
    (WORK, "92% national", ("frontline_officers", NATIONAL, 92, Unit.PERCENT, None)),
    (WORK, "2.88 per 1000 population", ("per_1000_population", LOCAL, 2.88, Unit.WORKFORCE_PER_1000_PEOPLE, None)),
    (WORK, "2.88 per 1,000 people", ("per_1000_population", LOCAL, 2.88, Unit.WORKFORCE_PER_1000_PEOPLE, None)),
    (WORK, "3.69 national level", ("per_1000_population", NATIONAL, 3.69, Unit.WORKFORCE_PER_1000_PEOPLE, None)),
    (CRIME, "0.05 per person", ("per_person", LOCAL, 0.05, Unit.CRIMES_PER_PERSON, None)),
    (CRIME, "0.06 national level", ("per_person", NATIONAL, 0.06, Unit.CRIMES_PER_PERSON, None)),
    (COST, "49p per person per day local", ("per_person_per_day", LOCAL, 0.49, Unit.GBP, None)),
    (COST, "49 p per person per day, national", ("per_person_per_day", NATIONAL, 0.49, Unit.GBP, None)),
    (COST, "£ 1.20 per person per day local", ("per_person_per_day", LOCAL, 1.2, Unit.GBP, None)),
    (PEOPLE, "up4% local 10 yr change", ("change", LOCAL, 4, Unit.PERCENT, 10)),
    (WORK, "down9% 10yr change in local workforce", ("change", LOCAL, -9, Unit.PERCENT, 10)),
    (WORK, "down 5 % 10yr national change", ("change", NATIONAL, -5, Unit.PERCENT, 10)),
    (CRIME, "down3% Local 5 year trend", ("change", LOCAL, -3, Unit.PERCENT, 5)),
    (CRIME, "up9% National 5 years trend", ("change", NATIONAL, 9, Unit.PERCENT, 5)),
    (CRIME, "up9% national 5 yrs change", ("change", NATIONAL, 9, Unit.PERCENT, 5)),
    (CRIME, "up9% 5 year national trend", ("change", NATIONAL, 9, Unit.PERCENT, 5)),
    (CRIME, "up9% 5 year change", ("change", LOCAL, 9, Unit.PERCENT, 5)),
    (CRIME, "up9% 5 year trend", ("change", LOCAL, 9, Unit.PERCENT, 5)),
    (CRIME, "up9% 5 year change in national", ("change", NATIONAL, 9, Unit.PERCENT, 5)),
    (CRIME, "up9% 5 year change in national crime figures", ("change", NATIONAL, 9, Unit.PERCENT, 5)),
    (CRIME, "no change, local 5 year trend", ("change", LOCAL, 0, Unit.PERCENT, 5)),
    (CRIME, "No change national 5 year change", ("change", NATIONAL, 0, Unit.PERCENT, 5)),
    (CRIME, "0% local 5 year change", ("change", LOCAL, 0, Unit.PERCENT, 5)),
    (CRIME, "0.0 % change, local 5 year trend", ("change", LOCAL, 0, Unit.PERCENT, 5)),
    *(
        (WORK, f"{sign}9{percent} local 10 yr change", ("change", LOCAL, -9, Unit.PERCENT, 10))
        for sign in ("minus ", "down by ", "down −", "decrease of ", "−")
        for percent in ("%", " per cent", " percent")
    ),
    (AREA, "620 sq mi", ("area", LOCAL, 620, Unit.SQUARE_MILES, None)),
    (AREA, "620 sq. mi.", ("area", LOCAL, 620, Unit.SQUARE_MILES, None)),
    (WORK, "288 per 100,000", ("per_1000_population", LOCAL, 2.88, Unit.WORKFORCE_PER_1000_PEOPLE, None)),
    (
        WORK,
        "288 per 100,000 national level",
        ("per_1000_population", NATIONAL, 2.88, Unit.WORKFORCE_PER_1000_PEOPLE, None),
    ),
    (WORK, "2.88 per 1,000 residents", ("per_1000_population", LOCAL, 2.88, Unit.WORKFORCE_PER_1000_PEOPLE, None)),
    (WORK, "National level: 3.69", ("per_1000_population", NATIONAL, 3.69, Unit.WORKFORCE_PER_1000_PEOPLE, None)),
    (WORK, "National: 92%", ("frontline_officers", NATIONAL, 92, Unit.PERCENT, None)),
    (WORK, "Local: 95% frontline officers", ("frontline_officers", LOCAL, 95, Unit.PERCENT, None)),
    (WORK, "92% frontline officers national", ("frontline_officers", NATIONAL, 92, Unit.PERCENT, None)),
    (CRIME, "0.05 crimes per person", ("per_person", LOCAL, 0.05, Unit.CRIMES_PER_PERSON, None)),
    (CRIME, "0.06 per person national level", ("per_person", NATIONAL, 0.06, Unit.CRIMES_PER_PERSON, None)),
    (CRIME, "60 per 1000 national", ("per_person", NATIONAL, 0.06, Unit.CRIMES_PER_PERSON, None)),
    (CRIME, "up9% national 5-year trend", ("change", NATIONAL, 9, Unit.PERCENT, 5)),
    (CRIME, "National: up 9% 5-year trend", ("change", NATIONAL, 9, Unit.PERCENT, 5)),
    (COST, "49.5 pence per person per day local", ("per_person_per_day", LOCAL, 0.495, Unit.GBP, None)),
    (COST, "National average: 59p per person per day", ("per_person_per_day", NATIONAL, 0.59, Unit.GBP, None)),
    (WORK, "up +9% local 10 yr change", ("change", LOCAL, 9, Unit.PERCENT, 10)),
    (WORK, "plus 9% local 10 yr change", ("change", LOCAL, 9, Unit.PERCENT, 10)),
    (AREA, "1 049 square miles", ("area", LOCAL, 1049, Unit.SQUARE_MILES, None)),
    (PEOPLE, "1 140 000 people", ("people", LOCAL, 1_140_000, Unit.PEOPLE, None)),
    *(
        (PEOPLE, f"8,100 people ({who})", ("people", LOCAL, 8100, Unit.PEOPLE, None))
        for who in ("resident", "residents", "resident population", "local residents", "local resident population")
    ),
    *(
        (PEOPLE, f"360,000 people ({who})", ("transient_people", LOCAL, 360_000, Unit.PEOPLE, None))
        for who in ("transient", "daytime", "transient population", "daytime population")
    ),
    *(
        (
            WORK,
            f"{number} per {base} {whom}",
            ("per_1000_population", LOCAL, 2.88, Unit.WORKFORCE_PER_1000_PEOPLE, None),
        )
        for number, base in (
            ("2.88", "1000"),
            ("28.8", "10,000"),
            ("28.8", "10000"),
            ("288", "100,000"),
            ("288", "100000"),
        )
        for whom in ("people", "population")
    ),
    *(
        (CRIME, f"{number} per {base} {whom}", ("per_person", LOCAL, 0.05, Unit.CRIMES_PER_PERSON, None))
        for number, base in (("50", "1,000"), ("500", "10,000"), ("5,000", "100,000"))
        for whom in ("people", "population")
    ),
    *(
        (topic, f"288 per 100,000 people{scope}", (measure, NATIONAL, value, unit, None))
        for topic, measure, value, unit in (
            (WORK, "per_1000_population", 2.88, Unit.WORKFORCE_PER_1000_PEOPLE),
            (CRIME, "per_person", 0.00288, Unit.CRIMES_PER_PERSON),
        )
        for scope in (" national", ", national", " national level", ", national average")
    ),
    (CRIME, "+9% local 5 year trend", ("change", LOCAL, 9, Unit.PERCENT, 5)),
    (CRIME, "-9% local 5 year trend", ("change", LOCAL, -9, Unit.PERCENT, 5)),
]
