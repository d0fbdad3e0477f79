"""The forms of date, a family a file. Importing this package registers them all."""

from content.recognise.forms import (  # noqa: F401
    anniversaries,
    days,
    deadlines,
    guards,
    lunar,
    months,
    ranges,
    recurring,
    weeks,
)
