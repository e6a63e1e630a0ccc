"""The four clients and their twelve goals, in the order of docs/domain.md section 7."""

from services.demo.clinic import jon, maya, priya, sam

CLIENTS = (maya.MAYA, jon.JON, priya.PRIYA, sam.SAM)
GOALS = (
    maya.BREATHING,
    maya.WORRY,
    maya.MEETINGS,
    jon.ACTIVITIES,
    jon.LOW_MOOD,
    jon.SLEEP,
    priya.SISTER,
    priya.KINDER,
    priya.ALOUD,
    priya.DESERVING,
    sam.JOURNAL,
    sam.TALKS,
    sam.WALKING,
)
