"""The Vietnamese lunar calendar at UTC+7: months begin on the day of the new moon seen from Vietnam.

New moons and solar terms follow the well-known series for the mean lunation and the sun's apparent longitude
(J. Meeus, "Astronomical Algorithms"), which place both to the minute or so over the years used here.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from math import floor, radians, sin

_ZONE = 7 / 24
_EPOCH = 1721424.5
_STEMS = ("giáp", "ất", "bính", "đinh", "mậu", "kỷ", "canh", "tân", "nhâm", "quý")
_BRANCHES = ("tý", "sửu", "dần", "mão", "thìn", "tỵ", "ngọ", "mùi", "thân", "dậu", "tuất", "hợi")


def solar(year: int, month: int, day: int, *, leap: bool = False) -> date:
    """Return the day of a lunar date; ValueError where the lunar year has no such month or the month no such day."""
    months = _months(year)
    if (month, leap) not in months:
        raise ValueError(f"lunar year {year} has no month {month}{' leap' if leap else ''}")
    first, length = months[month, leap]
    if not 1 <= day <= length:
        raise ValueError(f"month {month} of lunar year {year} has {length} days")
    return first + timedelta(days=day - 1)


def lunar(day: date) -> tuple[int, int, int, bool]:
    """Return (lunar year, month, day, leap) of a day."""
    for year in (day.year, day.year - 1):
        for (month, leap), (first, length) in _months(year).items():
            if first <= day < first + timedelta(days=length):
                return year, month, (day - first).days + 1, leap
    raise ValueError(f"no lunar date for {day}")


def tet(year: int) -> date:
    """Return the first day of a lunar year."""
    return solar(year, 1, 1)


def leap_month(year: int) -> tuple[int, date, date] | None:
    """Return (number, first day, last day) of the leap month of a lunar year, None where it has none."""
    leaps = ((month, *days) for (month, leap), days in _months(year).items() if leap)
    return next(((month, first, first + timedelta(days=length - 1)) for month, first, length in leaps), None)


def can_chi(year: int) -> str:
    """Return the name of a lunar year, "Giáp Thìn"."""
    return f"{_STEMS[(year - 4) % 10].capitalize()} {_BRANCHES[(year - 4) % 12].capitalize()}"


@lru_cache(maxsize=64)
def _months(year: int) -> dict[tuple[int, bool], tuple[date, int]]:
    """Month (number, leap) → its first day and length, for one lunar year."""
    eleventh, next_eleventh = _month_eleven(year - 1), _month_eleven(year)
    after_eleventh = _numbered(next_eleventh, _month_eleven(year + 1))
    inside = _numbered(eleventh, next_eleventh)
    months = {key: value for key, value in inside.items() if key[0] < 11}
    months |= {key: value for key, value in after_eleventh.items() if key[0] >= 11}
    return months


def _numbered(eleventh: int, next_eleventh: int) -> dict[tuple[int, bool], tuple[date, int]]:
    """Number the months from one month 11 to the next; with thirteen, the first without a major term is leap."""
    count = round((_new_moon_day(next_eleventh) - _new_moon_day(eleventh)).days / 29.53)
    starts = [_new_moon_day(eleventh + i) for i in range(count + 1)]
    leap_at = _first_without_term(starts) if count == 13 else None
    months: dict[tuple[int, bool], tuple[date, int]] = {}
    number = 11
    for index in range(count):
        leap = index == leap_at
        if index and not leap:
            number = number % 12 + 1
        months[number, leap] = (starts[index], (starts[index + 1] - starts[index]).days)
    return months


def _first_without_term(starts: list[date]) -> int:
    for index in range(1, len(starts) - 1):
        if _term(starts[index]) == _term(starts[index + 1]):
            return index
    raise ValueError("a long year without a leap month")


def _month_eleven(year: int) -> int:
    """Return the lunation whose month holds the winter solstice of a year."""
    solstice = next(
        d for d in (date(year, 12, 20) + timedelta(days=i) for i in range(5)) if _term(d + timedelta(days=1)) == 9
    )
    k = floor((date(year, 12, 20).toordinal() - date(2000, 1, 6).toordinal()) / 29.530588861) + 2
    while _new_moon_day(k) > solstice:
        k -= 1
    return k


def _term(day: date) -> int:
    """Return which twelfth of its path the sun is in as a day begins in Vietnam, 0 from the spring equinox."""
    return floor(_sun_longitude(day.toordinal() + _EPOCH - _ZONE) / 30)


@lru_cache(maxsize=4096)
def _new_moon_day(k: int) -> date:
    return date.fromordinal(floor(_new_moon(k) - _EPOCH + _ZONE))


def _delta_t(julian: float) -> float:
    """Return dynamical time minus universal time, in days: a smooth curve up to today's 69.184 s, which then stays.

    How the earth will turn is not known; ephemerides of coming years keep the present value.
    """
    years = (julian - 2451545.0) / 365.25
    return min(63.8 + 0.325 * years + 0.0035 * years * years, 69.184) / 86400


def _sun_longitude(julian: float) -> float:
    """Return the sun's apparent longitude in degrees, 0 to 360."""
    t = (julian + _delta_t(julian) - 2451545.0) / 36525
    mean = 280.46646 + 36000.76983 * t + 0.0003032 * t * t
    anomaly = radians(357.52911 + 35999.05029 * t - 0.0001537 * t * t)
    center = (1.914602 - 0.004817 * t) * sin(anomaly) + (0.019993 - 0.000101 * t) * sin(2 * anomaly)
    center += 0.000289 * sin(3 * anomaly)
    node = radians(125.04 - 1934.136 * t)
    return (mean + center - 0.00569 - 0.00478 * sin(node)) % 360


def _new_moon(k: int) -> float:
    """Return the Julian day, universal time, of the k-th new moon counted from January 2000."""
    t = k / 1236.85
    julian = 2451550.09766 + 29.530588861 * k + 0.00015437 * t * t
    e = 1 - 0.002516 * t - 0.0000074 * t * t
    sun = radians(2.5534 + 29.10535670 * k - 0.0000014 * t * t)
    moon = radians(201.5643 + 385.81693528 * k + 0.0107582 * t * t)
    lat = radians(160.7108 + 390.67050284 * k - 0.0016118 * t * t)
    node = radians(124.7746 - 1.56375588 * k + 0.0020672 * t * t)
    for size, by_e, s, m, f in _PERIODIC:
        julian += size * e**by_e * sin(s * sun + m * moon + f * lat)
    julian += -0.00017 * sin(node)
    for size, start, speed in _PLANETS:
        julian += size * sin(radians(start + speed * k))
    return julian - _delta_t(julian)


_PERIODIC = (
    (-0.40720, 0, 0, 1, 0), (0.17241, 1, 1, 0, 0), (0.01608, 0, 0, 2, 0), (0.01039, 0, 0, 0, 2),
    (0.00739, 1, -1, 1, 0), (-0.00514, 1, 1, 1, 0), (0.00208, 2, 2, 0, 0), (-0.00111, 0, 0, 1, -2),
    (-0.00057, 0, 0, 1, 2), (0.00056, 1, 1, 2, 0), (-0.00042, 0, 0, 3, 0), (0.00042, 1, 1, 0, 2),
    (0.00038, 1, 1, 0, -2), (-0.00024, 1, -1, 2, 0), (-0.00007, 0, 2, 1, 0), (0.00004, 0, 0, 2, -2),
    (0.00004, 0, 3, 0, 0), (0.00003, 0, 1, 1, -2), (0.00003, 0, 0, 2, 2), (-0.00003, 0, 1, 1, 2),
    (0.00003, 0, -1, 1, 2), (-0.00002, 0, -1, 1, -2), (-0.00002, 0, 1, 3, 0), (0.00002, 0, 0, 4, 0),
)  # fmt: skip
_PLANETS = (
    (0.000325, 299.77, 0.107408), (0.000165, 251.88, 0.016321), (0.000164, 251.83, 26.651886),
    (0.000126, 349.42, 36.412478), (0.000110, 84.66, 18.206239), (0.000062, 141.74, 53.303771),
    (0.000060, 207.14, 2.453732), (0.000056, 154.84, 7.306860), (0.000047, 34.52, 27.261239),
    (0.000042, 207.19, 0.121824), (0.000040, 291.34, 1.844379), (0.000037, 161.72, 24.198154),
    (0.000035, 239.56, 25.513099), (0.000023, 331.55, 3.592518),
)  # fmt: skip
