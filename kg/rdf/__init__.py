"""Build <-> RDF: Turtle files, rdflib graphs and stores on disk."""

from kg.rdf.files import read_turtle, to_graph, write_turtle
from kg.rdf.stores import open_store, write_store
from kg.rdf.terms import DATA_BASE, prefixes

__all__ = ["DATA_BASE", "open_store", "prefixes", "read_turtle", "to_graph", "write_store", "write_turtle"]
