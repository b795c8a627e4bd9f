"""Files, folders and standard input -> ``Document``."""

from kg.documents.reading import ignore, read

__all__ = ["ignore", "read"]
