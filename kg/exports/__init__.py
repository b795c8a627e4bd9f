"""A build in the formats of others: triples, tables, networks, event data; and kg's own files read back."""

from kg.exports.formats import FORMATS, TABLES, export, format_of
from kg.exports.months import write_months
from kg.exports.reading import read_graph

__all__ = ["FORMATS", "TABLES", "export", "format_of", "read_graph", "write_months"]
