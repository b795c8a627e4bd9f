"""SPARQL in IPython and Jupyter: ``%load_ext kg`` brings ``%%sparql`` and ``%sparql``."""

from kg.notebook.magic import SparqlMagics, load, unload

__all__ = ["SparqlMagics", "load", "unload"]
