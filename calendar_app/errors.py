"""One tree of errors. `Problem` and its children are the only ones a person sees, in plain Vietnamese."""

from __future__ import annotations


class Problem(Exception):
    """Something a person can mend: what happened and what to do, in Vietnamese."""

    status = 422

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotFound(Problem):
    """What was asked for is not there."""

    status = 404


class Conflict(Problem):
    """Somebody else changed the same thing in the meantime."""

    status = 409


class Unreadable(Problem):
    """A file that cannot be read as a directive; `code` is the stable name of the reason."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
