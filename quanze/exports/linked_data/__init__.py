"""A graph as linked data: W3C ORG, SKOS, PROV and a small vocabulary of our own."""
