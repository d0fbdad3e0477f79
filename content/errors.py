"""The one error of this room: a file that cannot be read, with words for the person who sent it."""

from __future__ import annotations


class Unreadable(Exception):
    """No reading can be had of this file. `code` is stable; `message` says in Vietnamese what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
