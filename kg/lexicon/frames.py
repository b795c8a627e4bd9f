"""Checks of frame files: every key, action, slot, word list and code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.actions import actions
from kg.events.frames import _KEYS, _LISTS, PARTS, SLOTS
from kg.gazetteer.faults import Choices, Fault
from kg.lexicon.toml import TomlFile, read
from kg.model import Kind, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    At = tuple[str, int]

# fmt: off
_PREPOSITIONS = (
    "about", "above", "across", "after", "against", "along", "alongside", "amid", "among", "around",
    "as", "at", "before", "behind", "below", "belonging", "beneath", "beside", "besides", "between",
    "beyond", "by", "concerning", "despite", "down", "during", "for", "from", "in", "including",
    "inside", "into", "involving", "like", "near", "of", "off", "on", "onto", "out", "outside", "over",
    "past", "regarding", "round", "since", "through", "throughout", "to", "toward", "towards", "under",
    "until", "unto", "up", "upon", "via", "with", "within", "without",
)
# fmt: on
_SLOTS = Choices.of("slots", sorted({*SLOTS, *_PREPOSITIONS}))
_ENTRY_KEYS = Choices.of("keys of a frame", sorted(_KEYS))
_EXAMPLE_KEYS = Choices.of("keys of an example", ("text", "actors", "counterparts", "status"))
_FILE_KEYS = Choices.of("keys of a frame file", ("action", *PARTS, "comment", "source"))
_STATUS = Choices.of("kinds of status", [status.value for status in Status])
_NEEDS = Choices.of("needs", ("actor", "counterpart", "parties"))
_KINDS = Choices.of("kinds of actor", [kind.value for kind in Kind])
_OPERATOR_KEYS = Choices.of("keys of an operator", ("effect", *PARTS, "through", "comment"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What frames may refer to."""

    actions: Choices
    sets: Choices
    codes: Choices


def check_frames(folder: Path, codes: Mapping[str, str], ours: Path | None = None) -> list[Fault]:
    """Return every fault of the frame files of a folder, in the order of files and lines.

    Args:
        folder: A folder of ``*.toml``.
        codes: Codes of states and organisations with their names, for the examples.
        ours: The folder whose word lists the frames may use too.
    """
    files = [read(path) for path in sorted(folder.glob("*.toml"))]
    faults = [each for each in files if isinstance(each, Fault)]
    readable = [each for each in files if isinstance(each, TomlFile)]
    sets = {name for file in readable if file.path.stem == "sets" for name in file.content}
    if ours is not None and isinstance(theirs := read(ours / "sets.toml"), TomlFile):
        sets |= theirs.content.keys()
    known = _Known(
        actions=Choices(what="actions", values={key: action.label for key, action in actions().items()}),
        sets=Choices.of("word lists", sorted(sets)),
        codes=Choices(what="codes", values=codes),
    )
    for file in readable:
        check = {"sets": _sets, "operators": _operators}.get(file.path.stem, _file)
        faults += check(file, known)
    return sorted(set(faults))


def _sets(file: TomlFile, known: _Known) -> Iterator[Fault]:
    del known
    for name, words in file.content.items():
        if not _is_words(words):
            yield file.fault(
                f"{name!r} is no list of words.", 'Write ["one", "two"].', at=file.place("", 1, name)
            )


def _file(file: TomlFile, known: _Known) -> Iterator[Fault]:
    for key in file.content:
        if key not in _FILE_KEYS:
            place = (
                file.place(key, 1) if isinstance(file.content[key], list | dict) else file.place("", 1, key)
            )
            yield file.fault(f"{key!r} is no key of a frame file.", _FILE_KEYS.remedy(key), at=place)
    action = file.content.get("action", "")
    if not isinstance(action, str) or action not in known.actions:
        remedy = known.actions.remedy(str(action)) or "See ontologies/actions.tsv."
        yield file.fault(f"{action!r} is no action.", remedy, at=file.place("", 1, "action", str(action)))
    seen: set[str] = set()
    for part in PARTS:
        for number, entry in enumerate(_tables(file.content.get(part)), start=1):
            at = (part, number)
            yield from _entry(file, at, entry, known)
            if (name := str(entry.get("id", ""))) in seen:
                message = f"the id {name!r} stands twice."
                yield _said(file, (*at, "id", name), message, "Give each frame its own.")
            seen |= {name} - {""}


def _entry(file: TomlFile, at: At, entry: dict[str, Any], known: _Known) -> Iterator[Fault]:
    for key in sorted(entry.keys() - _KEYS):
        yield _said(file, (*at, key, ""), f"{key!r} is no key of a frame.", _ENTRY_KEYS.remedy(key))
    for key in _LISTS:
        words = entry.get(key, [])
        if not _is_words(words):
            yield _said(file, (*at, key, ""), f"{key!r} is no list of words.", 'Write ["one", "two"].')
            continue
        for word in words:
            if word.startswith("@") and word[1:] not in known.sets:
                remedy = known.sets.remedy(word[1:]) or "Define it in sets.toml."
                yield _said(file, (*at, key, word), f"no word list {word!r}.", remedy)
        plain = [word for word in words if not word.startswith("@")]
        yield from _within(file, at, key, plain)
    if not entry.get("lemma"):
        yield _said(file, (*at, "", ""), "the frame has no lemma.", 'Write lemma = ["..."].')
    for key in ("bare", "mutual"):
        if not isinstance(entry.get(key, True), bool):
            message = f"{key!r} is neither true nor false."
            yield _said(file, (*at, key, ""), message, f"Write {key} = true or {key} = false.")
    if (status := entry.get("status", "")) and status not in _STATUS:
        message = f"{status!r} is no status."
        yield _said(file, (*at, "status", str(status)), message, _STATUS.remedy(str(status)))
    yield from _examples(file, at, entry, known)


def _within(file: TomlFile, at: At, key: str, words: Iterable[str]) -> Iterator[Fault]:
    """Yield words that a key does not know."""
    choices = {"actor": _SLOTS, "counterpart": _SLOTS, "needs": _NEEDS, "actor_kind": _KINDS}.get(key)
    if choices is None:
        return
    what = {"needs": "need", "actor_kind": "kind of actor"}.get(key, "slot")
    for word in words:
        if word not in choices:
            remedy = choices.remedy(word) or f"Slots: {' '.join(sorted(SLOTS))}, or a preposition."
            yield _said(file, (*at, key, word), f"{word!r} is no {what}.", remedy)


def _examples(file: TomlFile, at: At, entry: dict[str, Any], known: _Known) -> Iterator[Fault]:
    if not _is_words(entry.get("non_examples", [])):
        yield _said(
            file, (*at, "non_examples", ""), "'non_examples' is no list of sentences.", 'Write ["..."].'
        )
    for example in _tables(entry.get("examples")):
        for key in sorted(example.keys() - _EXAMPLE_KEYS.values.keys()):
            message = f"{key!r} is no key of an example."
            yield _said(file, (*at, "examples", ""), message, _EXAMPLE_KEYS.remedy(key))
        if not example.get("text"):
            yield _said(file, (*at, "examples", ""), "an example has no text.", 'Write text = "...".')
        if (status := str(example.get("status", "actual"))) not in _STATUS:
            yield _said(file, (*at, "examples", status), f"{status!r} is no status.", _STATUS.remedy(status))
        for code in [*example.get("actors", ()), *example.get("counterparts", ())]:
            if code not in known.codes:
                message = f"{code!r} is no known code."
                yield _said(file, (*at, "examples", str(code)), message, known.codes.remedy(str(code)))


def _operators(file: TomlFile, known: _Known) -> Iterator[Fault]:
    effects = file.content.get("effect", {})
    names = Choices.of("effects", sorted(effects))
    for number, entry in enumerate(_tables(file.content.get("operator")), start=1):
        at = ("operator", number)
        for key in sorted(entry.keys() - _OPERATOR_KEYS.values.keys()):
            yield _said(
                file, (*at, key, ""), f"{key!r} is no key of an operator.", _OPERATOR_KEYS.remedy(key)
            )
        if (effect := str(entry.get("effect", ""))) not in names:
            yield _said(file, (*at, "effect", effect), f"{effect!r} is no effect.", names.remedy(effect))
        for key in ("verb", "noun", "adjective", "through"):
            if not _is_words(entry.get(key, [])):
                yield _said(file, (*at, key, ""), f"{key!r} is no list of words.", 'Write ["one", "two"].')
    for name, effect in effects.items():
        yield from _effect(file, name, effect, known)


def _effect(file: TomlFile, name: str, effect: dict[str, Any], known: _Known) -> Iterator[Fault]:
    at = (f"effect.{name}", 1)
    settings = {"actor", "counterpart", "status"}
    for key in sorted({*settings, "*"} - effect.keys()):
        yield _said(file, (*at, "", ""), f"the effect {name!r} lacks {key!r}.", "Add the key.")
    negated = effect.get("negated", {})
    if negated and "*" not in negated:
        yield _said(file, (*at, "negated", ""), f"'negated' of {name!r} lacks '*'.", "Add the key.")
    inner = {*known.actions.values, *(action.plover for action in actions().values()), "*"}
    choices = Choices.of("actions and event types", sorted(inner))
    for key, value in (*effect.items(), *negated.items()):
        if key in {*settings, "negated"}:
            continue
        if key not in inner:
            yield _said(file, (*at, key, ""), f"{key!r} is no action or event type.", choices.remedy(key))
        if value != "=" and value not in known.actions:
            yield _said(file, (*at, key, value), f"{value!r} is no action.", known.actions.remedy(value))
    if (status := effect.get("status", "=")) != "=" and status not in _STATUS:
        yield _said(file, (*at, "status", status), f"{status!r} is no status.", _STATUS.remedy(status))


def _said(file: TomlFile, at: tuple[str, int, str, str], message: str, remedy: str) -> Fault:
    """Return a fault at a block, the number of that block, a key in it and a string in its value."""
    return file.fault(message, remedy, at=file.place(*at))


def _is_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) for word in value)


def _tables(value: object) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
