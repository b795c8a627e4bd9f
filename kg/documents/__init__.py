"""Files, folders and standard input -> ``Document``."""

from kg.documents.reading import Reading, ignore, read, worded

__all__ = ["Reading", "ignore", "read", "worded"]
