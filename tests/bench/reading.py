"""How fast directives are read: beside dateparser's search, over length, and in memory.

Every text is met once: what the reader remembers of a paragraph must not help it. Times are those of the processor.
"""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from datetime import date
from functools import lru_cache
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from content.recognise import recognise
from content.recognise.choose import candidates, mask, standing
from content.recognise.form import EXAMPLE_FRAME, FORMS, Frame

TODAY = date(2026, 11, 21)
FRAME = Frame(today=TODAY)
OPEN = Path(__file__).parents[1] / "corpus" / "open"
WARM = Path(__file__).parents[1] / "content" / "corpus" / "so-2024-tuan-25.txt"
TYPICAL = "lao-cai-2021-bau-cu"
SIZES = (250_000, 500_000, 1_000_000)
_TURN = 128
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


def comparisons() -> Iterator[tuple[str, float, float]]:
    """Yield what is done with the open corpus, in seconds, and what dateparser's search for dates takes there.

    Once the same work, looking for dates; once all that a reading is, with structure, citations, roles and names. Its
    search is told that the text is Vietnamese, which spares it work, or called with the text alone, as its manual does.
    """
    told, theirs, searched, read = (sum(times.values()) for times in _beside_each_other())
    count = len(list(OPEN.glob("*.txt")))
    yield f"dates searched in {count} directives, dateparser told the language", searched, told
    yield f"dates searched in {count} directives", searched, theirs
    yield f"{count} directives read whole, against dates searched, dateparser told the language", read, told
    yield f"{count} directives read whole, against dates searched", read, theirs


def figures() -> Iterator[tuple[str, str]]:
    """Yield what is measured with nothing to compare it with, and its value."""
    *_, read = _beside_each_other()
    ours = read.values()
    yield "a directive in process: the median of the corpus", f"{median(ours) * 1e3:.1f} ms"
    yield "the longest of them", f"{max(ours) * 1e3:.1f} ms"
    yield "directives a second", f"{len(ours) / sum(ours):.0f}"
    typical = (OPEN / f"{TYPICAL}.txt").read_text(encoding="utf-8")
    times = [_timed(_read, _long(typical, size)) for size in SIZES]
    for size, once, twice in zip(SIZES, times, times[1:], strict=False):
        yield f"time of {2 * size:,} letters over that of {size:,}", f"{twice / once:.2f}"
    yield "peak memory of the reading child", f"{max(_peaks()):.0f} MB"


def _read(text: str) -> object:
    return recognise(text, TODAY)


def _searched(text: str) -> object:
    return [standing(mask(line, []), FRAME) for line in text.split("\n")]


def _searched_by_dateparser(text: str) -> object:
    from dateparser.search import search_dates

    return search_dates(text)


def _searched_by_dateparser_in_vietnamese(text: str) -> object:
    from dateparser.search import search_dates

    return search_dates(text, languages=["vi"])


@lru_cache(maxsize=1)
def _beside_each_other() -> tuple[dict[str, float], ...]:
    """Return the seconds for each text of the open corpus by each work, in a process of its own, each text met once.

    They take turns, some texts at a time: a machine that is slow for a while is slow for all of them.
    """
    paths, works = sorted(OPEN.glob("*.txt")), _WORKS
    with ExitStack() as stack:
        pools = [stack.enter_context(ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))) for _ in works]
        sides = [(pool, work, dict[str, float]()) for pool, work in zip(pools, works, strict=True)]
        for pool, work, _ in sides:
            pool.submit(_warm, work).result()
        for start in range(0, len(paths), _TURN):
            for pool, work, times in sides:
                times.update(pool.submit(_times, work, paths[start : start + _TURN]).result())
    return tuple(times for _, _, times in sides)


def _warm(work: Callable[[str], object]) -> None:
    """Read another text before. A warm reader has met every form: each is compiled when first tried."""
    for words in (words for one in FORMS for words in one.examples):
        list(candidates(mask(words, []), EXAMPLE_FRAME))
    work(WARM.read_text(encoding="utf-8"))


def _times(work: Callable[[str], object], paths: Sequence[Path]) -> dict[str, float]:
    return {path.stem: _timed(work, path.read_text(encoding="utf-8")) for path in paths}


_WORKS = (_searched_by_dateparser_in_vietnamese, _searched_by_dateparser, _searched, _read)


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
