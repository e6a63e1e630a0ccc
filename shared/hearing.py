"""
Hearing: what a lane is to apply next, from the bus or else from the feed.

The bus is only a quick way to the feed's events. What does not follow, link by
link, from where the lane stands is read from the feed instead; and every few
seconds a lane that sees nothing new asks the feed whether that is so, which is
also how it notices that it is ahead of a restored log.
"""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

import structlog

from shared import applying
from shared.applying import Stretch
from shared.bus import Bus
from shared.checkpoints import Checkpoint, PassedOver
from shared.feed import Feed, FeedUnavailable
from shared.subscription import Ear

BATCH = 2000
LINGER_STEP_MS = 50
CONFIRM_SECONDS = 5.0
LONGEST_WALK_SECONDS = 2.0
"""A transaction must not stand open for long while a lane passes others over."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Patience:
    """Until when to wait for more, and what is done before the very last look."""

    until: float
    others_wait: Callable[[], bool]
    before_last_look: Callable[[], None]


class Hearing:
    """Reads for any lane of a process's subscriptions."""

    def __init__(self, bus: Bus, feed: Feed) -> None:
        self._bus = bus
        self._feed = feed
        self._confirmed: dict[tuple[str, str, int], float] = {}

    def next_stretch(
        self, ear: Ear, checkpoint: Checkpoint, over: PassedOver, patience: Patience
    ) -> Stretch:
        """
        Return what follows a lane's checkpoint, waiting for it a moment if need be.

        What only concerns others is passed over in memory and written down with
        the next event that is applied, or when patience ends.

        :raises HistoryForked: if the log has another history than this lane.
        :raises FeedUnavailable: if there is a gap and the feed cannot fill it.
        """
        stretch = Stretch(checkpoint.position, checkpoint.chain)
        block: int | None = None
        last_look = False
        enough = monotonic() + LONGEST_WALK_SECONDS
        while not stretch.calls_for_action:
            before = stretch.position
            if not self._from_bus(ear, checkpoint.lane, stretch, over, block):
                self._from_feed(ear, checkpoint, stretch, over)
            elif stretch.position == before:
                self._make_sure(ear, checkpoint, stretch, over)
            if last_look or monotonic() > enough:
                break
            if stretch.position > before:
                continue
            if monotonic() < patience.until and not patience.others_wait():
                block = LINGER_STEP_MS
            else:
                patience.before_last_look()
                block, last_look = None, True
        return stretch

    def _from_bus(
        self, ear: Ear, lane: int, stretch: Stretch, over: PassedOver, block: int | None
    ) -> bool:
        """Extend a stretch from the bus; False if the bus has a gap there."""
        before = stretch.position
        entries = self._bus.read(before, BATCH, block)
        if not entries and self._bus_is_ahead(stretch):
            # It came a moment ago, or there is a gap: a second look tells.
            entries = self._bus.read(before, BATCH)
            if not entries:
                return False
        sound = applying.from_bus(ear, lane, entries, stretch, over)
        return sound or stretch.position > before

    def _bus_is_ahead(self, stretch: Stretch) -> bool:
        newest = self._bus.head()
        return newest is not None and newest.position > stretch.position

    def _make_sure(
        self, ear: Ear, checkpoint: Checkpoint, stretch: Stretch, over: PassedOver
    ) -> None:
        """Now and then ask the feed whether there is really nothing more."""
        last = self._confirmed.get(checkpoint.key)
        if last is not None and monotonic() - last < CONFIRM_SECONDS:
            return
        self._confirmed[checkpoint.key] = monotonic()
        try:
            self._from_feed(ear, checkpoint, stretch, over)
        except FeedUnavailable as error:
            log.warning("feed unavailable", error=str(error))

    def _from_feed(
        self, ear: Ear, checkpoint: Checkpoint, stretch: Stretch, over: PassedOver
    ) -> None:
        """Extend a stretch from the feed."""
        subscription = ear.subscription
        page = self._feed.read(
            stretch.position,
            BATCH,
            types=subscription.families,
            lanes=subscription.lanes,
            lane=checkpoint.lane,
            chain=stretch.chain,
        )
        applying.from_feed(ear, checkpoint.lane, page, stretch, over)
