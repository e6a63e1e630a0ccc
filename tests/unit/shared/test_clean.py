"""``make clean`` removes the data of its own checkout, and nobody else's."""

import subprocess
import sys
from pathlib import Path

import pytest

from shared import stack
from shared.clean import remove
from shared.embedded.children import EmbeddedServerFailed

ROOT = Path(__file__).parents[3]


@pytest.fixture
def own(tmp_path: Path) -> tuple[Path, Path]:
    """Have data in both folders of a checkout."""
    folders = stack.folders_of(tmp_path / "checkout", tmp_path / "system")
    for folder in folders:
        (folder / "postgres" / "data").mkdir(parents=True)
        (folder / "lock").touch()
    return folders


def test_both_folders_of_a_checkout_go_and_nothing_beside_them(
    own: tuple[Path, Path], tmp_path: Path
) -> None:
    [_, other] = stack.folders_of(tmp_path / "another", tmp_path / "system")
    shared_programs = tmp_path / "system" / "valkey-server-1"
    for folder in (other, shared_programs):
        folder.mkdir()

    remove(own)

    assert not any(folder.exists() for folder in own)
    assert other.is_dir()
    assert shared_programs.is_dir()
    assert (tmp_path / "checkout").is_dir()


def test_nothing_goes_while_a_stack_runs_there(own: tuple[Path, Path]) -> None:
    with (
        stack.hold(own[1]),
        pytest.raises(EmbeddedServerFailed, match="already running"),
    ):
        remove(own)

    assert all((folder / "postgres" / "data").is_dir() for folder in own)


def test_a_link_goes_but_not_what_it_leads_to(tmp_path: Path) -> None:
    elsewhere, link = tmp_path / "elsewhere", tmp_path / ".guidepost"
    elsewhere.mkdir()
    link.symlink_to(elsewhere)

    remove([link])

    assert elsewhere.is_dir()
    assert not link.is_symlink()


def test_where_nothing_is_nothing_happens(tmp_path: Path) -> None:
    remove(stack.folders_of(tmp_path / "checkout", tmp_path / "system"))

    assert list(tmp_path.iterdir()) == []


def test_it_needs_no_installed_package() -> None:
    imports = [sys.executable, "-I", "-S", "-c"]
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import shared.clean"

    subprocess.run([*imports, code], check=True)  # noqa: S603 - our own module
