"""Caught mail can be read on a page and as JSON, as text and nothing more."""

import smtplib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import httpx
import pytest

from shared.embedded import ground
from shared.embedded.children import Program, spawn, stop
from tests.support.households import ROOT, eventually


@dataclass(frozen=True, slots=True)
class Catcher:
    """Where mail is handed in, and where it is shown."""

    smtp: int
    web: str

    def send(self, subject: str, text: str) -> None:
        """Hand in one message."""
        message = EmailMessage()
        message["From"], message["To"] = "guidepost@example.org", "maya@example.org"
        message["Subject"], message["Message-ID"] = subject, "<1@guidepost>"
        message.set_content(text)
        with smtplib.SMTP("127.0.0.1", self.smtp) as server:
            server.send_message(message)

    def answers(self) -> bool:
        """Tell whether it is ready."""
        try:
            return httpx.get(self.web).is_success
        except httpx.TransportError:
            return False


@pytest.fixture
def catcher(folder: Path) -> Iterator[Catcher]:
    smtp, web = ground.free_port(), ground.free_port()
    program = Program(
        arguments=[
            sys.executable,
            *("-m", "shared.mail_catcher", f"127.0.0.1:{smtp}", f"127.0.0.1:{web}"),
        ],
        environ={"PYTHONPATH": str(ROOT)},
        folder=folder,
    )
    with (folder / "log").open("wb") as log:
        process = spawn(program, log)
    running = Catcher(smtp, f"http://127.0.0.1:{web}")
    try:
        eventually(running.answers)
        yield running
    finally:
        stop(process, grace=5)


def test_a_message_is_shown_as_it_came(catcher: Catcher) -> None:
    catcher.send("You have a message", "It is in your inbox.")

    [message] = httpx.get(f"{catcher.web}/messages.json").json()

    assert message["to"] == "maya@example.org"
    assert message["subject"] == "You have a message"
    assert message["text"].strip() == "It is in your inbox."


def test_mark_up_in_a_message_is_text_on_the_page(catcher: Catcher) -> None:
    catcher.send("<b>bold</b>", "<script>alert(1)</script>")

    page = httpx.get(catcher.web)

    assert "&lt;b&gt;bold" in page.text
    assert "<script>" not in page.text
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_mail_to_one_person_can_be_picked_out(catcher: Catcher) -> None:
    catcher.send("Yours", "text")

    found = httpx.get(f"{catcher.web}/messages.json?to=maya@example.org").json()
    others = httpx.get(f"{catcher.web}/messages.json?to=jon@example.org").json()

    assert (len(found), others) == (1, [])
