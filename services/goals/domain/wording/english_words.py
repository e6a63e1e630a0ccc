"""English words by kind, for the patterns of ``english.py``."""

import re
from collections.abc import Iterable, Iterator
from typing import Final


def listed(text: str) -> list[str]:
    """Return the words of a text; patterns among them hold no blanks."""
    return text.split()


TO_TWELVE: Final = listed("""
    zero one two three four five six seven eight nine ten eleven twelve
""")
TENS: Final = listed("ten twenty thirty forty fifty sixty seventy eighty ninety")
NUMBERS: Final = {
    **{word: float(number) for number, word in enumerate(TO_TWELVE)},
    **{word: 10.0 * number for number, word in enumerate(TENS, 1)},
    "no": 0.0,
    "a quarter of an": 0.25,
    "half": 0.5,
    "half a": 0.5,
    "half an": 0.5,
    "a": 1.0,
    "an": 1.0,
    "a single": 1.0,
    "once": 1.0,
    "twice": 2.0,
    "thrice": 3.0,
    "fifteen": 15.0,
}
COUNTED: Final = [*TO_TWELVE, "fifteen", *TENS[1:]]
"""The numbers in words that stand before what they count."""

MONTHS: Final = listed("""
    january february march april may june july august september october november
    december jan feb mar apr jun jul aug sept sep oct nov dec
""")
WEEKDAYS: Final = listed("""
    monday tuesday wednesday thursday friday saturday sunday
""")

VERBS: Final = listed("""
    answer apologise apologize apply arrange ask attend avoid bake bike breathe
    bring brush call challenge charge chat clean climb colour complete congratulate
    contact cook count cuddle cycle dance delete describe disclose do donate draw
    drive empty enrol enter feed finish fill gamble garden go give greet hand hike
    hold hug invite jog join journal knit learn leave light list listen log look
    meditate meet message name notice offer open order pack paint phone plan plant
    play point post practice practise praise pray prepare press put quit read record
    register replace reply report return review ring rinse run save say schedule see
    send set shake share shop shout show shower sign sing sit smile smoke snap
    snooze speak stand stretch stop submit sweep swim switch take talk tell text
    thank throw tidy touch track train travel try turn unfollow unplug use vape
    vacuum visit volunteer wait walk wash watch water wear weigh write yell sort
    rate pay sell book dress iron fold dust hoover swap borrow wave hum type email
    mail research solve memorise memorize rehearse present interview accompany
    babysit chew lift row skate skip paddle fish camp shave floss fetch photograph
    film sew crochet mend wipe scrub mop clear buy revise summarise
""")
NOT_ALONE: Final = {
    "avoid": "(?=s? (?:alcohol|caffeine|coffee|sugar|screens?|the|my phone))",
    "challenge": "(?= (?:one|a|an|two|three|each|the) )",
    "do": "(?! (?:better|more|less|well|my best|it|this|that)\\b)",
    "go": "(?= (?:to|for|on|back|through|outside|without|swimming|running|home)\\b)",
    "give": "(?! up\\b(?! (?:smok|drink|alcohol|cigar|vap|gambl|weed|cannabis))|in\\b)",
    "hold": "(?! it together)",
    "learn": "(?= (?:one|two|three|four|five|the|a|\\d+) )",
    "leave": "(?= (?:the|my|work|for) )",
    "look": "(?= (?:at|for|through|in the mirror)\\b)",
    "open": "(?! up\\b)",
    "quit": "(?! being)",
    "see": "(?= (?:my|a|an|the|our|one|two) )",
    "set": "(?! (?:\\w+ )?boundaries)",
    "stand": "(?! up for)",
    "stop": "(?= (?:smok|drink|vap|gambl|using|eat|alcohol|scroll|check|buy|pick))",
    "take": "(?= (?:my|a|an|the|one|two|three|\\d+|part|photos?|medic) )",
    "turn": "(?= (?:off|on|down|my|the|all) )",
    "try": "(?= (?:a|an|one|two|the|out) )",
}
"""What must, or must not, follow a verb before it is something to be seen doing."""

DOINGS: Final = listed(r"""
    breakfast lunch dinner homework worksheet yoga pilates tai\schi meditation
    mindfulness breathing journaling journalling walks? runs? jogging
    thought\s(?:record|diary|log) sleep\sdiary gratitude\s(?:list|diary|journal)
    mood\s(?:diary|log|chart) lights\sout get\sup get(?:ting)?\sout\sof\sbed
    wake(?:\s|-)?up get(?:ting)?\sdressed (?:be|being)\sin\sbed screens?\soff
    have\sa(?:n|\sshort|\stwenty-minute)?\s(?:conversation|coffee|chat|talk|call)
    (?:spend|spending)(?=\s(?:one|two|half|an|\d+|ten|twenty|fifteen|thirty))
    (?:make|making)\s(?:a|an|my|the|one|two)\s(?:\w+\s)?(?:list|plan|call|bed|meal)
    (?:make|making)\s(?:a|an|my|the)\s(?:appointment|schedule|budget|cv|album|cards?)
    (?:make|making)\seye\scontact progressive\smuscle\srelaxation body\sscan
    physiotherapy meetings? exposure hugs? bedtime\s(?:story|routine) flashcards?
    past\spapers? pomodoros? press-ups push-ups sit-ups
    (?:eat|have)(?=\s(?:fruit|vegetables|breakfast|lunch|dinner|a\smeal|three\smeals))
    (?:work|working)\sthrough(?=\s(?:one|two|three|chapter|the\sworkbook))
""")

BROAD: Final = listed("""
    exercise sleep eat drink study socialise socialize relax rest work spend train
    revise keep reduce lower cut limit increase raise reach
""")

STATES: Final = listed(r"""
    anxiety stress depression mood self-esteem self-confidence confidence self-worth
    anger worry worries fears? sadness grief trauma pain panic loneliness guilt
    shame sleep relationships? communication motivation emotions? feelings?
    thoughts? (?<!stop\s)drinking cravings? urges? habits? health energy symptoms?
    life marriage parenting eating body temper concentration focus procrastination
    work-life\sbalance overthinking negativity insomnia flashbacks? nightmares?
    addiction loss past diet fitness social\slife triggers? self-image body\simage
    perfectionism self-criticism resilience wellbeing well-being (?<!stop\s)smoking
    studying grades? attitude coping nerves myself drug\suse substance\suse
    screen\stime relaxation boundaries patience
""")

AIMS: Final = listed("""
    be become bring build calm care catch clear connect cope ease enjoy express feel
    find gain get give handle have help honour honor improve increase keep lift live
    lose lower make manage notice overcome prepare prevent protect quiet raise
    rebuild recharge reconnect recover reduce regain relax release relieve remember
    repair restore see settle show sleep slow soften stay stop strengthen support
    understand unwind wind decrease boost lessen process fall avoid distract remind
    meet spend say save earn afford
""")

SMALL: Final = listed("""
    a an the i i'm i'll i\u2019ll i\u2019m my me we our us you your he she it its they
    this that these those to of for at on in by with and or but so not no will would
    want wants like need needs hope plan goal aim is are am be been being going do does
    can could must have has had get from up about around into per each every than
    then when while until before after at least most only just also able least
    maximum minimum day week month morning evening night for- more less again
""")


def forms(verbs: Iterable[str]) -> Iterator[str]:
    """Return each verb as a pattern of its forms: walk, walks, walking."""
    for verb in verbs:
        yield f"(?:{_forms(verb)}){NOT_ALONE.get(verb, '')}"


def _forms(verb: str) -> str:
    stem = verb.removesuffix("e") if not verb.endswith("ee") else verb
    if re.fullmatch(r"[a-z]?[^aeiou\W][aeiou][^aeiouwxy\W]", verb):
        stem += verb[-1]
    return f"{verb}(?:s|es)?|{stem}ing"
