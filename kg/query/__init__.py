"""Questions to the graph: Cypher, SPARQL, receipts, and views for NetworkX and rdflib."""
