"""
What comes of the demo clinic, worked out by hand from docs/domain.md section 7.

Nothing here is copied from what the product says: a difference is a defect.
"""

from datetime import date

# (week, client, goal, what): one celebration for each entry that reaches something.
CELEBRATED = {
    (1, "Maya", "1", "milestone"),
    (2, "Maya", "1", "milestone"),
    (7, "Maya", "1", "milestone"),
    (12, "Maya", "1", "goal"),
    (4, "Maya", "2", "milestone"),
    (8, "Maya", "2", "milestone"),
    (10, "Maya", "2", "goal"),
    (2, "Maya", "3", "milestone"),
    (7, "Maya", "3", "milestone"),
    (11, "Maya", "3", "goal"),
    (2, "Jon", "4", "milestone"),
    (4, "Jon", "4", "milestone"),
    (8, "Jon", "4", "goal"),
    (6, "Jon", "5", "2 milestones"),
    (10, "Jon", "5", "goal"),
    (2, "Jon", "6", "milestone"),
    (4, "Jon", "6", "milestone"),
    (9, "Jon", "6", "goal"),
    (6, "Priya", "7", "milestone"),
    (10, "Priya", "7", "milestone"),
    (12, "Priya", "7", "goal"),
    (3, "Priya", "8", "milestone"),
    (7, "Priya", "8b", "milestone"),
    (9, "Priya", "8b", "milestone"),
    (12, "Priya", "8b", "goal"),
    (6, "Priya", "9", "milestone"),
    (10, "Priya", "9", "milestone"),
    (12, "Priya", "9", "goal"),
    (1, "Sam", "10", "milestone"),
    (7, "Sam", "10", "milestone"),
    (12, "Sam", "10", "goal"),
    (2, "Sam", "11", "milestone"),
    (10, "Sam", "11", "goal"),
    (7, "Sam", "12", "milestone"),
}
WHAT = {
    "You reached a milestone!": "milestone",
    "Milestone reached": "milestone",
    "2 milestones reached": "2 milestones",
    "You achieved your goal!": "goal",
    "Goal achieved": "goal",
}

# by goal: lifecycle, achievement, current, percentage, milestones and entries
AT_WEEK_6 = {
    "1": ("active", "improving", 6, 86, "2 of 3", 26),
    "2": ("active", "improving", 12, 38, "1 of 2", 3),
    "3": ("active", "improving", 3, 38, "1 of 2", 3),
    "4": ("active", "improving", 2, 67, "2 of 2", 7),
    "5": ("active", "improving", 12, 67, "2 of 2", 3),
    "6": ("active", "improving", 3, 50, "2 of 2", 20),
    "7": ("active", "no-change", -1, 0, "1 of 2", 3),
    "8": ("cancelled", "improving", 1, 25, "1 of 2", 7),
    "8b": ("active", "improving", 1, 25, "0 of 2", 1),
    "9": ("active", "improving", 5, 60, "1 of 2", 3),
    "10": ("on-hold", "improving", 4, 40, "1 of 2", 4),
    "11": ("active", "improving", 1, 50, "1 of 1", 3),
    "12": ("active", "sustaining", 4, None, "0 of 1", 24),
}
AT_WEEK_12 = {
    "1": ("active", "sustaining", 7, 100, "3 of 3", 66),
    "2": ("active", "achieved", 6, 100, "2 of 2", 6),
    "3": ("active", "achieved", 8, 100, "2 of 2", 8),
    "4": ("active", "achieved", 3, 100, "2 of 2", 24),
    "5": ("active", "achieved", 8, 100, "2 of 2", 6),
    "6": ("active", "achieved", 5, 100, "2 of 2", 50),
    "7": ("active", "achieved", 0, 100, "2 of 2", 8),
    "8": ("cancelled", "improving", 1, 25, "1 of 2", 7),
    "8b": ("active", "achieved", 4, 100, "2 of 2", 19),
    "9": ("active", "achieved", 7, 100, "2 of 2", 6),
    "10": ("active", "achieved", 10, 100, "2 of 2", 10),
    "11": ("active", "achieved", 2, 100, "1 of 1", 13),
    "12": ("active", "sustaining", 4, None, "1 of 1", 49),
}
# by goal: kind, baseline and target
MEASURED = {
    "1": ("practice", 0, "from 7"),
    "2": ("gad7", 15, "below 8"),
    "3": ("count", 0, "from 8"),
    "4": ("practice", 0, "from 3"),
    "5": ("phq9", 18, "below 10"),
    "6": ("practice", 1, "from 5"),
    "7": ("gas", -1, "from 0"),
    "8": ("practice", 0, "from 4"),
    "8b": ("practice", 0, "from 4"),
    "9": ("gbo", 2, "from 7"),
    "10": ("count", 0, "from 10"),
    "11": ("practice", 0, "from 2"),
    "12": ("practice", 4, "from 4"),
}
# by goal: adjustments, setbacks and the last review
TURNS = {
    **dict.fromkeys(MEASURED, (0, 0, "2025-03-07")),
    "1": (2, 1, "2025-03-07"),
    "8": (0, 0, "2025-02-07"),
    "10": (0, 0, "2025-03-28"),
    "11": (2, 0, "2025-03-07"),
}
DUE = "2025-03-30"
DAY_AFTER = date(2025, 3, 31)
