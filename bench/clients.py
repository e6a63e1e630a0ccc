"""
A load of HTTP clients, as light as can be: they share the cores with the server.

Each client is a thread with one kept-alive connection that sends ready-made bytes
and reads the answer's status and length; nothing else is parsed.
"""

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any
from urllib.parse import urlsplit

from bench.measuring import Step, per_second

Requests = Callable[[int], Iterator[bytes]]
BIGGEST_ANSWER = 65536


def post(url: str, body: dict[str, Any], headers: dict[str, str]) -> bytes:
    """Return the bytes of a POST."""
    address = urlsplit(url)
    text = json.dumps(body).encode()
    lines = [
        f"POST {address.path} HTTP/1.1",
        f"Host: {address.netloc}",
        "Content-Type: application/json",
        f"Content-Length: {len(text)}",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + text


def answers_per_second(
    address: str, clients: int, seconds: float, requests: Requests
) -> float:
    """Return how many requests a second so many clients get answered with 2xx."""
    parts = urlsplit(address)
    where = (parts.hostname or "", parts.port or 80)
    connections = [socket.create_connection(where) for _ in range(clients)]
    for connection in connections:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        steps = [
            _client(connection, requests(number))
            for number, connection in enumerate(connections)
        ]
        return per_second(steps, seconds)
    finally:
        for connection in connections:
            with closing(connection):
                pass


def _client(connection: socket.socket, requests: Iterator[bytes]) -> Step:
    def step() -> None:
        connection.sendall(next(requests))
        answer = connection.recv(BIGGEST_ANSWER)
        while not _complete(answer):
            answer += connection.recv(BIGGEST_ANSWER)
        if not answer.startswith(b"HTTP/1.1 2"):
            raise RuntimeError(f"The server answered {answer[:400]!r}")

    return step


def _complete(answer: bytes) -> bool:
    head, end, body = answer.partition(b"\r\n\r\n")
    if not end:
        return False
    _, found, rest = head.lower().partition(b"content-length:")
    return bool(found) and len(body) >= int(rest.partition(b"\r\n")[0])
