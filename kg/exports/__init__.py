"""A build in the formats of others: triples, tables, networks, event data; and kg's own files read back."""

from kg.exports.formats import FORMATS, TABLES, export, format_of
from kg.exports.months import MANIFEST, write_months
from kg.exports.reading import is_graph_file, read_graph

__all__ = [
    "FORMATS",
    "MANIFEST",
    "TABLES",
    "export",
    "format_of",
    "is_graph_file",
    "read_graph",
    "write_months",
]
