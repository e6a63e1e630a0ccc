"""The figures: one module each, beside the floor it is held against."""

from collections.abc import Callable

from bench.figures import (
    append,
    loading,
    posting,
    reaching,
    rebuilding,
    relaying,
)
from bench.ground import Ground
from bench.measuring import Figure

FIGURES: dict[str, Callable[[Ground, int, float], list[Figure]]] = {
    "append": append.figures,
    "relaying": relaying.figures,
    "rebuilding": rebuilding.figures,
    "reaching": reaching.figures,
    "loading": loading.figures,
    "posting": posting.figures,
}
