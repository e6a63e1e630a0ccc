"""The mail channel against a real mail server."""

import socket
import ssl
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from services.notifications.channels.letter import Later, Letter, Never
from services.notifications.channels.mail import Mail, is_loopback
from services.notifications.messages import outside
from tests.support.smtp import (
    Postbox,
    client_tls,
    free_port,
    mail_server,
    server_tls,
)

DELIVERY = UUID("018f0000-0000-7000-8000-00000000b001")
MONDAY = datetime(2025, 1, 6, 9, tzinfo=UTC)
HOSTILE = [
    "maya@clinic.test\r\nBcc: everyone@clinic.test",
    "maya@clinic.test\nBcc: everyone@clinic.test",
    "maya@clinic.test\u2028Bcc: everyone@clinic.test",
    "maya@clinic.test, jon@clinic.test",
    "maya@clinic.test;jon@clinic.test",
    "Maya <maya@clinic.test>",
    "<maya@clinic.test>",
    '"maya jon"@clinic.test',
    "maya@clinic.test> SIZE=1",
    "maya@[127.0.0.1]",
    "maya@clinic.test@clinic.test",
    "maya%jon@clinic.test",
    "maya@clinic\x00.test",
    "maya@",
    "@clinic.test",
    "maya",
    "",
    "m" * 250 + "@clinic.test",
    "{0.__class__}@clinic.test",
]


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    with mail_server() as postbox:
        yield postbox


def letter(address: str = "maya@clinic.test") -> Letter:
    said = outside("http://127.0.0.1/inbox")
    return Letter(
        delivery_id=DELIVERY,
        address=address,
        subject=said.subject,
        text=said.text,
        html=said.html,
        written_at=MONDAY,
    )


def mail(url: str, **settings: Any) -> Mail:
    usual: dict[str, Any] = {
        "sender": "guidepost@clinic.test",
        "tls": client_tls(),
        "timeout": 2,
    }
    return Mail(url=url, **usual | settings)


def test_a_letter_arrives_as_text_with_html_beside_it(postbox: Postbox) -> None:
    mail(postbox.url).carry(letter())

    [arrived] = postbox.taken
    assert postbox.recipients == [["maya@clinic.test"]]
    assert arrived["Subject"] == "You have a new message"
    assert arrived["Message-ID"] == f"<{DELIVERY}@clinic.test>"
    assert arrived["Date"].datetime == MONDAY
    text, html = arrived.iter_parts()
    assert "http://127.0.0.1/inbox" in text.get_content()
    assert '<a href="http://127.0.0.1/inbox">' in html.get_content()


def test_the_same_delivery_has_the_same_message_id(postbox: Postbox) -> None:
    mail(postbox.url).carry(letter())
    mail(postbox.url).carry(letter())

    first, second = (arrived["Message-ID"] for arrived in postbox.taken)
    assert first == second


@pytest.mark.parametrize("address", HOSTILE)
def test_a_hostile_address_is_refused_and_nothing_leaves(
    postbox: Postbox, address: str
) -> None:
    with pytest.raises(Never, match="bad-address"):
        mail(postbox.url).carry(letter(address))

    assert postbox.taken == []


@pytest.mark.parametrize("answer", ["450 Busy", "421 Closing", "451 Try later"])
def test_a_server_that_is_busy_is_asked_later(postbox: Postbox, answer: str) -> None:
    postbox.at_rcpt = [answer]

    with pytest.raises(Later, match=f"smtp-{answer[:3]}"):
        mail(postbox.url).carry(letter())

    mail(postbox.url).carry(letter())
    assert len(postbox.taken) == 1


@pytest.mark.parametrize("answer", ["550 No such user", "552 Too large"])
def test_a_letter_that_the_server_refuses_is_not_sent_again(
    postbox: Postbox, answer: str
) -> None:
    postbox.at_data = [answer]

    with pytest.raises(Never, match=f"smtp-{answer[:3]}"):
        mail(postbox.url).carry(letter())


def test_a_reason_never_quotes_the_server(postbox: Postbox) -> None:
    postbox.at_rcpt = ["550 maya@clinic.test is unknown here"]

    with pytest.raises(Never) as refused:
        mail(postbox.url).carry(letter())

    assert refused.value.reason == "smtp-550"
    assert "maya" not in str(refused.value)


def test_a_server_that_is_away_is_asked_later() -> None:
    with pytest.raises(Later, match="unreachable-ConnectionRefusedError"):
        mail(f"smtp://127.0.0.1:{free_port()}").carry(letter())


def test_a_server_that_does_not_answer_is_asked_later() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(Later, match="timeout"):
            mail(f"smtp://127.0.0.1:{port}", timeout=0.2).carry(letter())


def test_a_server_that_thinks_long_about_a_letter_gets_it_once(
    postbox: Postbox,
) -> None:
    postbox.speaks.clear()

    with ThreadPoolExecutor() as pool:
        carried = pool.submit(mail(postbox.url, timeout=1).carry, letter())
        with pytest.raises(NotYet):
            carried.result(timeout=2)
        postbox.speaks.set()
        carried.result()

    assert len(postbox.taken) == 1


def test_a_server_that_never_answers_to_a_letter_is_asked_later(
    postbox: Postbox,
) -> None:
    postbox.speaks.clear()

    with pytest.raises(Later, match="timeout"):
        mail(postbox.url, thinking=0.2).carry(letter())


def test_a_stranger_without_tls_is_told_nothing(postbox: Postbox) -> None:
    with pytest.raises(Later, match="no-tls"):
        mail(postbox.url, needs_no_tls=lambda _address: False).carry(letter())

    assert postbox.taken == []


def test_a_stranger_with_another_certificate_is_told_nothing() -> None:
    with mail_server(tls=server_tls()) as postbox:
        distrusting = mail(
            postbox.url,
            needs_no_tls=lambda _address: False,
            tls=ssl.create_default_context(),
        )
        with pytest.raises(Later, match="tls"):
            distrusting.carry(letter())

    assert postbox.taken == []


def test_a_stranger_with_the_right_certificate_gets_the_letter() -> None:
    with mail_server(tls=server_tls()) as postbox:
        mail(postbox.url, needs_no_tls=lambda _address: False).carry(letter())

    assert len(postbox.taken) == 1


@pytest.mark.parametrize(
    ("address", "near"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("10.0.0.1", False),
        ("fe80::1%eth0", False),
        ("0.0.0.0", False),  # noqa: S104 - an address to judge, not to bind
        ("", False),
    ],
)
def test_only_this_very_machine_needs_no_tls(address: str, *, near: bool) -> None:
    assert is_loopback(address) is near
