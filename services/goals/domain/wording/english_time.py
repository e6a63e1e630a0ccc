"""English ways to say how often and until when."""

import re
from typing import Final

from services.goals.domain.wording.english_words import MONTHS, WEEKDAYS, listed
from services.goals.domain.wording.language import Rhythm
from shared.contracts.goals import Every

DAY_NAMES: Final = listed("""
    day night morning evening afternoon lunchtime bedtime
""")
SPANS: Final = {
    **dict.fromkeys(DAY_NAMES, Every.DAY),
    **dict.fromkeys(["daily", "nightly"], Every.DAY),
    **dict.fromkeys(["week", "weekly", "weekend"], Every.WEEK),
    **dict.fromkeys(["fortnight", "fortnightly"], Every.TWO_WEEKS),
    **dict.fromkeys(["month", "monthly"], Every.MONTH),
    **dict.fromkeys(["session", "appointment"], Every.SESSION),
}

COUNT: Final = (
    r"(?:once|twice|thrice|\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)"
)
TIMES: Final = rf"(?P<times>(?<![:.,/-])\b{COUNT})(?:\s?(?:-|\u2013|to|or)\s?{COUNT})?"
SPAN: Final = (
    r"(?P<every>day|night|morning|evening|afternoon|weekend|week|fortnight|month|session"
    r"|appointment|year|hour)"
)
NAMES: Final = "(?:" + "|".join(WEEKDAYS) + ")"
EACH_DAY: Final = re.compile(NAMES, re.IGNORECASE)
PART: Final = r"(?:\s(?:morning|evening|night|afternoon|lunchtime)s?)?"
AND: Final = r"(?:,\s?|,?\sand\s|\s?&\s?|\sor\s)"
SET: Final = (
    r"(?:days|nights|mornings|evenings|afternoons|lunchtimes|weeknights|weekdays|workdays"
    r"|times|x|\xd7|day|night|evening|morning)"
)
OCCASION: Final = (
    r"(?:time|meal|meeting|lesson|class|lunch|dinner|breakfast|supper|shift|payday|argument"
    r"|conversation|urge|craving|visit|call|lecture|year|hour|term|shower|workout|exam"
    r"|mealtime|school\srun|commute|nightmare|flashback|therapy\ssession)"
)


def _rhythm(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE | re.VERBOSE)


RHYTHMS: Final = (
    Rhythm(  # from 2 to 4 days a week
        pattern=_rhythm(
            rf"\bfrom\s{COUNT}\s(?:{SET}\s)?(?:a\sweek\s)?to\s(?P<times>{COUNT})\s?{SET}?\s"
            rf"(?:a|per|each|every)\s{SPAN}\b"
        )
    ),
    Rhythm(  # 5 of 7 nights
        pattern=_rhythm(
            rf"{TIMES}\s(?:out\s)?of\s(?:the\s)?(?:7|seven)\s(?:days|nights|mornings|evenings)\b"
        ),
        every=Every.WEEK,
    ),
    Rhythm(  # three times a week, 2x/week, 4 nights per week
        pattern=_rhythm(
            rf"{TIMES}\s?{SET}?\s?(?:(?:\b(?:an?|per|each|every|in\san?|of\s(?:the|every|each))"
            rf"|out\sof\s(?:the|every))\s|/\s?){SPAN}\b"
        )
    ),
    Rhythm(  # twice daily
        pattern=_rhythm(
            rf"\b(?:{TIMES}\s(?:times\s)?)?(?P<every>daily|nightly|weekly|fortnightly|monthly)\b"
        )
    ),
    Rhythm(  # every other week
        pattern=_rhythm(r"\b(?:every|each)\s(?:other|second|2nd|two|2)\sweeks?\b"),
        every=Every.TWO_WEEKS,
    ),
    Rhythm(  # every other day, every three weeks
        pattern=_rhythm(
            rf"\bevery\s(?:other|second|third|{COUNT})\s"
            rf"(?:days?|weeks?|months?|nights?|hours?|evenings?|{NAMES})\b"
        )
    ),
    Rhythm(  # every weekday, on school nights, Monday to Friday
        pattern=_rhythm(
            r"\b(?:on\s|every\s|each\s)?(?:single\s)?(?:my\s)?(?:weekdays?|weeknights?|workdays?"
            rf"|work(?:ing)?\sdays?|school\s(?:days?|nights?|mornings?))\b{PART}"
            r"|\bmonday\s(?:to|through|till|until)\sfriday\b|\bmon\s?-\s?fri\b"
        ),
        every=Every.WEEK,
        times=5,
    ),
    Rhythm(  # at weekends
        pattern=_rhythm(r"\b(?:on|at|over)\s(?:the\s)?weekends\b|\bat\sthe\sweekend\b"),
        every=Every.WEEK,
        times=2,
    ),
    Rhythm(  # every Monday and Thursday, on Tuesdays, Sunday evenings
        pattern=_rhythm(
            rf"\b(?:every|each)\s{NAMES}{PART}(?:{AND}{NAMES}{PART})*"
            rf"|(?<!by\s)(?<!this\s)(?<!next\s)(?<!until\s)\b(?:on\s)?"
            rf"{NAMES}{PART}(?:{AND}{NAMES}{PART})+\b(?!s)"
            rf"|\b(?:on\s)?(?:{NAMES}s?{PART}{AND}){{0,6}}{NAMES}"
            r"(?:s\b(?:\s(?:morning|evening|night|afternoon))?"
            r"|\s(?:mornings|evenings|nights|afternoons))"
        ),
        every=Every.WEEK,
        each=EACH_DAY,
    ),
    Rhythm(  # every day, each morning, 10 minutes a day, per week
        pattern=_rhythm(
            rf"(?<!not\s)\b(?:(?:every|each)\s(?:single\s)?|per\s){SPAN}\b"
            rf"|(?<=\S)/\s?(?P<each>day|week|month|night)\b".replace("?P<each>", "?:")
        )
    ),
    Rhythm(
        pattern=_rhythm(
            r"(?<!\bfor)(?<!\bhave)(?<!\btake)(?<!\bin)(?<!\bafter)(?<!\bof)(?<!\bis)(?<!\bas)"
            r"(?<!\bwithin)(?<!\bthan)(?<!\bwhat)(?<!\bonce\sin)(?<!\bon)(?<!\bhalf)(?<!\bspend)"
            r"(?<!\bwith)(?<!\bplan)"
            rf"(?<=[\w)])\s+an?\s(?!session|appointment){SPAN}\b(?!\s(?:off|out|at|trip|when|away|without|in\sthe))"
        )
    ),
    Rhythm(  # in the mornings, at night
        pattern=_rhythm(
            r"\bin\sthe\s(?:mornings|evenings|afternoons)\b|\b(?:at|before)\sbedtime\b"
        ),
        every=Every.DAY,
    ),
    Rhythm(  # after every meal, each time I feel the urge
        pattern=_rhythm(
            rf"\b(?:(?:after|before|at|with|during|in|between)\s)?(?:every|each)\s(?:\w+\s)?{OCCASION}\b"
            r"|\b(?:after|before|at|with|during)\s(?:every|each)\s(?!other|of|one)[^\W\d]+"
            r"|\bwhenever\b(?!\s(?:i\scan|possible|i\sfeel\slike|i\shave\stime))"
        )
    ),
)

MONTH: Final = "(?:" + "|".join(MONTHS) + r")\b\.?"
NUMBER: Final = (
    r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|thirty)"
)
DATE: Final = rf"""
    (?:(?:the\s)?\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{MONTH}(?:,?\s\d{{4}})?
    |{MONTH}(?:\s\d{{1,2}}(?:st|nd|rd|th)?\b)?(?:,?\s\d{{4}})?
    |\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?|the\s\d{{1,2}}(?:st|nd|rd|th)\b|20\d\d\b)"""
WEEKDAY: Final = rf"{NAMES}\b{PART}"
SEASON: Final = (
    r"(?:spring|summer|autumn|fall|winter|christmas|easter|ramadan|eid|diwali|hanukkah"
    r"|thanksgiving|halloween|new\syear(?:['\u2019]s)?(?:\s(?:eve|day))?|half-term)"
)
MOMENT: Final = rf"""(?:(?:week|session)\s\d{{1,2}}\b|{DATE}|{WEEKDAY}|{SEASON}
    |(?:weekend|week|fortnight|month|quarter|year|term|semester|school\syear|day)\b(?!s)
    |(?:holidays?|birthday|exams?|finals|session|appointment|graduation|wedding|review
        |deadline|anniversary|due\sdate|check-in|operation|surgery)\b
    |tomorrow|tonight|20\d\d\b)"""
WHICH: Final = (
    r"(?:(?:the|this|next|my|our|his|her|coming|following|last|first|\w+['\u2019]s)\s)*"
)

PERIODS: Final = tuple(
    _rhythm(text)
    for text in (
        rf"""\b(?:by|until|till|before|no\slater\sthan|through|up\sto|at|on\sor\sbefore)\s
        (?:the\s)?(?:(?:very\s)?(?:end|start|beginning|middle|last\sday)\sof\s|mid-)?
        {WHICH}(?:{MONTH}\s|wedding\s|work\s|maths\s)?(?<!\bat\sthe\s)(?<!\bat\s){MOMENT}
        (?:\s(?:session|appointment|meeting|review|exams?|\d{{4}}))?""",
        rf"""\b(?:for|over|during|in|within|throughout|across)\s(?:the\s)?
        (?:whole\s|entire\s|full\s)?(?:rest\sof\s(?:the|this)\s
        |(?:next|coming|following|first|this|full|whole)\s(?:{NUMBER}\s)?(?:full\s)?
        |{NUMBER}\s(?:full\s|whole\s|more\s)?)
        (?:days?|weeks?|fortnights?|months?|years?|sessions?|terms?|weekend)\b
        (?:\s(?:in\sa\srow|from\snow|running))?""",
        rf"""\b(?:on|in|at)\s(?:the\s)?(?:next\s|this\s|our\snext\s|my\snext\s)?
        (?:{DATE}|{WEEKDAY}|{SEASON})""",
        rf"""\b(?:(?:at|in)\s(?:our|my)\s)?(?:this|next)\s(?:week|weekend|month|year|term
        |semester|morning|afternoon|evening|session|appointment|{SEASON}|{MONTH}|{WEEKDAY})
        (?!\w)|\b(?:tomorrow|tonight|today)\b""",
        rf"\b(?:from|starting|beginning)\s(?:on\s)?{WHICH}{MOMENT}",
        rf"\b{NUMBER}\s(?:days|weeks|months)\s(?:in\sa\srow|running)\b",
    )
)
