"""What the documents say is so: generated pages are current, named things exist."""

import re
import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.cli import root
from shared.processes import brought

HERE = Path(__file__).resolve().parents[2]
PAGES = sorted([*HERE.glob("*.md"), *HERE.glob("docs/**/*.md")])
TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)


def test_the_generated_documents_are_what_the_code_says() -> None:
    generate = runpy.run_path(str(HERE / "docs" / "generate.py"))

    assert generate["stale"]() == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_make_target_that_a_document_names_exists(page: Path) -> None:
    targets = set(TARGET.findall((HERE / "Makefile").read_text(encoding="utf-8")))

    named = set(_named(page, r"\bmake ([a-z][a-z-]*)"))

    assert named <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_guidepost_command_that_a_document_names_exists(page: Path) -> None:
    commands = set(root.commands) | {
        command.name for group in brought("guidepost.commands") for command in group
    }

    named = set(_named(page, r"\bguidepost ([a-z][a-z-]+)"))

    assert named <= commands


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_between_documents_leads_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


def _named(page: Path, pattern: str) -> Iterator[str]:
    for code in CODE.findall(page.read_text(encoding="utf-8")):
        yield from re.findall(pattern, code)
