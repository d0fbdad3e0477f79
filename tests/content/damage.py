"""Damaged files, the same for the same number: `python -m tests.content.damage 10000` reads so many and counts.

Each is cut, has bits flipped, is nested or is huge, and is read in a process of its own with the limits of the jail.
A hang, or any error but Unreadable, ends up in the counts; the exit status is 0 only where there is none.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import resource
import select
import signal
import sys
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache

from content import read_directive
from content.errors import Unreadable
from tests.content.pages import as_html, as_page, as_word
from tests.content.samples import CORPUS, TODAY

ENDINGS = ("docx", "pdf", "html", "txt")
SECONDS = 10  # of work, as in the jail
WAIT = 120  # without any work, however long a busy machine needs for those seconds; then it is a hang
KINDS = 4
MEMORY = 200 * 1024 * 1024  # beside what this process holds; the jail's child has 256 MB with all it imports


def damaged(number: int) -> tuple[str, bytes]:
    """Return the ending and the bytes of a damaged file."""
    chance = random.Random(number)
    ending = ENDINGS[number % len(ENDINGS)]
    ways: tuple[Callable[[str, random.Random], bytes], ...] = (_cut, _flipped, _flipped, _spliced, _inside, _special)
    return ending, ways[number // len(ENDINGS) % len(ways)](ending, chance)


@lru_cache(maxsize=64)
def whole(ending: str, which: int) -> bytes:
    """Return one of the sound files that are damaged here."""
    texts = sorted(CORPUS.glob("*.txt"))
    text = texts[which % len(texts)].read_text(encoding="utf-8")
    makers: dict[str, Callable[[str], bytes]] = {"docx": as_word, "pdf": as_page, "html": as_html, "txt": str.encode}
    return makers[ending](text)


def _any(ending: str, chance: random.Random) -> bytes:
    return whole(ending, chance.randrange(KINDS))


def _cut(ending: str, chance: random.Random) -> bytes:
    data = _any(ending, chance)
    return data[: chance.randrange(len(data))] if chance.random() < 0.7 else data[chance.randrange(len(data)) :]


def _flipped(ending: str, chance: random.Random) -> bytes:
    data = bytearray(_any(ending, chance))
    for _ in range(chance.choice((1, 3, 10, 100, 1000))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def _spliced(ending: str, chance: random.Random) -> bytes:
    """A piece is moved, doubled, or comes from a file of another kind."""
    data, other = _any(ending, chance), _any(chance.choice(ENDINGS), chance)
    at, start = chance.randrange(len(data)), chance.randrange(len(other))
    piece = other[start : start + chance.randrange(1, 4000)] * chance.choice((1, 1, 20))
    return data[:at] + piece + data[at + chance.choice((0, len(piece))) :]


def _inside(ending: str, chance: random.Random) -> bytes:
    """The container is sound and what is in it is damaged; for text, its letters are exchanged."""
    if ending == "docx":
        return _damaged_part(_any(ending, chance), chance)
    if ending == "pdf":
        return _damaged_stream(_any(ending, chance), chance)
    letters = list(_any(ending, chance).decode())
    for _ in range(chance.choice((5, 50, 500))):
        letters[chance.randrange(len(letters))] = chr(
            chance.choice((0, 9, 60, 62, 38, 0x301, 0x2028, 0x202E, 0x10FFFF))
        )
    return "".join(letters).encode("utf-8", "replace")


def _damaged_part(data: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = chance.choice([n for n in parts if n.endswith((".xml", ".rels"))] + ["word/document.xml"] * 8)
    part = parts[name]
    words = [b"w:val", b"w:p", b"<w:r>", b"</w:r>", b"w:t", b"w:tbl", b"1", b"<", b">", b'"', b"w:", b"rId", b"xmlns"]
    for _ in range(chance.choice((1, 2, 5))):
        old, new = chance.choice(words), chance.choice([*words, b"", b"-9999999999", b"\xff", b"&#0;", b"w:tc"])
        pieces = part.split(old)
        at = chance.randrange(len(pieces))
        part = old.join(pieces[: at + 1]) + new + old.join(pieces[at + 1 :])
    return _zip({**parts, name: part})


def _damaged_stream(data: bytes, chance: random.Random) -> bytes:
    """Change the words of the PDF language, not the packed streams between them."""
    words = [
        b"/Kids",
        b"/Count",
        b"/Length",
        b"/Parent",
        b"/Type",
        b" R",
        b"/Filter",
        b"/First",
        b"/W",
        b"/Root",
        b"/Size",
    ]
    for _ in range(chance.choice((1, 3, 9))):
        old, new = (
            chance.choice(words),
            chance.choice([*words, b"/Prev", b" 0 R", b" -1", b" 99999999999", b"[[[[", b"<<"]),
        )
        pieces = data.split(old)
        at = chance.randrange(len(pieces))
        data = old.join(pieces[: at + 1]) + new + old.join(pieces[at + 1 :])
    return data


def _special(ending: str, chance: random.Random) -> bytes:
    """Nested as deep, or as large, as a file of a few megabytes can be."""
    size = chance.choice((300, 3_000, 30_000, 100_000))
    makers: dict[str, Callable[[int, random.Random], bytes]] = {
        "docx": _special_docx, "pdf": _special_pdf, "html": _special_html, "txt": _special_txt,
    }  # fmt: skip
    return makers[ending](size, chance)


def _special_docx(size: int, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(whole("docx", 0))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    head, tail = parts["word/document.xml"].split(b"<w:body>", 1)
    cell, box = b"<w:tbl><w:tr><w:tc>", b"<w:p><w:r><w:pict><w:txbxContent>"
    inner = chance.choice(
        (
            cell * size + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * size,
            box * size + b"</w:txbxContent></w:pict></w:r></w:p>" * size,
            b"<w:p><w:r><w:t>1. " + b"x" * size * 20 + b"</w:t></w:r></w:p>",
            b"<w:p><w:r><w:footnoteReference w:id='1'/><w:t>a</w:t></w:r></w:p>" * (size // 10),
            b"<w:p>" + b"<w:r><w:tab/></w:r>" * size + b"</w:p>",
            b"<w:tbl>" + b"<w:tr><w:tc><w:p/></w:tc></w:tr>" * size + b"</w:tbl>",
            b"<w:ins>" * size + b"<w:p/>" + b"</w:ins>" * size,
        )
    )
    return _zip({**parts, "word/document.xml": head + b"<w:body>" + inner + tail})


def _special_pdf(size: int, chance: random.Random) -> bytes:
    text = chance.choice((b"BT /F 9 Tf (1. Treo co) Tj ET ", b"q ", b"[[[[", b"(((((", b"0 0 m 9 9 l S ", b"/I Do "))
    packed = zlib.compress(text * size)
    kids = b"3 0 R " * chance.choice((1, 299, 5000))
    count = chance.choice((1, 299, 2**31 - 1))
    parent = chance.choice((b"2", b"3", b"1"))
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d/Parent %s 0 R>>" % (kids, count, parent),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d 842]/Contents 4 0 R/Resources<</XObject<</I 4 0 R>>>>>>" % size,
        b"<</Subtype/Form/Resources<</XObject<</I 4 0 R>>>>/Filter/FlateDecode/Length %d>>stream\n%s\nendstream"
        % (len(packed), packed),
    )
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer<</Size 5/Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF"


def _special_html(size: int, chance: random.Random) -> bytes:
    piece = chance.choice(
        (b"<div>", b"<table><tr><td>", b"<ul><li>", b"<b>", b"<p>1. a", b"<!--", b"<a href=x>", b"&amp;", b"<li>b",
         b"<br>", b"<div class='menu related'>x", b"<p style='text-align:center'>", b"<form>", b"<font>", b"<sup>1")
    )  # fmt: skip
    return b"<html><body>" + piece * size + whole("html", 0) + b"</div>" * chance.choice((0, size))


def _special_txt(size: int, chance: random.Random) -> bytes:
    piece = chance.choice(
        ("1. ", "- ", "(", "“", "ngày 01/", "số 12/KH-", "từ ngày 1/1 đến ", "\n", " \t", "a\n\n", "¹ ", "| ",
         "e\u0301", "30/02/2025 ", "Kính gửi: ", "tuần 53/2024, ", "https://a.vn/", "1.1.", "PHỤ LỤC\n", "Nơi nhận:\n")
    )  # fmt: skip
    return (piece * size).encode() + whole("txt", 0)


def _zip(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def outcome(number: int) -> str:
    """Return how reading a damaged file ended: "readable", or the code of its refusal; other errors come out."""
    ending, data = damaged(number)
    try:
        read_directive(data, f"a.{ending}", TODAY)
    except Unreadable as error:
        return error.code
    return "readable"


def apart(number: int) -> tuple[str, float, int]:
    """Read a damaged file in a child with the limits of the jail: how it ended, its seconds, its megabytes."""
    reads, writes = os.pipe()
    began = time.perf_counter()
    child = os.fork()
    if child == 0:
        _in_child(number, writes)
    os.close(writes)
    worked, waiting = -1, _ready(reads)
    while not waiting and worked < (worked := _worked(child)):
        waiting = _ready(reads)
    said = os.read(reads, 200).decode() if waiting else ""
    os.close(reads)
    if not waiting:
        os.kill(child, signal.SIGKILL)
    _, status, used = os.wait4(child, 0)
    end = said or ("HANG" if not waiting else "stopped by its limits" if os.WIFSIGNALED(status) else "CRASH")
    return end, time.perf_counter() - began, used.ru_maxrss // 1024


def _ready(reads: int) -> bool:
    return bool(select.select([reads], [], [], WAIT)[0])


def _worked(child: int) -> int:
    """How long a process has worked, in ticks of its clock: one that still works is stopped by its limits."""
    with open(f"/proc/{child}/stat") as state:
        user, system = state.read().rpartition(")")[2].split()[11:13]
    return int(user) + int(system)


def _in_child(number: int, writes: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_in_use() + MEMORY,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        end = outcome(number)
    except BaseException as error:
        end = f"CRASH {type(error).__name__} in file {number}"
    os.write(writes, end.encode())
    os._exit(0)


def main(arguments: list[str]) -> int:
    """Read so many damaged files; print the counts; 0 where none hung and none crashed."""
    parser = argparse.ArgumentParser(prog="python -m tests.content.damage", description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=10_000, help="how many files (10000 where none is said)")
    count = parser.parse_args(arguments).count
    for ending in ENDINGS:
        for which in range(KINDS):
            read_directive(whole(ending, which), f"a.{ending}", TODAY)
    ends: Counter[str] = Counter()
    slowest, largest = (0.0, 0), (0, 0)
    for number, (end, seconds, megabytes) in enumerate(_all(count)):
        ends[end] += 1
        if end.startswith(("HANG", "CRASH")):
            sys.stderr.write(f"\n{end}: file {number}\n")
        slowest, largest = max(slowest, (seconds, number)), max(largest, (megabytes, number))
        if number % 50 == 49 or number + 1 == count:
            sys.stderr.write(f"\r{number + 1}/{count}")
    return _report(ends, slowest, largest)


def _all(count: int) -> Iterator[tuple[str, float, int]]:
    with ProcessPoolExecutor() as workers:
        yield from workers.map(apart, range(count), chunksize=10)


def _in_use() -> int:
    with open("/proc/self/statm") as pages:
        return int(pages.read().split()[0]) * resource.getpagesize()


def _report(ends: Counter[str], slowest: tuple[float, int], largest: tuple[int, int]) -> int:
    bad = {kind: sum(n for end, n in ends.items() if end.startswith(kind)) for kind in ("HANG", "CRASH")}
    lines = [f"{count:6} {end}" for end, count in ends.most_common()]
    lines.append(f"readable {ends['readable']}, unreadable {ends.total() - ends['readable'] - sum(bad.values())}")
    lines.append(f"hangs {bad['HANG']}; crashes {bad['CRASH']}")
    lines.append(f"slowest {slowest[0]:.2f} s (file {slowest[1]}); largest {largest[0]} MB (file {largest[1]})")
    sys.stderr.write("\n")
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if any(bad.values()) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
