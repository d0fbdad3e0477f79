"""How the time of some work grows with its input: a ratio within one run, so that a busy machine judges alike."""

import time
from collections.abc import Callable

MOST = 2.9  # twice the input: 2 where time is linear, 4 where it grows with the square
NOISE = 0.02  # seconds; what is shorter cannot be told from the clock's own errors and counts as linear
LOOKS = 3


def in_step(run: Callable[[int], object], size: int) -> bool:
    """Return whether run(2 * size) takes about twice the processor time of run(size), in one of three looks.

    Other work on the machine can stretch a look; what grows with the square is over in all of them.
    """
    return any(_ratio(run, size) < MOST for _ in range(LOOKS))


def _ratio(run: Callable[[int], object], size: int) -> float:
    once = _seconds(run, size)
    return _seconds(run, 2 * size) / once if once > NOISE else 1.0


def _seconds(run: Callable[[int], object], size: int) -> float:
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        run(size)
        best = min(best, time.process_time() - start)
        if best < NOISE:
            break
    return best


def repeated(unit: str, length: int) -> str:
    """Return a text of whole units, as near to a length as they allow from below."""
    return unit * (length // len(unit))
