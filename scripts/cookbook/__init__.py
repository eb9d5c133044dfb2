"""Twenty questions to a graph of news, each in Cypher, SPARQL and Python, with the stories they are tried on."""
