// purpose: The records that are part of a record.
// parameters: id text
// kinds: Agency, Council, Task, SDGGoal
// columns: id, kind, name, name_en
MATCH (w:Record {id: $id})
MATCH (w)<-[:PART_OF]-(n)
RETURN n.id AS id, labels(n)[0] AS kind, n.name AS name, n.name_en AS name_en
ORDER BY id
