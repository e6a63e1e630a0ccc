"""English ways to say how much."""

import re
from typing import Final

from services.goals.domain.wording.english_words import COUNTED

DIGITS: Final = r"\d{1,3}(?:,\d{3})+|\d{1,6}(?:\.\d{1,2})?"
NUMBER: Final = rf"(?:{DIGITS}|{'|'.join(sorted(COUNTED, key=len, reverse=True))})"
RANGE: Final = (
    rf"(?P<number>(?<![\w.,/-]){NUMBER})"
    rf"(?:\s?(?:-|\u2013|to|or)\s?(?P<most>{NUMBER}))?"
)
BOUND: Final = r"""
    (?:\b(?:at\sleast|at\smost|no\smore\sthan|no\sless\sthan|not\smore\sthan
    |less\sthan|more\sthan|fewer\sthan|under|over|up\sto|below|above|a\smaximum\sof
    |a\sminimum\sof|maximum|minimum|max|only|just|about|around|from|to)\s)?"""

UNITS: Final = {
    **dict.fromkeys(["min", "mins", "minutes", "minute"], "minute"),
    **dict.fromkeys(["h", "hr", "hrs", "hour", "hours"], "hour"),
    **dict.fromkeys(["sec", "secs", "seconds", "second"], "second"),
    **dict.fromkeys(["km", "kms", "k", "kilometres", "kilometers"], "kilometre"),
    **dict.fromkeys(["mile", "miles"], "mile"),
    **dict.fromkeys(["l", "litre", "litres", "liter", "liters"], "litre"),
    **dict.fromkeys(["%", "percent", "per cent"], "percent"),
    **dict.fromkeys(["kg", "kgs", "kilos", "kilograms"], "kilogram"),
    "pages": "page",
}
MEASURES: Final = (
    r"(?:minutes?|mins?|hours?|hrs?|h|seconds?|secs?|kilomet(?:re|er)s|kms?|k|miles?"
    r"|kgs?|kilos|kilograms|lit(?:re|er)s?|l|percent|per\scent|pages?)\b|%"
)
NOT_THINGS: Final = (
    r"(?:to|of|for|at|in|on|or|and|is|as|this|was|by|with|per|more|other|another|day|days"
    r"|week|weeks|month|months|a|an|the|my|his|before|after|times|out|always|yes|less|so"
    r"|it|one|who|that|until|from|when|about|without|what|how|into|over|every|each)\b"
)
NOTHING: Final = (
    r"(?:alcohol|drinks?|drinking|cigarettes?|smoking|caffeine|coffee|phones?|screens?|sugar"
    r"|cannabis|weed|drugs?|snacks?|gambling|betting|vaping|naps?|e-?mails?|social\smedia"
    r"|takeaways?|self-harm|swearing|shouting)"
)


def _amount(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE | re.VERBOSE)


AMOUNTS: Final = (
    _amount(  # by 23:00, at 7 am
        r"""\b(?:(?:by|at|before|until|till|from|after|past|between)\s)?(?:\b(?:about|around)\s)?
        (?P<clock>\d{1,2}(?:[:.]\d{2})?\s?(?:am|pm|a\.m\.|p\.m\.|o['\u2019]?clock)(?!\w)|\d{1,2}:\d{2}
        |(?:(?:half|quarter)\s(?:past|to)\s\w+)|(?<=\s)(?:midnight|noon|midday)\b
        |(?:ten|eleven|nine|eight|seven|six)\s(?:o['\u2019]?clock|thirty))"""
    ),
    _amount(  # from 20 to 10 cigarettes, from 8 to 5 out of 10: where it leads counts
        rf"""\bfrom\s(?:about\s|around\s)?{NUMBER}\s(?:{MEASURES}\s)?to\s(?:about\s)?
        (?P<number>{NUMBER})\b(?:\s?(?:/|out\sof)\s?(?P<of>{NUMBER})\b)?
        (?:[\s-]?(?P<unit>{MEASURES}|(?!{NOT_THINGS})[a-z-]+(?<!s)s\b))?"""
    ),
    _amount(  # half an hour, an hour and a half
        r"\b(?P<number>half\san|half(?=[\s-]hour)|a\squarter\sof\san|half\sa|an|a)[\s-](?P<unit>hour|minute|page"
        r"|mile)\b(?!['\u2019])"
    ),
    _amount(  # 10 to 15 minutes, a 20-minute walk, 5,000 steps, 50 %
        rf"{BOUND}{RANGE}[\s-]?(?P<unit>{MEASURES})"
    ),
    _amount(  # 8 of 10 meetings, 4 out of 10, 7/10
        rf"""{BOUND}(?P<number>(?<![\w.,/-]){NUMBER})\s?(?:/|\sout\sof|\sof)\s?
        (?:the\s|my\s|every\s)?(?:next\s|last\s)?(?P<of>{NUMBER})\b
        (?:\s(?:team\s|group\s|family\s)?(?P<unit>(?!{NOT_THINGS})[a-z-]+s\b))?"""
    ),
    _amount(  # no alcohol, without my phone
        rf"\b(?P<number>no|zero)\s(?:my\s|any\s)?(?P<unit>{NOTHING})\b"
    ),
    _amount(  # three planned activities, ten memory-journal entries
        rf"""{BOUND}{RANGE}\s(?:(?!{NOT_THINGS})[a-z'\u2019-]+\s){{0,3}}?
        (?P<unit>(?!{NOT_THINGS})[a-z'\u2019-]+(?<![s'\u2019])s|people|children|friends|pieces|men|women
        |fruit|veg|alcohol|homework)\b"""
    ),
    _amount(  # one kind sentence, a single page
        rf"""\b(?P<number>one|a\ssingle|1)\s(?:(?!{NOT_THINGS})[a-z-]+\s){{0,2}}?
        (?P<unit>(?!{NOT_THINGS})[a-z-]+)(?=\s*(?:\x00|$|[^\w\s-])|\s+{NOT_THINGS})"""
    ),
    _amount(  # below 8, a score of 5
        r"""\b(?:below|under|above|over|at\sleast|at\smost|less\sthan|more\sthan|no\smore\sthan
        |to|of|reach|reaching|from|score|is|up\sto)\s(?P<number>\d{1,3}(?:\.\d)?)\b
        (?:\s?(?:or\s(?:less|more|below|above|lower|higher|under)))?"""
    ),
)

STARTING_POINTS: Final = _amount(
    rf"""\bfrom\s(?:about\s|around\s)?{NUMBER}\b[^.;,]{{0,30}}?\bto\s(?:about\s)?{NUMBER}\b
    |\binstead\sof\s(?:the\s)?(?:current\s)?{NUMBER}\b
    |\b(?:now|currently|at\sthe\smoment|right\snow)\s(?:it['\u2019]?\sis\s|i\s\w+\s)?{NUMBER}\b"""
)
