"""The server engine: Neo4j 5 and later over Bolt. The only room that imports the driver.

How it differs from the embedded engine:

* User, password and database come from NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE, or from the
  address (``neo4j://user:password@host/database``); the address is never shown with them.
* A transaction is the server's; loads wait for each other on one locked node. Transient faults are tried again.
* Maps arrive with unordered keys; they are sorted, as the embedded engine has them.
* A server keeps what loads rely on (constraints, indexes) and may hold other people's nodes, which stay untouched.
"""
