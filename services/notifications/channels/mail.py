"""
E-mail by SMTP: one letter, one recipient, one connection.

TLS is required unless the server is on this very machine, which is read off the
connected socket and not off a name. The Message-ID is made from the delivery's id, so
a letter that had to be sent twice can be recognised as one. A server that has the
letter and does not answer may have taken it, so that answer alone is waited for long.
"""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from ipaddress import ip_address
from typing import Any
from urllib.parse import unquote, urlsplit

from services.notifications.addresses import is_address
from services.notifications.channels.letter import Later, Letter, Never

PORTS = {"smtp": 25, "smtps": 465}
FINAL = range(500, 600)
THINKING = 90.0  # seconds: longer than a search for viruses, shorter than any task


def is_loopback(address: str) -> bool:
    """Return whether a connection's other end is this very machine."""
    try:
        return ip_address(address.partition("%")[0]).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """The way to a mail server; its URL may hold a user and a password."""

    url: str
    sender: str
    tls: ssl.SSLContext
    timeout: float = 10
    thinking: float = THINKING
    needs_no_tls: Callable[[str], bool] = is_loopback

    def carry(self, letter: Letter) -> None:
        """
        Hand one letter to the mail server.

        :raises Later: if the server is away, busy, or not to be trusted today.
        :raises Never: if it refuses this letter, or the address is none.
        """
        written = write(letter, self.sender)
        with _sorted_failures():
            server = self._connected()
        try:
            with _sorted_failures(refusals_are_final=True):
                server.send_message(written, self.sender, [letter.address])
            # The letter is taken: how the conversation ends cannot change that.
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
        finally:
            server.close()

    def _connected(self) -> smtplib.SMTP:
        parts = urlsplit(self.url)
        host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
        ours = self.sender.rpartition("@")[2]
        server: _Patient
        if parts.scheme == "smtps":
            server = _PatientBehindTls(
                host, port, ours, timeout=self.timeout, context=self.tls
            )
        else:
            server = _Patient(host, port, ours, timeout=self.timeout)
        server.thinking = self.thinking
        try:
            if parts.scheme == "smtp" and not self.needs_no_tls(_peer(server)):
                server.starttls(context=self.tls)
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
        except BaseException:
            server.close()
            raise
        return server


class _Patient(smtplib.SMTP):
    """Waits for the answer to a letter longer than for any other."""

    thinking = THINKING

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Hand over the letter, once all that comes before it has been answered."""
        self._wait(self.thinking)
        answer = super().data(msg)
        self._wait(self.timeout)
        return answer

    def _wait(self, seconds: float) -> None:
        if self.sock:
            self.sock.settimeout(seconds)


class _PatientBehindTls(_Patient, smtplib.SMTP_SSL):
    """The same where TLS comes first."""


def write(letter: Letter, sender: str) -> EmailMessage:
    """
    Return a letter as an e-mail: text, with the same in simple HTML beside it.

    :raises Never: if the address is not exactly one, or a header would not be.
    """
    if not is_address(letter.address):
        raise Never("bad-address")
    written = EmailMessage()
    try:
        written["From"] = Address("Guidepost", addr_spec=sender)
        written["To"] = Address(addr_spec=letter.address)
        written["Subject"] = letter.subject
    except (MessageError, ValueError):
        raise Never("bad-header") from None
    written["Date"] = letter.written_at
    written["Message-ID"] = message_id(letter, sender)
    written["Auto-Submitted"] = "auto-generated"
    written.set_content(letter.text)
    written.add_alternative(letter.html, subtype="html")
    return written


def message_id(letter: Letter, sender: str) -> str:
    """Return the Message-ID that every copy of this delivery carries."""
    return f"<{letter.delivery_id}@{sender.rpartition('@')[2]}>"


def _peer(server: smtplib.SMTP) -> str:
    return str(server.sock.getpeername()[0]) if server.sock else ""


@contextmanager
def _sorted_failures(*, refusals_are_final: bool = False) -> Iterator[None]:
    try:
        yield
    except smtplib.SMTPRecipientsRefused as refused:
        _refused(next(iter(refused.recipients.values()))[0], final=refusals_are_final)
    except smtplib.SMTPResponseException as refused:
        _refused(refused.smtp_code, final=refusals_are_final)
    except smtplib.SMTPNotSupportedError:
        if refusals_are_final:
            raise Never("address-not-supported") from None
        raise Later("no-tls") from None
    except smtplib.SMTPException as ended:
        waited = isinstance(ended.__context__, TimeoutError)
        raise Later("timeout" if waited else "smtp-disconnected") from None
    except TimeoutError:
        raise Later("timeout") from None
    except ssl.SSLError:
        raise Later("tls") from None
    except OSError as error:
        raise Later(f"unreachable-{type(error).__name__}") from None


def _refused(code: int, *, final: bool) -> None:
    reason = f"smtp-{code}"
    if final and code in FINAL:
        raise Never(reason) from None
    raise Later(reason) from None
