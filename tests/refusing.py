"""Servers that take a connection and say one thing, in a language of their own."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from workers import working

WANTS_ENCRYPTION = (80877103, 80877104)
"""What a client asks before it says who it is: TLS, GSSAPI."""

SAID = "データベースに接続できません"


@contextmanager
def refusing(state: str) -> Iterator[str]:
    """Give the address of a server that refuses everybody with a state, in Japanese."""
    severity = b"S" + "致命的".encode() + b"\0VFATAL\0"
    fields = severity + f"C{state}\0M{SAID}\0\0".encode()
    with saying(b"E" + struct.pack("!i", len(fields) + 4) + fields) as address:
        yield address


@contextmanager
def saying(answer: bytes) -> Iterator[str]:
    """Give the address of a server that says this, whoever comes, and hangs up.

    It is a process of its own: libpq's ping lets no other thread of this one run.
    """
    with (
        socket.create_server(("127.0.0.1", 0)) as listening,
        working(_serve, listening, answer),
    ):
        port = listening.getsockname()[1]
        yield f"postgresql+psycopg://me@127.0.0.1:{port}/db"


def _serve(listening: socket.socket, answer: bytes) -> None:
    while True:
        client, _ = listening.accept()
        with client, suppress(EOFError, OSError):
            while _code(client) in WANTS_ENCRYPTION:
                client.sendall(b"N")
            client.sendall(answer)


def _code(client: socket.socket) -> int:
    """What a client's first message begins with, once it is read whole."""
    (length,) = struct.unpack("!i", _read(client, 4))
    code: int = struct.unpack("!i", _read(client, length - 4)[:4])[0]
    return code


def _read(client: socket.socket, length: int) -> bytes:
    read = b""
    while len(read) < length:
        more = client.recv(length - len(read))
        if not more:
            raise EOFError
        read += more
    return read
