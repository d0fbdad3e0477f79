"""How long a text takes to read aloud: an estimate, and to be shown as one ("khoảng …").

No authority states a pace for loudspeakers. `PACE` is this project's assumption: 180 syllables a minute is clear
reading, 150 slow, 210 quick; each unit sets its own. A tenth is added for pauses.
"""

from __future__ import annotations

import re
from fractions import Fraction
from math import ceil

PACE = 180
_PAUSES = Fraction(11, 10)
_SYLLABLE = re.compile(r"[^\W_]+")


def syllables(text: str) -> int:
    """Return how many syllables a text has that is written as it is spoken: words between spaces, marks and hyphens.

    A foreign word counts as one, and so does what could not be read.
    """
    return len(_SYLLABLE.findall(text))


def minutes(text: str, pace: int = PACE) -> float:
    """Return how many minutes a spoken text takes, rounded up to the quarter; 0 for nothing.

    `pace` is in syllables a minute; ValueError where it is not above zero.
    """
    if pace <= 0:
        raise ValueError(f"Tốc độ đọc là {pace} tiếng một phút; hãy ghi một số lớn hơn 0, thường từ 150 đến 210.")
    return ceil(syllables(text) * _PAUSES / pace * 4) / 4
