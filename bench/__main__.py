"""
Take every figure and say which are met: ``python -m bench [--quick] [name ...]``.

Exits 0 only when every must is met.
"""

import argparse
import sys
import time

from rich.console import Console
from rich.table import Table

from bench.figures import FIGURES
from bench.ground import ground
from bench.measuring import Figure


def main() -> int:
    """Take the figures asked for, print them, and return the exit status."""
    asked = _arguments()
    console = Console(width=140 if not sys.stdout.isatty() else None)
    taken: list[Figure] = []
    for name in asked.names or FIGURES:
        began = time.monotonic()
        with ground() as lent:
            figures = FIGURES[name](lent, asked.rounds, asked.seconds)
        console.print(f"{name}: {time.monotonic() - began:.0f} s", style="dim")
        taken += figures
    console.print(_table(taken))
    met = sum(figure.met for figure in taken)
    console.print(f"bench: {met} of {len(taken)} musts met", highlight=False)
    return 0 if met == len(taken) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *FIGURES], metavar="name")
    parser.add_argument("--quick", action="store_true", help="one short round of each")
    asked = parser.parse_args()
    asked.rounds, asked.seconds = (1, 1.0) if asked.quick else (3, 3.0)
    return asked


def _table(figures: list[Figure]) -> Table:
    table = Table("figure", "floor", "measured", title="Guidepost beside its floors")
    for heading in ("must", "aim", "result"):
        table.add_column(heading, justify="right")
    table.add_column("")
    for figure in figures:
        sign = "≥" if figure.better == "higher" else "≤"
        table.add_row(
            figure.name,
            figure.floor,
            figure.detail,
            f"{sign} {figure.must:.3g}",
            f"{sign} {figure.aim:.3g}",
            f"{figure.ratio:.2f}",
            "aim met" if figure.aimed else "must met" if figure.met else "NOT MET",
        )
    return table


if __name__ == "__main__":
    sys.exit(main())
