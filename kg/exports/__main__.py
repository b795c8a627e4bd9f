"""``python -m kg.exports``: make what is generated from the ontology anew, after an edit of it."""

from kg.exports.jsonld import FILE, write_context
from kg.rdf.reference import write_reference
from kg.rdf.vocabulary import write_actions
from kg.resources import ontologies

if __name__ == "__main__":
    write_actions(ontologies() / "actions.ttl")
    write_reference(ontologies() / "reference.html")
    write_context(ontologies() / FILE)
