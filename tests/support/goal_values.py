"""The few ids, days and numbers that properties about goals draw from."""

from datetime import timedelta

from hypothesis import strategies as st

from shared.contracts.goals import Cadence, Every, Party, Target
from tests.support.examples import MONDAY, entry_id

WORDS = "words that nobody else may read"
MEASURES = [entry_id(900 + n) for n in range(4)]
STOPS = [entry_id(800 + n) for n in range(5)]
ENTRIES = [entry_id(n) for n in range(1, 9)]
FORMS = [entry_id(400 + n) for n in range(1, 5)]
NUMBERS = [-1.0, 0.0, 0.5, 1.0, 2.0, 3.0, 5.0]

days = st.integers(-3, 40).map(lambda n: MONDAY + timedelta(days=n))
maybe_a_day = st.none() | days
numbers = st.sampled_from(NUMBERS)
targets = st.builds(
    Target,
    low=st.none() | st.sampled_from([0.0, 1.0, 2.0, 3.0]),
    high=st.none() | st.sampled_from([0.0, 1.0, 3.0]),
    strict=st.booleans(),
)
cadences = st.none() | st.builds(
    Cadence, every=st.sampled_from(Every), times=st.integers(0, 8)
)
measures = st.sampled_from(MEASURES)
stops = st.sampled_from(STOPS)
parties = st.sampled_from(Party)
todays = st.integers(0, 45).map(lambda n: MONDAY + timedelta(days=n))
