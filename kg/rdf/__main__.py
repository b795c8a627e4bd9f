"""``python -m kg.rdf``: make ``actions.ttl`` and ``reference.html`` anew, after an edit of the ontology."""

from kg.rdf.reference import write_reference
from kg.rdf.vocabulary import write_actions
from kg.resources import ontologies

if __name__ == "__main__":
    write_actions(ontologies() / "actions.ttl")
    write_reference(ontologies() / "reference.html")
