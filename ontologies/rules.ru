# What follows from a graph and its vocabulary, for 'kg infer': SPARQL updates, run in this order on the graph together
# with diplomacy.ttl and actions.ttl. Any SPARQL 1.1 store can run them.

PREFIX dipl: <https://w3id.org/dipl#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

# An event is of the PLOVER type and of the quad class above its action.
INSERT { ?event dipl:ploverType ?type ; dipl:quadClass ?quad }
WHERE {
    ?event dipl:action ?action .
    ?action skos:broader ?type .
    ?type skos:broader ?quad .
} ;

# Whoever was visited received, and the other way round.
INSERT { ?b ?inverse ?a }
WHERE {
    ?edge owl:inverseOf ?inverse ; rdfs:subPropertyOf dipl:interactsWith .
    ?a ?edge ?b .
} ;

# Whom one met, met that one.
INSERT { ?b ?edge ?a }
WHERE {
    ?edge a owl:SymmetricProperty ; rdfs:subPropertyOf dipl:interactsWith .
    ?a ?edge ?b .
} ;

# Whoever did anything to another interacts with it.
INSERT { ?a dipl:interactsWith ?b }
WHERE {
    ?edge rdfs:subPropertyOf dipl:interactsWith .
    ?a ?edge ?b .
}
