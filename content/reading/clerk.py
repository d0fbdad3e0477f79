"""The clerk: the one process that may run an outside program for a reader that may not.

A reader that has taken its limits can start nothing. The clerk is forked before that. It knows two tasks and no
other, gets the bytes through a pipe, opens no document itself, and ends with its reader.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable
from typing import BinaryIO, Protocol

from content.reading import refusals
from content.reading.tools import MAX_OUTPUT, Absent, to_docx, to_words

MOST_PAGES = 30
_DONE, _FAILED, _ABSENT = b"d", b"f", b"a"
_WORD, _PAGE = b"w", b"p"
_TASKS: dict[bytes, Callable[[bytes], bytes]] = {_WORD: to_docx, _PAGE: to_words}
_HEAD = struct.Struct(">cQ")


class Tools(Protocol):
    """What reads for us the files that no library here reads."""

    def docx_of(self, document: bytes) -> bytes:
        """Return an old Word document as .docx; Unreadable where that cannot be had."""

    def text_of(self, picture: bytes) -> str:
        """Return the words in the picture of a page; Unreadable where they cannot be had."""


class NoTools:
    """A reader that may start nothing."""

    def docx_of(self, document: bytes) -> bytes:
        """Refuse, and name LibreOffice."""
        raise refusals.no_office()

    def text_of(self, picture: bytes) -> str:
        """Refuse, and name tesseract."""
        raise refusals.scan()


class Clerk:
    """The programs of this machine, run by a process that is forked here: hire it before the limits are taken."""

    def __init__(self) -> None:
        ask, self._ask = _pipe()
        self._answer, answer = _pipe()
        if os.fork() == 0:
            self._ask.close()
            self._answer.close()
            _serve(ask, answer)
        ask.close()
        answer.close()

    def docx_of(self, document: bytes) -> bytes:
        """Have LibreOffice convert it."""
        return self._asked(_WORD, document)

    def text_of(self, picture: bytes) -> str:
        """Have tesseract read it."""
        return self._asked(_PAGE, picture).decode("utf-8", "replace")

    def _asked(self, task: bytes, content: bytes) -> bytes:
        _send(self._ask, task, content)
        status, answer = _receive(self._answer)
        if status == _ABSENT:
            raise refusals.no_office() if task == _WORD else refusals.scan()
        if status != _DONE:
            raise refusals.damaged()
        return answer


def _serve(ask: BinaryIO, answer: BinaryIO) -> None:
    """Do what the reader asks until its end of the pipe closes; never return."""
    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nowhere, stream)
        for _ in range(MOST_PAGES + 1):
            task, content = _receive(ask)
            _send(answer, *_outcome(_TASKS[task], content))
    except BaseException:
        os._exit(1)
    os._exit(0)


def _outcome(task: Callable[[bytes], bytes], content: bytes) -> tuple[bytes, bytes]:
    try:
        return _DONE, task(content)
    except Absent:
        return _ABSENT, b""
    except Exception:
        return _FAILED, b""


def _pipe() -> tuple[BinaryIO, BinaryIO]:
    reads, writes = os.pipe()
    return os.fdopen(reads, "rb"), os.fdopen(writes, "wb")


def _send(stream: BinaryIO, kind: bytes, content: bytes) -> None:
    stream.write(_HEAD.pack(kind, len(content)))
    stream.write(content)
    stream.flush()


def _receive(stream: BinaryIO) -> tuple[bytes, bytes]:
    kind, size = _HEAD.unpack(stream.read(_HEAD.size))
    content = stream.read(size) if size <= MAX_OUTPUT else b""
    if len(content) != size:
        raise EOFError
    return kind, content
