// purpose: What each of these records is part of, and the body that each seat is on.
// parameters: ids list
// kinds: all
// columns: id, whole, name, name_en, kind
UNWIND $ids AS id
MATCH (n:Record {id: id})
MATCH (n)-[r:PART_OF|SITS_ON]->(w)
RETURN n.id AS id, w.id AS whole, w.name AS name, w.name_en AS name_en, labels(w)[0] AS kind
ORDER BY id, type(r), whole
