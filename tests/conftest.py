from tests.neo4j_server.fixtures import neo4j_address, neo4j_server

__all__ = ["neo4j_address", "neo4j_server"]
