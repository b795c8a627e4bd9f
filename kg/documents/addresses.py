"""What the address of an article says of its day."""

from __future__ import annotations

import re
from datetime import date


def day_in(url: str) -> date | None:
    """Return the day that an address holds: newsrooms file their articles by day.

    Example:
        >>> day_in("https://example.org/2022/05/06/talks"), day_in("https://example.org/20220506/7")
        (datetime.date(2022, 5, 6), datetime.date(2022, 5, 6))
    """
    for match in _URL_DAY.finditer(url):
        try:
            return date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            continue
    return None


_URL_DAY = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[/_.-]?(?P<month>[01]\d)[/_.-]?(?P<day>[0-3]\d)(?!\d)")
