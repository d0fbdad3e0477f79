"""How often the programs of one person may ask."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import datetime

PER_MINUTE = 600


class Limit:
    """Counts what each person's programs ask of this process, minute by minute."""

    def __init__(self, per_minute: int = PER_MINUTE) -> None:
        self._most = per_minute
        self._minute = 0
        self._asked: Counter[int] = Counter()
        self._counting = threading.Lock()

    def seconds_to_wait(self, who: int, now: datetime) -> int:
        """Count one request of a person; return 0 where it may pass, else after how many seconds to ask again."""
        minute, second = divmod(int(now.timestamp()), 60)
        with self._counting:
            if minute != self._minute:
                self._minute, self._asked = minute, Counter()
            self._asked[who] += 1
            return 60 - second if self._asked[who] > self._most else 0
