"""
A mail server for one machine that keeps what it gets and shows it.

Messages are shown on a small page and as JSON, never sent on. Run as
``python -m shared.mail_catcher HOST:SMTP_PORT HOST:WEB_PORT``.
"""

import json
import sys
from collections import deque
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import unquote, urlsplit

from aiosmtpd.controller import Controller

KEPT = 1000
PAGE = """<!doctype html><meta charset="utf-8"><title>Caught mail</title>
<style>body{{font:16px sans-serif;max-width:50em;margin:2em auto;padding:0 1em}}
pre{{white-space:pre-wrap;background:#f4f4f4;padding:1em}}</style>
<h1>Caught mail</h1><p>{count} messages, newest first. Also as
<a href="/messages.json">JSON</a>.</p>{messages}"""
MESSAGE = "<h2>{subject}</h2><p>to {to}, {date}</p><pre>{text}</pre>"


@dataclass(frozen=True)
class Caught:
    """
    The newest messages, as any mail server may hand them in.

    Without slots: aiosmtpd reads every member, which some Pythons refuse with them.
    """

    messages: deque[EmailMessage] = field(
        default_factory=lambda: deque[EmailMessage](maxlen=KEPT)
    )

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Keep one message; say so without a word of it or its reader's address."""
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.messages.append(message)
        sys.stdout.write(f"caught {message['Message-ID']}: {message['Subject']}\n")
        sys.stdout.flush()
        return "250 OK"

    def as_json(self, to: str = "") -> list[dict[str, str]]:
        """Return the messages, newest first, perhaps only those to one address."""
        return [
            {
                "id": str(message["Message-ID"]),
                "to": str(message["To"]),
                "date": str(message["Date"]),
                "subject": str(message["Subject"]),
                "text": _text(message),
            }
            for message in reversed(self.messages)
            if not to or to in str(message["To"])
        ]


class Page(BaseHTTPRequestHandler):
    """Shows what was caught."""

    caught: ClassVar[Caught]

    def do_GET(self) -> None:
        """Answer with the page or the JSON of it."""
        asked = urlsplit(self.path)
        to = unquote(asked.query.removeprefix("to="))
        messages = self.caught.as_json(to)
        match asked.path:
            case "/messages.json":
                self._answer("application/json", json.dumps(messages))
            case "/" | "/health/ready":
                shown = [
                    MESSAGE.format_map({k: escape(v) for k, v in message.items()})
                    for message in messages
                ]
                page = PAGE.format(count=len(shown), messages="".join(shown))
                self._answer("text/html; charset=utf-8", page)
            case _:
                self.send_error(HTTPStatus.NOT_FOUND)

    def log_message(self, *_: Any) -> None:
        """Say nothing: somebody reading mail is no news."""

    def _answer(self, kind: str, text: str) -> None:
        body = text.encode()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header(
            "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"
        )
        self.end_headers()
        self.wfile.write(body)


def main(smtp: str, web: str) -> None:
    """Catch mail at one address and show it at another, until stopped."""
    caught = Caught()
    host, _, port = smtp.rpartition(":")
    controller = Controller(caught, hostname=host, port=int(port))
    controller.start()
    host, _, port = web.rpartition(":")
    page = type("BoundPage", (Page,), {"caught": caught})
    try:
        ThreadingHTTPServer((host, int(port)), page).serve_forever()
    finally:
        controller.stop()


def _text(message: EmailMessage) -> str:
    body = message.get_body(preferencelist=("plain", "html"))
    return str(body.get_content()) if body else ""


if __name__ == "__main__":
    main(*sys.argv[1:])
