"""How good predicted events are: compared with a gold standard, document by document.

Gold and predictions are JSON Lines, one document an object. Gold has ``id``, ``entities`` (by key, each with
``name``, ``country`` and ``aliases``) and ``events``, whose parties are keys of entities; a prediction has
``id`` and ``events``, as ``kg extract`` writes them. An act is counted as dyads, who did which kind of act to
whom, in four lanes:

    country   parties as codes of states and organisations, acts as PLOVER types
    quad      the same parties, acts as quad classes
    entity    parties as entities, acts as PLOVER types
    leaf      parties as codes, acts as actions
"""

from kg.evaluation.acts import Dyad, Lane
from kg.evaluation.files import read_gold, read_predicted
from kg.evaluation.matches import Error
from kg.evaluation.reliability import Bin, Reliability, reliability
from kg.evaluation.scoring import Evaluation, Score, evaluate

__all__ = [
    "Bin",
    "Dyad",
    "Error",
    "Evaluation",
    "Lane",
    "Reliability",
    "Score",
    "evaluate",
    "read_gold",
    "read_predicted",
    "reliability",
]
