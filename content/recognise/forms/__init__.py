"""The forms of date, a family a file. Importing this package registers them all."""

from content.recognise.forms import (  # noqa: F401
    anniversaries,
    counted,
    daily,
    days,
    deadlines,
    ends,
    guards,
    lunar,
    monthly,
    months,
    quarters,
    ranges,
    recurring,
    schedules,
    unfixed,
    weekly,
    weeks,
)
