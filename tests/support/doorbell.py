"""A doorbell that nobody hears."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Doorbell:
    """Writes down who was rung for instead of queueing a task."""

    task: str = "tally.drain"
    rung: list[tuple[str, int]] = field(default_factory=list)
    waiting: bool = False

    def ring(self, subscription: str, lane: int) -> None:
        self.rung.append((subscription, lane))

    def others_wait(self) -> bool:
        return self.waiting
