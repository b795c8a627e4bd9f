"""kg reads news about diplomacy and builds a knowledge graph of who did what to whom, where and when.

    import kg
    graph = kg.build("articles/")
    graph.write("kg-out")

Nothing is loaded at import; the language model is loaded by the first ``build`` or ``extract``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from kg.errors import KGError
from kg.model import Document, Entity, Event, EventMention, Skipped

if TYPE_CHECKING:
    from kg.face import (
        build,
        build_folder,
        demo,
        diff,
        evaluate,
        extract,
        import_table,
        infer,
        merge,
        read,
        resume_folder,
        validate,
    )
    from kg.face import open_graph as open  # noqa: A004 - kg.open reads like the built-in it stands for
    from kg.graph import Graph
    from kg.verifying import allow_unverified_model

__all__ = [
    "Document",
    "Entity",
    "Event",
    "EventMention",
    "Graph",
    "KGError",
    "Skipped",
    "allow_unverified_model",
    "build",
    "build_folder",
    "demo",
    "diff",
    "evaluate",
    "extract",
    "import_table",
    "infer",
    "merge",
    "open",
    "read",
    "resume_folder",
    "validate",
]
__version__ = "0.1.0"

_LAZY = {
    "Graph": "kg.graph:Graph",
    "allow_unverified_model": "kg.verifying:allow_unverified_model",
    "build": "kg.face:build",
    "build_folder": "kg.face:build_folder",
    "demo": "kg.face:demo",
    "diff": "kg.face:diff",
    "evaluate": "kg.face:evaluate",
    "extract": "kg.face:extract",
    "import_table": "kg.face:import_table",
    "infer": "kg.face:infer",
    "merge": "kg.face:merge",
    "open": "kg.face:open_graph",
    "read": "kg.face:read",
    "resume_folder": "kg.face:resume_folder",
    "validate": "kg.face:validate",
}


def __getattr__(name: str) -> object:
    if name not in _LAZY:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    module, _, attribute = _LAZY[name].partition(":")
    return getattr(import_module(module), attribute)


def __dir__() -> list[str]:
    return __all__


def load_ipython_extension(ipython: object) -> None:
    """Bring ``%%sparql`` and ``%sparql`` into IPython: ``%load_ext kg`` calls this."""
    import_module("kg.notebook").load(ipython)


def unload_ipython_extension(ipython: object) -> None:
    """Take the magics away again: ``%unload_ext kg`` calls this."""
    import_module("kg.notebook").unload(ipython)
