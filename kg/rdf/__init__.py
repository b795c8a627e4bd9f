"""Build <-> RDF: Turtle files, rdflib graphs and stores on disk."""

from kg.rdf.files import read_turtle, replace_file, to_graph, write_turtle
from kg.rdf.stores import as_store, open_store, write_store
from kg.rdf.terms import DATA_BASE, prefixes

__all__ = [
    "DATA_BASE",
    "as_store",
    "open_store",
    "prefixes",
    "read_turtle",
    "replace_file",
    "to_graph",
    "write_store",
    "write_turtle",
]
