"""How kg itself reads documents: a model, tables, the encoder or not."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from kg.resources import ontologies

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacy.language import Language

    from kg.building.codec import Outcome
    from kg.model import Document, Run, Skipped


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRecipe:
    """Reading by a spaCy pipeline with kg's components.

    Args:
        model: Its name.
        gazetteer: A folder of the user's own tables; empty for none.
        tables: The digest of that folder, so that another state of it is another recipe.
        rules_only: Without the encoder.
        fingerprint: See ``kg.building.chunks.Recipe``.
    """

    model: str
    gazetteer: str = ""
    tables: str = ""
    rules_only: bool = False
    fingerprint: str = ""

    def load(self) -> Callable[[Sequence[Document]], Iterator[Outcome]]:
        """Return what reads documents: one outcome each, in their order."""
        own = Path(self.gazetteer) if self.gazetteer else None
        nlp = loaded(self.model, own, self.tables, rules_only=self.rules_only)
        return lambda documents: _read(nlp, documents)


def recipe_of(run: Run, gazetteer: str | Path | None, *, rules_only: bool) -> ModelRecipe:
    """Return the recipe of a run of kg.

    Args:
        run: It says versions, weights and the digest of the user's tables.
        gazetteer: The folder of these.
        rules_only: Without the encoder.
    """
    tables = dict(run.options).get("gazetteer", "")
    said = (run.kg_version, run.model, run.model_version, run.encoder, tables, str(rules_only))
    libraries = (version("spacy"), version("onnxruntime"), version("numpy"))
    fingerprint = hashlib.sha256("\n".join((*said, *libraries, _own_digest())).encode()).hexdigest()
    return ModelRecipe(
        model=run.model,
        gazetteer=str(Path(gazetteer).resolve()) if gazetteer is not None else "",
        tables=tables,
        rules_only=rules_only,
        fingerprint=fingerprint,
    )


@lru_cache(maxsize=2)
def loaded(model: str, gazetteer: Path | None, _tables: str, *, rules_only: bool) -> Language:
    """Load a pipeline once, and anew only if the user's tables have changed."""
    from kg import pipeline  # noqa: PLC0415 - spaCy takes a second to import

    return pipeline.load_pipeline(model, gazetteer, rules_only=rules_only)


def _read(nlp: Language, documents: Sequence[Document]) -> Iterator[Outcome]:
    from kg import pipeline  # noqa: PLC0415 - see above

    found: dict[str, Outcome] = {}

    def skipped(each: Skipped) -> None:
        found[each.document_id] = each

    for extraction in pipeline.extract(documents, nlp, on_skip=skipped):
        found[extraction.source.id] = extraction
    return (found[document.id] for document in documents)


@cache
def _own_digest() -> str:
    """Return the SHA-256 of kg's own code and tables: a change to either may change what is found."""
    found = hashlib.sha256()
    for folder, pattern in ((Path(str(files("kg"))), "*.py"), (ontologies(), "*.t*")):
        for path in sorted(folder.rglob(pattern)):
            content = path.read_bytes()
            found.update(f"{path.relative_to(folder).as_posix()} {len(content)}\n".encode() + content)
    return found.hexdigest()
