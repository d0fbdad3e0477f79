"""The jailed child that reads one file: `python -m content FILE --name ORIGINAL --today YYYY-MM-DD`.

Prints the reading as JSON and exits 0, or `{"error": {"code", "message"}}` and exits 3. With `--open` the file is a
parcel (zip, e-mail, message of the exchange): a line says what its wrapping says, and a line each file. With `--words`
the file is JSON of a passage or of words typed for a date (content.recognise.passage); with `--page N` it is a PDF, and
that page's picture is given. It takes its own limits before any parser is imported, and cannot open a connection or
start another program. For a kind of file that may need an outside program (a scan, a .doc) it first forks a clerk,
which runs that program with limits of its own.
"""

from __future__ import annotations

import os
import resource
import stat
import sys
from collections.abc import Callable

MEMORY = 256 * 1024 * 1024
SECONDS = 10
FILES = 64
OUTPUT = 64 * 1024 * 1024
REFUSED = 3
Answer = dict[str, object]
_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.spawn", "webbrowser.")


def limit() -> None:
    """Take the limits. Output to a file is allowed as far as a reading needs it; no other file can be written."""
    sys.dont_write_bytecode = True
    to_file = stat.S_ISREG(os.fstat(1).st_mode)
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_NOFILE, FILES),
        (resource.RLIMIT_FSIZE, OUTPUT if to_file else 0),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))
    sys.addaudithook(_refuse)


def _refuse(event: str, _: tuple[object, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"{event} is not allowed while reading")


def main(arguments: list[str]) -> int:
    """Read the file named in the arguments and print what it says."""
    import argparse
    import json
    from datetime import date
    from functools import partial
    from pathlib import Path

    parser = argparse.ArgumentParser(prog="python -m content")
    parser.add_argument("file", type=Path)
    parser.add_argument("--name", help="the original name; its ending says what the file is")
    parser.add_argument("--today", type=date.fromisoformat, required=True)
    parser.add_argument("--known", type=json.loads, default={}, help="of the header, as JSON (content.directive.Known)")
    parser.add_argument("--open", action="store_true", help="give the files in a parcel instead of reading it")
    parser.add_argument("--words", action="store_true", help="read a passage, or words typed for a date")
    parser.add_argument("--page", type=int, help="draw this page of a PDF instead of reading it")
    chosen = parser.parse_args(arguments)
    name = chosen.name or chosen.file.name
    reads = not (chosen.open or chosen.words or chosen.page)
    tools = _hired(name) if reads else None
    limit()
    what: Callable[..., list[Answer]] = partial(_read, today=chosen.today, tools=tools, known=chosen.known)
    if chosen.open:
        what = _opened
    elif chosen.words:
        what = partial(_words, today=chosen.today)
    elif chosen.page:
        what = partial(_drawn, number=chosen.page)
    answers, status = _answer(partial(what, chosen.file, name))
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    for answer in answers:
        json.dump(answer, sys.stdout, ensure_ascii=False, separators=(",", ":"))
        sys.stdout.write("\n")
    return status


def _hired(name: str) -> object:
    """Return a clerk for the files that may need one: forked before the limits, from what has read nothing."""
    from content.reading.kinds import may_need_tools

    if not may_need_tools(name):
        return None
    from content.reading.clerk import Clerk

    return Clerk()


def _answer(what: Callable[[], list[Answer]]) -> tuple[list[Answer], int]:
    import traceback

    from content.errors import Unreadable
    from content.reading import refusals

    try:
        return what(), 0
    except Unreadable as error:
        refused = error
    except (MemoryError, RecursionError):
        refused = refusals.bomb()
    except Exception:
        traceback.print_exc()
        refused = refusals.damaged()
    return [{"error": {"code": refused.code, "message": refused.message}}], REFUSED


def _read(file: object, name: str, today: object, tools: object, known: dict[str, str]) -> list[Answer]:
    from datetime import date

    from content import read_directive
    from content.directive import Known

    day = date.fromisoformat(known["issued_on"]) if known.get("issued_on") else None
    told = Known(**{**known, "issued_on": day}) if known else None  # type: ignore[arg-type]
    return [read_directive(_bytes(file), name, today, tools, told).to_json()]  # type: ignore[arg-type]


def _opened(file: object, name: str) -> list[Answer]:
    from content.parcels import opened

    return opened(_bytes(file), name).to_json()


def _words(file: object, name: str, today: object) -> list[Answer]:
    import json

    from content.recognise.passage import answered

    return [answered(json.loads(_bytes(file)), today)]  # type: ignore[arg-type]


def _drawn(file: object, name: str, number: int) -> list[Answer]:
    import base64

    from content.reading.drawn import page_picture

    return [{"png": base64.b64encode(page_picture(_bytes(file), number)).decode()}]


def _bytes(file: object) -> bytes:
    """Read one byte more than is allowed, so that a larger file is known without being held."""
    from content.reading.refusals import MAX_BYTES

    with open(file, "rb") as source:  # type: ignore[call-overload]
        data: bytes = source.read(MAX_BYTES + 1)
    return data


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
