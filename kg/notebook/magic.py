"""``%%sparql``: a cell of SPARQL over whatever holds a graph, answered by a table, a picture or a bool."""

from __future__ import annotations

import difflib
import sys
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph
import rdflib
from IPython.core.magic import Magics, line_cell_magic, magics_class, no_var_expand

from kg.errors import KGError, QueryError
from kg.graph import Graph
from kg.notebook.answers import Answer
from kg.notebook.drawing import Drawing
from kg.notebook.options import Options, read_options
from kg.queries.process import Asker, Found
from kg.queries.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

_KEPT = 4
"""So many graphs stay open at once."""
_SOURCES = (Graph, rdflib.Graph, pyoxigraph.Store, Path, str)


class SparqlError(QueryError):
    """What is wrong with a cell, shown without the way through kg's own code."""

    def _render_traceback_(self) -> list[str]:
        return [*self.message.split("\n"), *([self.remedy] if self.remedy else [])]


@magics_class
class SparqlMagics(Magics):
    """Keeps the graph that was asked last, and the processes that answer."""

    def __init__(self, shell: Any) -> None:  # noqa: ANN401 - IPython is untyped
        super().__init__(shell)
        self._variables: dict[str, Any] = shell.user_ns
        self.last = ""
        self.askers: OrderedDict[object, tuple[object, Asker]] = OrderedDict()

    @no_var_expand  # else IPython would paste $name as text
    @line_cell_magic
    def sparql(self, line: str, cell: str | None = None) -> object:
        """Ask a graph in SPARQL: ``%%sparql [options]`` over the query, or ``%sparql [options] QUERY``.

        Options:
            -g, --graph G   what to ask, here and in the cells that follow: a variable that holds a graph,
                            the folder of a build or a store, a Turtle file, or the address of an endpoint.
                            At first it is the variable ``graph``.
            -o, --output N  put the result into the variable N instead of showing it
            --raw           whole IRIs instead of ent:FRA and names
            --rows N        fetch at most so many rows (10000; 0 for all)
            --timeout S     end the query after so many seconds (60; 0 for never)

        SELECT gives a DataFrame, ASK a bool, CONSTRUCT and DESCRIBE a graph with its picture. kg's prefixes
        are known. ``$name`` stands for the value of the Python variable ``name``: text, a number, a date, a
        cell of an earlier result or an rdflib term.
        """
        try:
            options, rest = read_options(line)
            query = "\n".join(filter(None, (rest, cell)))
            return self._answered(options, query)
        except KGError as error:
            raise SparqlError(error.message, remedy=error.remedy) from None

    def close(self) -> None:
        """End all processes."""
        while self.askers:
            self.askers.popitem()[1][1].close()

    def _answered(self, options: Options, query: str) -> object:
        if options.graph:
            self._asker(options.graph)
            self.last = options.graph
        if not query.strip():
            self._tell_graph()
            return None
        asker = self._asker(self.last)
        values = _values(query, self._variables)
        found = asker.ask(query, values, rows=options.rows, seconds=options.timeout)
        for note in (*found.notes, *_more(found, options)):
            print(note, file=sys.stderr)  # noqa: T201 - it is for the reader of the cell
        return self._given(_result(found, raw=options.raw), options.output)

    def _tell_graph(self) -> None:
        if not self.last:
            raise QueryError("There is no query.", remedy="Write it below %%sparql or behind %sparql.")
        print(f"Asked is {self.last}.")  # noqa: T201 - see _answered

    def _given(self, result: object, name: str) -> object:
        """Return a result to be shown, or put it into a variable and say how large it is."""
        if not name:
            return result
        self._variables[name] = result
        print(f"{name}: {_size(result)}")  # noqa: T201 - see _answered
        return None

    def _asker(self, name: str) -> Asker:
        """Return who asks a graph; the same as before if it is the same graph."""
        source = _source(name, self._variables)
        key = source if isinstance(source, str) else id(source)
        if key not in self.askers:
            target = source.store() if isinstance(source, Graph) else source
            self.askers[key] = (source, Asker(target, lasting=isinstance(source, Graph)))
        self.askers.move_to_end(key)
        while len(self.askers) > _KEPT:
            self.askers.popitem(last=False)[1][1].close()
        return self.askers[key][1]


def _source(name: str, variables: Mapping[str, Any]) -> Graph | rdflib.Graph | pyoxigraph.Store | str:
    """Return what a name means: the value of a variable, an address or a path.

    Raises:
        QueryError: It means nothing that can be asked.
    """
    if not name:
        name = "graph"
        if name not in variables:
            remedy = "Name one: %sparql --graph kg-out, or give a variable the name 'graph'."
            raise QueryError("No graph is named.", remedy=remedy)
    value = variables.get(name, name)
    if not isinstance(value, _SOURCES):
        remedy = "A graph, a path or an address can."
        raise QueryError(f"The variable {name}, a {type(value).__name__}, cannot be asked.", remedy=remedy)
    if not isinstance(value, str | Path):
        return value
    if str(value).startswith(("http://", "https://")):
        return str(value)
    path = Path(value).expanduser()
    if not path.exists():
        graphs = [each for each, held in variables.items() if isinstance(held, _SOURCES[:3])]
        near = difflib.get_close_matches(str(value), [*graphs, *_beside(path)], 1)
        remedy = f"Did you mean {near[0]}?" if near else "'kg build' makes a graph, 'kg demo' one to try."
        raise QueryError(f"There is no variable, file or folder {value}.", remedy=remedy)
    return str(path.resolve())


def _beside(path: Path) -> list[str]:
    return [str(path.parent / each.name) for each in path.parent.iterdir()] if path.parent.is_dir() else []


def _values(query: str, variables: Mapping[str, Any]) -> dict[str, object]:
    """Return the values of the Python variables that a query names with a dollar sign.

    Raises:
        QueryError: There is no such variable.
    """
    found: dict[str, object] = {}
    for token in tokens(query):
        if token.kind == "variable" and token.text.startswith("$"):
            if token.name not in variables:
                near = difflib.get_close_matches(
                    token.name, [each for each in variables if each[0] != "_"], 1
                )
                remedy = (
                    f"Did you mean ${near[0]}?"
                    if near
                    else f"For an unknown of the query write ?{token.name}."
                )
                raise QueryError(f"There is no Python variable {token.name} for {token.text}.", remedy=remedy)
            found[token.name] = variables[token.name]
    return found


def _result(found: Found, *, raw: bool) -> object:
    if found.form == "ASK":
        return found.truth
    if found.form == "SELECT":
        return found.frame(raw=True) if raw else Answer(found.frame())
    return Drawing.of(found, raw=raw)


def _more(found: Found, options: Options) -> tuple[str, ...]:
    if not found.more or options.rows is None:
        return ()
    what = "rows" if found.form == "SELECT" else "statements"
    return (f"These are the first {options.rows:,} {what}; there are more (--rows 0 fetches all).",)


def _size(result: object) -> str:
    if isinstance(result, rdflib.Graph):
        return f"{len(result):,} statements"
    if hasattr(result, "columns"):
        return f"{len(result):,} rows, columns {', '.join(result.columns)}"  # type: ignore[arg-type]  # a table
    return str(result)


def load(shell: Any) -> None:  # noqa: ANN401 - IPython is untyped
    """Register the magics with a shell of IPython."""
    unload(shell)
    magics = SparqlMagics(shell)
    shell.register_magics(magics)


def unload(shell: Any) -> None:  # noqa: ANN401 - IPython is untyped
    """Take the magics away and end their processes."""
    magics = shell.magics_manager.registry.pop("SparqlMagics", None)
    if magics is not None:
        magics.close()
    for kind in ("line", "cell"):
        shell.magics_manager.magics[kind].pop("sparql", None)
