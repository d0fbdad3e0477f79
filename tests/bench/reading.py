"""How fast directives are read: beside dateparser's search, over length, and in memory.

Every text is met once: what the reader remembers of a paragraph must not help it. Times are those of the processor.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from content.recognise import recognise
from content.recognise.choose import candidates, mask
from content.recognise.form import EXAMPLE_FRAME, FORMS

TODAY = date(2026, 11, 21)
OPEN = Path(__file__).parents[1] / "corpus" / "open"
WARM = Path(__file__).parents[1] / "content" / "corpus" / "so-2024-tuan-25.txt"
TYPICAL = "lao-cai-2021-bau-cu"
SIZES = (250_000, 500_000, 1_000_000)
_CHILD = """
import re, runpy, sys
from pathlib import Path
sys.argv[0] = "content"
status = Path("/proc/self/status")
try:
    runpy.run_module("content", run_name="__main__", alter_sys=True)
finally:
    print(re.search("VmHWM:\\\\s+(\\\\d+)", status.read_text())[1], file=sys.stderr)
"""


def reading() -> tuple[str, float, float]:
    """Whole readings of the open corpus, in seconds, against dateparser looking for dates alone in the same texts."""
    from dateparser.search import search_dates

    ours = sum(_ours().values())
    theirs = sum(_times(lambda text: search_dates(text, languages=["vi"])).values())
    return f"{len(_ours())} directives read whole, against dates searched", ours, theirs


def figures() -> Iterator[tuple[str, str]]:
    """Yield what is measured with nothing to compare it with, and its value."""
    yield "a directive in process: the median of the corpus", f"{median(_ours().values()) * 1e3:.1f} ms"
    yield "the longest of them", f"{max(_ours().values()) * 1e3:.1f} ms"
    yield "directives a second", f"{len(_ours()) / sum(_ours().values()):.0f}"
    typical = (OPEN / f"{TYPICAL}.txt").read_text(encoding="utf-8")
    times = [_timed(_read, _long(typical, size)) for size in SIZES]
    for size, once, twice in zip(SIZES, times, times[1:], strict=False):
        yield f"time of {2 * size:,} letters over that of {size:,}", f"{twice / once:.2f}"
    yield "peak memory of the reading child", f"{max(_peaks()):.0f} MB"


@lru_cache(maxsize=1)
def _ours() -> dict[str, float]:
    """A warm reader has met every form: each is compiled when first tried."""
    for words in (words for one in FORMS for words in one.examples):
        list(candidates(mask(words, []), EXAMPLE_FRAME))
    return _times(_read)


def _read(text: str) -> object:
    return recognise(text, TODAY)


def _times(work: Callable[[str], object]) -> dict[str, float]:
    """Return the seconds for each text of the open corpus, each met once; another goes before to warm up."""
    work(WARM.read_text(encoding="utf-8"))
    return {path.stem: _timed(work, path.read_text(encoding="utf-8")) for path in sorted(OPEN.glob("*.txt"))}


def _timed(work: Callable[[str], object], text: str) -> float:
    begin = time.process_time()
    work(text)
    return time.process_time() - begin


def _long(text: str, size: int) -> str:
    """Return a directive of that many letters: its body again and again, no paragraph twice."""
    head, body, foot = text.partition("Nơi nhận:")
    many = (head.replace("\n\n", f" (lần {number})\n\n") for number in range(size // len(head)))
    return "".join(many) + body + foot


def _peaks() -> Iterator[float]:
    """Yield the most memory each file of the corpus took in a process of its own, in MB."""
    with TemporaryDirectory() as folder:
        program = Path(folder, "child.py")
        program.write_text(_CHILD, encoding="utf-8")
        for path in sorted(OPEN.glob("*.txt")):
            command = [sys.executable, str(program), str(path), "--today", TODAY.isoformat()]
            here = {"PYTHONPATH": str(OPEN.parents[2])}
            ran = subprocess.run(command, capture_output=True, text=True, check=False, env=here)
            yield int(ran.stderr.split()[-1]) / 1024
