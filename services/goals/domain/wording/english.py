"""English, as the wording review knows it: patterns and prompts, nothing else."""

import re
from collections.abc import Iterable
from typing import Final

from services.goals.domain.wording import english_words as words
from services.goals.domain.wording.english_amounts import (
    AMOUNTS,
    STARTING_POINTS,
    UNITS,
)
from services.goals.domain.wording.english_time import PERIODS, RHYTHMS, SPANS
from services.goals.domain.wording.language import Blurs, Language, Part


def _any(patterns: Iterable[str]) -> str:
    return "(?:" + "|".join(patterns) + ")"


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE | re.VERBOSE)


VERB: Final = _any(words.forms(words.VERBS)).replace(" ", r"\ ")
STATE: Final = _any(words.STATES)
WHOSE: Final = (
    r"(?:(?:my|the|this|that|all|these|our|some|negative|difficult|social|of)\s+){0,3}"
)
CHANGE: Final = _any(
    words.listed(r"""
    reduc(?:e|ing) lower(?:ing)? decreas(?:e|ing) lessen(?:ing)? eas(?:e|ing)
    improv(?:e|ing) increas(?:e|ing) boost(?:ing)? build(?:ing)?(?:\sup)?
    control(?:ling)? manag(?:e|ing) handl(?:e|ing) overcom(?:e|ing) fix(?:ing)?
    cop(?:e|ing)(?:\sbetter)?\swith deal(?:ing)?(?:\sbetter)?\swith work(?:ing)?\son
    get(?:ting)?\sover address(?:ing)? tackl(?:e|ing) conquer(?:ing)? beat(?:ing)?
    fight(?:ing)? fac(?:e|ing) cut\sdown\son get(?:ting)?\srid\sof
    strengthen(?:ing)? process(?:ing)? stop(?:ping)? limit(?:ing)? cut\sback\son
    understand(?:ing)? accept(?:ing)? heal(?:ing)?(?:\sfrom)? cut\sdown gain(?:ing)?
    develop(?:ing)? regain(?:ing)? find(?:ing)? rebuild(?:ing)?
""")
)
FEELING: Final = r"""
    (?:(?<!the\s)(?<!this\s)feel(?:ing)?\s(?:(?:so|as|a\sbit|much|more|less|very|too|really|not|at)\s)*
        (?!(?:the|my|a|an|like|it|in|no|i|that|this|him|her|them|for|of|to|how|what)\b)[^\W\d]+
    |(?:be|being|becom(?:e|ing)|get(?:ting)?|stay(?:ing)?)\s(?:much\s|a\sbit\s)?
        (?:more|less)\s(?!than)[^\W\d]+
    |(?:feel(?:ing)?|be|being|becom(?:e|ing)|get(?:ting)?|stay(?:ing)?|keep(?:ing)?)\s+
    (?:(?:so|as|a\s(?:bit|little|lot)|much|more|less|very|too|really|not|being|a)\s+)*
    (?:\w+er(?<!under)(?<!shower)(?<!after)(?<!over)(?<!dinner)(?<!sister)(?<!mother)
        (?<!partner)(?<!number)(?<!earlier)(?<!sober)
    |good|happy|calm|fine|ok|okay|normal|confident|positive|relaxed|anxious|stressed|sad
    |depressed|angry|worried|guilty|lonely|safe|strong|fit|healthy|social|assertive
    |productive|organised|organized|present|kind|myself|patient|active|mindful|open
    |independent|motivated|overwhelmed|hard\son\smyself|in\scontrol|at\speace|free
    |negative|sober|focused|connected|tired|energetic|well|it\stogether|moving|comfortable))\b
    (?:\s(?:person|parent|mum|mom|dad|partner|friend|mother|father|student|version
        \sof\smyself|to\smyself|about\s(?:my\w*|it|things|life)))?"""
NEVER_VAGUE: Final = r"(?!\s+(?:than|or\s+less)\b)"

DOING: Final = rf"""\b(?:{FEELING}
    |feel(?:ing)?\s+(?:like\smyself|again|whole|alive)
    |(?:eat|sleep|drink|exercise|study|socialise|socialize|work|relax|rest|spend|save)(?:ing)?
        \s(?:a\s(?:bit|little|lot)\s|much\s)?(?:more|less|better|healthier|healthy|well
        |properly|right|earlier|longer|enough)\b{NEVER_VAGUE}
    |(?:get|getting|keep|bring|have)\smy\s\w+\s(?:under\scontrol|together|in\sorder)
    |(?:lead|live|have)\sa\s(?:\w+er|more\s\w+|normal|good|happy|full|healthy)\s\w+
    |(?:sort|sorting|find|get)\s(?:myself|things|it|everything)(?:\sout|\stogether)?
    |better|healthier|happier|calmer|properly|healthy|positively|think(?:ing)?\spositive
    |somethings?|(?<!her\s)(?<!his\s)(?<!my\s)things|stuff|somehow|whatever|anything
    |(?:take|taking|look|looking)\s(?:better\s)?(?:care\sof|after)\smyself|self-care
    |self\scare|get\smy\slife\s(?:together|back)(?:\son\strack)?|move\son\b|moving\son\b
    |let(?:ting)?\sgo(?:\sof\s(?:the\spast|\w+))?|open(?:ing)?\sup|be(?:ing)?\sthere\sfor
    |love\smyself|lov(?:e|ing)\smyself|do(?:ing)?\smy\sbest|try(?:ing)?\sharder
    |stop\s(?:being|feeling|overthinking|worrying|caring|thinking|letting|beating)
        (?:\s(?:so|too|hard|on|myself|guilty|anxious|about\s\w+|up)\b)*
    |(?:stop\s)?procrastinat\w+|worry(?:ing)?\s(?:so\smuch|less)|overthink(?:ing)?(?:\sless)?
    |(?:set|setting)\s(?:\w+\s)?boundaries|stand(?:ing)?\sup\sfor\smyself|quality\stime
    |(?:get|getting)\son(?:\sbetter)?\swith|be(?:ing)?\smore\s\w+|work(?:ing)?\son\smyself
    |cope|coping(?!\s(?:card|skill|plan|statement))|self-improvement|find\smyself
    |be(?:ing)?\sless\s\w+|balance|believe\sin\smyself|get\sthrough\s(?:it|this|the\sday)
    |trust\s(?:people|others|myself)(?:\sagain)?|enjoy\s(?:life|myself)(?:\sagain)?
    |(?:a|my)\s(?:good|normal|better)\s[\w-]+(?:\sbalance)?)\b"""
HOW_MUCH: Final = rf"""\b(?:(?:(?:a\s(?:bit|little|lot)|much)\s)?
        (?:more(?!\s+often)|less(?!\s+often)|fewer){NEVER_VAGUE}
    |some(?!\sone)|a\s(?:bit|little|lot|few|while)|lots(?:\sof)?|several|many|enough
    |plenty(?:\sof)?|too\smuch|(?<!as\s)much|as\s(?:much|many|long)\sas\s(?:possible|i\scan)
    |longer|shorter|earlier|later|faster|cut(?:ting)?\s(?:down|back)(?:\son)?|few)\b"""
WHEN: Final = r"""
    \b(?:(?:more\s|less\s|as\s|quite\s)?often(?:\sas\s(?:possible|i\scan))?
    |sometimes|regularly|occasionally|frequently|usually|most\s(?:days|nights|evenings
        |mornings|weeks)|soon|eventually|some\s?day|one\sday|in\sthe\sfuture|later\son
    |(?:when|if|whenever|where)(?:ever)?\s(?:i\scan|possible|i\sfeel\slike\sit|i\shave\stime)
    |from\stime\sto\stime|(?:every\s)?now\sand\s(?:then|again)|at\ssome\spoint|in\stime
    |over\stime|(?<!breathe\s)(?<!breathing\s)(?<!out\s)slowly|once\sin\sa\swhile|gradually|all\sthe\stime|regular)\b"""

HELPER: Final = _any(
    words.listed(r"""
    partner wife husband spouse friends? best\sfriend sister brother mother mum mom
    father dad parents? son daughter kids children family therapist counsellor
    clinician group sponsor coach colleagues? tutor neighbours? neighbors? dog app
    timer diary book workbook worksheet recording podcast headspace manager teacher
    gp doctor nurse aunt uncle cousin grandma support\sworker classmates? roommate
    flatmate girlfriend boyfriend video checklist alarm mentor team
""")
)

ENGLISH: Final = Language(
    numbers=words.NUMBERS,
    units=UNITS,
    spans=SPANS,
    rhythms=RHYTHMS,
    periods=PERIODS,
    amounts=AMOUNTS,
    starting_points=STARTING_POINTS,
    instruments=_pattern(r"\b(?:PHQ|GAD|PCL|AUDIT|WSAS|CORE|ISI)[-\s]?(?:10|[0-9])\b"),
    reasons=_pattern(
        r"""\b(?:so\sthat\b|so\s(?:i|my|we|our|they|she|he)\b|because\b|in\sorder\sto\b
        |since\s(?:i|it|my)\b|for\sthe\ssake\sof\b|which\s(?:helps|matters|calms)\b
        |as\s(?:it|this|that)\s(?:helps|makes|matters|calms|keeps)\b
        |(?:it|this|that)\s(?:helps|calms|matters)\b
        |(?<!there\s)(?<!care\s)(?<!cook\s)(?<!dinner\s)(?<!lunch\s)(?<!meals\s)(?<!read\s)
        for\smy\s(?:\w+\s)?(?:health|kids|children|family|wellbeing|recovery|peace|future
            |heart|back|daughter|son|marriage|sanity|self-esteem|mood|confidence)\b)
        [^.;!?\n]*"""
    ),
    aims=_pattern(
        rf"""(?:\b(?P<before>[\w'\u2019]+)[,]?\s+)?(?P<aim>\bto\s(?:not\s|better\s|finally\s)?
        {_any(words.AIMS)}\b[^\x00.,;:!?()\n]*?)
        (?P<then>,\s+\w|\s+i(?:\swill|['\u2019]ll|\swant|\splan|['\u2019]m\sgoing)\b)?
        (?(then)|(?=[\x00.,;:!?()\n]|$|\s+by\s+\w+ing\b))"""
    ),
    no_aim_after=frozenset(
        words.listed("""
    stop want wants try tries trying need needs needed like love hope hoping able learn
    learning plan planning going start starting begin have used wish intend how
    continue decide ready is be go get getting back way ways from goal try aim
    ability struggle happy more much closer tend due supposed
""")
    ),
    no_aim_soon_after=frozenset(
        words.listed("ask asking tell invite want get teach encourage remind let")
    ),
    means=_pattern(
        rf"""^\W{{0,3}}(?P<end>(?:\S{{1,30}}\s{{1,3}}){{0,6}}?(?:{CHANGE}\s+{WHOSE}{STATE}|{FEELING})
        [^.;\x00]{{0,60}}?)\s+(?:by|through)\s+(?P<means>{VERB}|{_any(words.DOINGS)}|\w+ing\b)"""
    ),
    activities=_pattern(
        rf"(?<![\w-])(?:{VERB}\b|{_any(words.DOINGS)}\b)".replace(r"\b\b", r"\b")
    ),
    broad=_pattern(rf"\b{_any(words.forms(words.BROAD))}\b"),
    small_words=frozenset(words.SMALL),
    support=_pattern(
        rf"""\b(?:with|using|alongside|together\swith|supported\sby|help\sfrom)\s
        (?:the\shelp\sof\s)?(?:(?:my|a|an|the|our|her|his|another|one|two|some)\s)?
        (?:\w+\s)?{HELPER}\b|\b(?:alone|by\smyself|on\smy\sown|without\shelp)\b"""
    ),
    vague=(
        (Blurs.TIME, _pattern(WHEN)),
        (
            Blurs.CHANGE,
            _pattern(
                rf"\b(?:{CHANGE}\s+{WHOSE}{STATE}(?:\slevels?)?|los(?:e|ing)\s(?:\w+\s)?weight)\b"
            ),
        ),
        (Blurs.DOING, _pattern(DOING)),
        (Blurs.AMOUNT, _pattern(HOW_MUCH)),
    ),
    prompts={
        Part.ACTIVITY: "What exactly will you do, so that others could see you do it?",
        Part.SUPPORT: "Who or what could help you with it?",
        Part.QUANTITY: "How much of it, or how many times?",
        Part.PERIOD: "How often, or by when?",
        Part.PURPOSE: "What would it change for you; what matters to you about it?",
        Part.BASELINE: "Where are you with this now?",
    },
)
