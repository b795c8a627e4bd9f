"""Tables of events made by others, row by row with the row itself as evidence; imports no spaCy."""

from kg.tables.columns import FIELDS
from kg.tables.reading import Imported, read_table

__all__ = ["FIELDS", "Imported", "read_table"]
