"""Actions from what event tables say: our own, event types and modes of PLOVER, codes of CAMEO."""

from __future__ import annotations

import difflib
import re
from functools import cache
from typing import TYPE_CHECKING

from kg.actions import QUADS, actions
from kg.tables.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping

# Where several of our actions share a code, the one that the code's own definition means.
_CAMEO = {"040": "consult", "050": "support", "0871": "ceasefire", "02": "request", "20": "attack"}
# How many codes of three digits each root of CAMEO has, by their last digit.
_BRANCHES = {
    "01": 9, "02": 8, "03": 9, "04": 6, "05": 7, "06": 4, "07": 5, "08": 7, "09": 4, "10": 8,
    "11": 6, "12": 9, "13": 9, "14": 5, "15": 5, "16": 6, "17": 6, "18": 6, "19": 6, "20": 4,
}  # fmt: skip
# The action that an event type means when no mode says more; RETREAT and COERCE have none so general.
_GENERAL = {
    "CONSULT": "consult", "AGREE": "agree", "SUPPORT": "support", "CONCEDE": "concede",
    "COOPERATE": "cooperate", "AID": "aid", "REQUEST": "request", "ACCUSE": "accuse", "REJECT": "reject",
    "THREATEN": "warn", "PROTEST": "demonstrate", "SANCTION": "imposeSanctions", "MOBILIZE": "mobilise",
    "ASSAULT": "attack",
}  # fmt: skip


def action_of(text: str, mode: str = "") -> str:
    """Return the id of the action that a cell means.

    A code of CAMEO that has no action of its own means that of the code above it: ``1623`` that of ``162``.

    Args:
        text: An action, an event type of PLOVER or a code of CAMEO, also without its leading zero.
        mode: The mode of PLOVER, empty if none is said.

    Raises:
        Fault: No action is meant.

    Example:
        >>> action_of("imposeSanctions"), action_of("40"), action_of("CONSULT", "visit")
        ('imposeSanctions', 'consult', 'visit')
    """
    found = None
    if text.upper() in QUADS and (mode or text.isupper()):
        found = _of_plover(text.upper(), mode.casefold())  # CONSULT is a type, consult an action
    found = found or _own().get(text.casefold())
    if found is None and re.fullmatch(r"\d{1,4}", text, re.ASCII):
        found = _of_cameo(text)
    if found is None:
        raise Fault("action", f"{text!r} is no known action.", _near(text))
    return found


@cache
def _own() -> Mapping[str, str]:
    labels = {action.label.casefold(): action.id for action in actions().values()}
    return labels | {action.casefold(): action for action in actions()}


def _of_plover(plover: str, mode: str) -> str:
    under = [action for action in actions().values() if action.plover == plover]
    exact = next((action.id for action in under if mode and action.mode == mode), None)
    if exact or plover in _GENERAL:
        return exact or _GENERAL[plover]
    modes = sorted({action.mode for action in under if action.mode})
    near = difflib.get_close_matches(mode, modes, n=1)
    meant = f"Did you mean {near[0]}? " if near else ""
    said = f"has no mode {mode!r} here" if mode else "says too little without a mode"
    raise Fault("mode", f"{plover} {said}.", f"{meant}Expected one of {', '.join(modes)}.")


def _of_cameo(text: str) -> str | None:
    """Return the action of a code, of the code above it, or of the first of its root."""
    is_root = len(text) <= 2 and 0 < int(text) <= 20
    code = text.zfill(2) if is_root else text
    if not is_root and int(code[:2]) > 20:
        code = f"0{code}"  # a spreadsheet has taken the zero
    if len(code) > 4 or (not is_root and int(code[2:3] or "9") > _BRANCHES.get(code[:2], -1)):
        return None
    codes = _codes()
    while len(code) > 2:
        if code in codes:
            return codes[code]
        code = code[:-1]
    return codes.get(f"{code}0") or codes.get(code) or _first_of(code)


@cache
def _codes() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for action in actions().values():
        found.setdefault(action.cameo, action.id)
    return found | _CAMEO


def _first_of(root: str) -> str | None:
    return next((action.id for action in actions().values() if action.cameo.startswith(root)), None)


@cache
def _near(text: str) -> str:
    if re.fullmatch(r"\d+", text, re.ASCII):
        codes = sorted(code for code in _codes() if len(code) > 2)
        nearest = min(
            codes, key=lambda code: (abs(int(code.ljust(4, "0")) - int(text.ljust(4, "0")[:4])), code)
        )
        return f"The nearest code is {nearest}. Expected a code of CAMEO from 02 to 20."
    known = [*actions(), *QUADS]
    near = difflib.get_close_matches(text, known, n=1, cutoff=0.5)
    meant = f"Did you mean {near[0]}? " if near else ""
    return f"{meant}Expected an action of kg, an event type of PLOVER or a code of CAMEO."
