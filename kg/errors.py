"""What can go wrong, as one tree.

KGError
├── InputError            a document, a file or a folder cannot be read
│   └── NothingReadable   not one document could be read
├── LexiconError          a gazetteer table or a frame file has a fault (file, line, column)
├── ModelError            the language model is missing or does not fit
├── GraphError            a saved graph or store cannot be opened or is none of ours
│   └── UnknownEvent      the graph has no such event
└── QueryError            a query is malformed, unknown or lacks a parameter

Each message says what is wrong and where; ``remedy`` says how to mend it.
"""


class KGError(Exception):
    """The base of every error that kg raises on purpose.

    Args:
        message: What is wrong, and where.
        remedy: How to mend it, a full sentence; empty where nothing can be said.

    Example:
        >>> str(KGError("notes.bin is not text.", remedy="Save it as UTF-8."))
        'notes.bin is not text. Save it as UTF-8.'
    """

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class InputError(KGError):
    """A document, a file or a folder cannot be read."""


class NothingReadable(InputError):  # noqa: N818 - the sentence reads better without "Error"
    """Not one document could be read from what was given."""


class LexiconError(KGError):
    """A gazetteer table or a frame file has a fault."""


class ModelError(KGError):
    """The language model is missing or does not fit this version of spaCy."""


class GraphError(KGError):
    """A saved graph or store cannot be opened, or is none that kg wrote."""


class UnknownEvent(GraphError):  # noqa: N818 - see NothingReadable
    """The graph holds no event of that id."""


class QueryError(KGError):
    """A query is malformed, unknown or lacks a parameter."""
