"""One week of a unit while it is being planned: its sessions, what stands in them, and where a theme may stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time, timedelta
from functools import lru_cache

from calendar_app.planning.asking import days_of
from calendar_app.planning.model import Airing, Ban, Because, Hold, Session, Slot, Theme, Unit, Version
from content.almanac.weeks import Week

MINUTES_OF_DAY = 1440
TURN = Because("turn")
"""A theme's turn; when it was last aired, or which of its airings this is, is said once the week is full."""

Standing = tuple[Theme, Because]
Group = tuple[frozenset[str], str]


class Place:
    """A session with room: `at` is its start in minutes, comparable over days; `number` its place in the week."""

    __slots__ = ("aired", "at", "day", "left", "number", "slot", "standing", "uids")

    def __init__(self, slot: Slot, day: date, number: int) -> None:
        self.slot, self.day, self.number = slot, day, number
        self.at = day.toordinal() * MINUTES_OF_DAY + slot.begins
        self.left = slot.minutes
        self.aired: list[Airing] = []
        self.standing: list[Standing] = []
        self.uids: set[str] = set()


class Board:
    """The sessions of a week. Those that begin before `since`, on `today` or earlier, take no more than was aired."""

    def __init__(
        self,
        unit: Unit,
        week: Week,
        today: date,
        bans: dict[str, list[Ban]],
        holds: Iterable[Hold],
        since: time = time.min,
    ) -> None:
        self.unit, self.week, self.today = unit, week, today
        self.days = tuple(week.monday + timedelta(days=n) for n in range(7))
        self.places = [Place(slot, day, n) for n, (day, slot) in enumerate(_sessions(unit, self.days))]
        self.by_key = {(place.slot.id, place.day): place for place in self.places}
        self.coming = [place for place in self.places if (place.day, place.slot.start) >= (today, since)]
        self.aired: defaultdict[str, list[Place]] = defaultdict(list)  # by theme, this week
        self._most = self._most_left()  # too much once sessions fill, never too little
        self._bans = bans
        self._holds = [hold for hold in holds if hold.first <= self.days[-1] and hold.last >= self.days[0]]
        self._groups: dict[Group, list[Place]] = {}
        self._open: dict[str, Sequence[Place]] = {}

    def begun(self, place: Place) -> bool:
        """Whether a session is over, or on the air."""
        return place.number < len(self.places) - len(self.coming)

    def group(self, theme: Theme) -> list[Place]:
        """Return the coming sessions on a theme's channels and in its language."""
        key = (theme.channels, theme.language)
        found = self._groups.get(key)
        if found is None:
            found = self._groups[key] = [place for place in self.coming if suits(theme, place.slot)]
        return found

    def open_to(self, theme: Theme) -> Sequence[Place]:
        """Return the sessions where a theme may be aired as far as days, bans and holds go, in time order."""
        found = self._open.get(theme.uid)
        if found is None:
            found = self._open[theme.uid] = self._open_to(theme)
        return found

    def _open_to(self, theme: Theme) -> Sequence[Place]:
        places = self.group(theme)
        if theme.first > self.days[0] or theme.until < self.days[-1] or (theme.repeat and theme.repeat.rule):
            days = self.window(theme)
            places = [place for place in places if place.day in days]
        if theme.uid in self._bans:
            places = [place for place in places if not self.banned(theme, place)]
        if self._holds:
            places = [place for place in places if not self.silent(theme, place.day)]
        return places

    def window(self, theme: Theme) -> frozenset[date]:
        """Return the days of the week on which a theme may be aired: in its window and on its rule's days."""
        days = frozenset(day for day in self.days if theme.first <= day <= theme.until)
        rule = theme.repeat.rule if theme.repeat else ""
        return days & days_of(rule, theme.first, self.days[0]) if rule else days

    def banned(self, theme: Theme, place: Place) -> bool:
        """Whether a person banned a theme from a session."""
        return any(
            ban.slot in (None, place.slot.id) and ban.day in (None, place.day) for ban in self._bans.get(theme.uid, ())
        )

    def silent(self, theme: Theme, day: date) -> bool:
        """Whether a hold silences a theme on a day."""
        return any(hold.silences(theme, day) for hold in self._holds)

    def room(self, theme: Theme, places: Iterable[Place] | None = None) -> list[Place]:
        """Return the sessions with the minutes for a theme that do not have it yet, of some or of those open to it."""
        need, uid = self.unit.minutes(theme.short), theme.uid
        if need > self._most:
            return []
        open_ = self.open_to(theme) if places is None else places
        found = [place for place in open_ if place.left >= need and uid not in place.uids]
        if not found:
            self._most = self._most_left()
        return found

    def put(self, theme: Theme, place: Place, because: Because) -> None:
        """Let a theme, in its short version, be aired in a session."""
        place.left -= self.unit.minutes(theme.short)
        place.standing.append((theme, because))
        self._stands(theme.uid, place)

    def put_aired(self, airing: Airing) -> bool:
        """Enter what was aired; False where there is no such session."""
        place = self.by_key.get((airing.slot, airing.day))
        if place is None:
            return False
        place.left -= airing.minutes
        place.aired.append(airing)
        self._stands(airing.theme, place)
        return True

    def _stands(self, uid: str, place: Place) -> None:
        place.uids.add(uid)
        self.aired[uid].append(place)

    def _most_left(self) -> int:
        """Return the minutes of the emptiest session: where a week is full, most themes need not look for a place."""
        return max([place.left for place in self.places], default=0)

    def sessions(self, last: Mapping[str, date]) -> list[Session]:
        """Return the sessions as planned; minutes that are left lengthen short versions, in order.

        `last` says when each theme was last aired before this week.
        """
        times: Counter[str] = Counter()
        return [
            Session(place.slot, place.day, (*place.aired, *self._airings(place, times, last))) for place in self.places
        ]

    def _airings(self, place: Place, times: Counter[str], last: Mapping[str, date]) -> list[Airing]:
        found, left = [], place.left
        times.update(place.uids)
        for theme, because in place.standing:
            if because is TURN:
                count = times[theme.uid]
                because = _again(count) if count > 1 else _turn(last.get(theme.uid))
            version: Version = "short"
            minutes, long = self.unit.minutes(theme.short), self.unit.minutes(theme.long)
            if minutes < long <= minutes + left:
                left -= long - minutes
                version, minutes = "long", long
            found.append(Airing(theme.uid, place.slot.id, place.day, version, minutes, because))
        return found


@lru_cache(maxsize=1_000)
def _again(count: int) -> Because:
    return Because("again", count=count)


@lru_cache(maxsize=1_000)
def _turn(last: date | None) -> Because:
    return Because("turn", last)


def suits(theme: Theme, slot: Slot) -> bool:
    """Whether a slot is on a theme's channels and in its language."""
    return (not theme.channels or slot.channel in theme.channels) and theme.language == slot.language


def _sessions(unit: Unit, days: Iterable[date]) -> Iterable[tuple[date, Slot]]:
    """Yield the sessions of some days in time order; one that begins while its channel is on the air is left out."""
    slots = sorted((slot for slot in unit.slots if slot.minutes > 0), key=lambda slot: (slot.begins, slot.id))
    for day in days:
        ends: dict[str, int] = {}
        for slot in slots:
            if slot.on(day) and slot.begins >= ends.get(slot.channel, 0):
                ends[slot.channel] = slot.begins + slot.minutes
                yield day, slot
