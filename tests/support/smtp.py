"""
A real SMTP server on loopback that keeps what it takes and can be told to refuse.

``loopback.pem`` beside this module is its certificate and key: made for 127.0.0.1 and
these tests, a secret to nobody.
"""

import asyncio
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

CERTIFICATE = Path(__file__).parent / "loopback.pem"
TAKEN = "250 Message taken"


@dataclass
class Postbox:
    """
    What a mail server took, and the answers it gives next instead of taking.

    Unless it ``speaks`` it takes letters and does not say so: they are ``unanswered``.
    """

    taken: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    at_rcpt: list[str] = field(default_factory=list)
    at_data: list[str] = field(default_factory=list)
    port: int = 0
    unanswered: int = 0
    speaks: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @contextmanager
    def thinking(self) -> Iterator[None]:
        """Take letters and say so only when this is over."""
        self.speaks.clear()
        try:
            yield
        finally:
            self.speaks.set()

    async def handle_RCPT(  # noqa: N802 - the name is aiosmtpd's
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if self.at_rcpt:
            return self.at_rcpt.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the name is aiosmtpd's
        self, _server: Any, _session: Any, envelope: Any
    ) -> str:
        if self.at_data:
            return self.at_data.pop(0)
        message = message_from_bytes(envelope.content, policy=default)
        self.taken.append(message)
        self.recipients.append(envelope.rcpt_tos)
        self.unanswered += 1
        try:
            await asyncio.to_thread(self.speaks.wait)
        finally:
            self.unanswered -= 1
        return TAKEN


@contextmanager
def mail_server(
    postbox: Postbox | None = None, *, tls: ssl.SSLContext | None = None
) -> Iterator[Postbox]:
    """Have a mail server; given a postbox again, at the same port as before."""
    postbox = postbox or Postbox()
    postbox.port = postbox.port or free_port()
    postbox.speaks.set()
    controller = Controller(
        postbox,
        hostname="127.0.0.1",
        port=postbox.port,
        tls_context=tls,
        server_hostname="mail.test",
    )
    controller.start()
    try:
        yield postbox
    finally:
        postbox.speaks.set()
        controller.stop()


def server_tls() -> ssl.SSLContext:
    """Return what a server needs to speak TLS as 127.0.0.1."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


def client_tls() -> ssl.SSLContext:
    """Return a client's trust in that server and no other."""
    return ssl.create_default_context(cafile=str(CERTIFICATE))


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])
