"""A graph as files of other people's tools: GraphML, GEXF, JSON, diagrams, tables."""
