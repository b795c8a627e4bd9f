"""SPARQL over what kg wrote: own questions with ``select``, ready ones with ``run``."""

from kg.queries.engine import Target, answer, select
from kg.queries.ready import Parameter, ReadyQuery, prepare, read_query, ready, run

__all__ = ["Parameter", "ReadyQuery", "Target", "answer", "prepare", "read_query", "ready", "run", "select"]
