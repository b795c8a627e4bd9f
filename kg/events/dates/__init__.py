"""Dates in text: expressions, their values as intervals, and which act each belongs to."""

from kg.events.dates.chronology import Chronology
from kg.events.dates.expressions import Expression, Vantage
from kg.events.dates.finding import expressions, find_dates, publication_date, value_of, with_span

__all__ = [
    "Chronology",
    "Expression",
    "Vantage",
    "expressions",
    "find_dates",
    "publication_date",
    "value_of",
    "with_span",
]
