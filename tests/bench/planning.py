"""How fast a province is planned: 160 communes, a year, 300 themes, on two cores; one unit's week; and its sheet.

Times are those of the processor.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

from calendar_app.planned import PublicPlan
from calendar_app.planning import Plan, Slot, Theme, Unit, plan, repeat_of
from content.almanac.weeks import Week
from feeds.sheets.paper import pdf
from tests.sheets.world import STATION as ON_SHEET
from tests.sheets.world import sheet, station_plan

COMMUNES, THEMES, CORES = 160, 300, 2
FIRST, LAST, BUSY = Week(2024, 1), Week(2024, 52), Week(2024, 46)
MORNING = Slot("sang", frozenset(range(1, 8)), datetime.time(5), 15, "loudspeaker")
STATION = Unit("xa", (MORNING, replace(MORNING, id="chieu", start=datetime.time(17))))
RULES = ("2 lần/ngày", "3 buổi/tuần", "FREQ=WEEKLY;BYDAY=MO,TH")


def figures() -> Iterator[tuple[str, str]]:
    """Yield what is measured, and its value."""
    for name, themes in (("themes of a year", year()), ("themes, all due all year", open_all_year())):
        yield f"{COMMUNES} communes, 52 weeks, {THEMES} {name}, {CORES} cores", f"{_province(themes):.1f} s"
        yield f"one unit's week of {THEMES} {name}", f"{_week(themes) * 1e3:.1f} ms"
    yield "a station's week sheet as PDF, warm", f"{_sheet() * 1e3:.0f} ms"


def _sheet() -> float:
    """Return the seconds of a sheet of four pages, drawn and set, the slowest of five after a first one."""
    aired = station_plan()
    _as_pdf(aired)
    times = []
    for _ in range(5):
        begin = time.process_time()
        _as_pdf(aired)
        times.append(time.process_time() - begin)
    return max(times)


def _as_pdf(aired: PublicPlan) -> bytes:
    """Set the sheet of week 46/2024 of the five directives for a station with its sessions."""
    return pdf(sheet(f"don-vi-{ON_SHEET}", BUSY.id, made=aired))


def year() -> tuple[Theme, ...]:
    """Themes as a year has them: some without end, four-week ones, days commemorated, deadlines, storms."""
    return tuple(_theme(number) for number in range(THEMES))


def _theme(number: int) -> Theme:
    """Every tenth theme is regular; of ten, four are thematic, three commemorate a day, two are deadlines."""
    day = FIRST.monday + timedelta(days=number * 11 % 360)
    new = Theme(f"t{number}", f"Chủ đề {number}", "thematic", day, day + timedelta(days=27), 2, 4)
    match number % 10:
        case 0:
            return replace(new, kind="regular", last=None if number % 20 else day + timedelta(days=90))
        case 1 | 2 | 3:
            return replace(new, kind="anniversary", first=day - timedelta(days=14), last=None, day=day)
        case 4 | 5:
            return replace(new, kind="deadline", first=day - timedelta(days=21), last=None, day=day, short=1)
        case 6:
            return replace(new, repeat=repeat_of(RULES[number % 3]))
        case 7:
            urgent = number % 50 == 7
            return replace(
                new, priority="urgent" if urgent else "priority", last=day + timedelta(days=2 if urgent else 27)
            )
        case _:
            return new


def open_all_year() -> tuple[Theme, ...]:
    """The worst: three times as much as the slots can take is due in every week."""
    return tuple(
        Theme(f"t{number}", f"Chủ đề {number}", "regular", FIRST.monday, None, 2, 4) for number in range(THEMES)
    )


def _province(themes: tuple[Theme, ...]) -> float:
    """Return the seconds that the busier of the processes works; each plans one unit after the other."""
    with ProcessPoolExecutor(CORES) as pool:
        return max(pool.map(_share, range(CORES), [themes] * CORES))


def _share(first: int, themes: tuple[Theme, ...]) -> float:
    begin = time.process_time()
    for number in range(first, COMMUNES, CORES):
        assert _plan(number, themes, FIRST, LAST).sessions
    return time.process_time() - begin


def _plan(number: int, themes: tuple[Theme, ...], first: Week, last: Week) -> Plan:
    return plan(replace(STATION, slug=f"xa-{number}"), themes, first, last, date(2024, 1, 1))


def _week(themes: tuple[Theme, ...]) -> float:
    """Return the seconds for one week, the slowest of five."""
    times = []
    for number in range(5):
        begin = time.process_time()
        _plan(number, themes, BUSY, BUSY)
        times.append(time.process_time() - begin)
    return max(times)
