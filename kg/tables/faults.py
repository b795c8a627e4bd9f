"""What is wrong with a row of a table, where, and what would be right."""

from __future__ import annotations


class Fault(Exception):  # noqa: N818 - it never leaves the package
    """A cell that does not say what its column is for.

    Args:
        column: Name of the field, empty if the whole row is meant.
        message: What is wrong.
        expected: What would be right, with the nearest valid value if there is one.
    """

    def __init__(self, column: str, message: str, expected: str = "") -> None:
        super().__init__(f"{message} {expected}".strip())
        self.column = column
