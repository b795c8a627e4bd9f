"""SPARQL over what kg wrote: own questions with ``select``, ready ones with ``run``."""

from kg.queries.engine import Target, answer, select
from kg.queries.ready import Parameter, ReadyQuery, left_out, prepare, read_query, ready, run, with_note

__all__ = [
    "Parameter",
    "ReadyQuery",
    "Target",
    "answer",
    "left_out",
    "prepare",
    "read_query",
    "ready",
    "run",
    "select",
    "with_note",
]
