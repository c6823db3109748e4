// purpose: The records of these ids, with their number or code and where they are stated.
// parameters: ids list
// kinds: all
// columns: id, kind, name, name_en, sort, dataset, number, source, locator, valid_from, valid_to, position
UNWIND $ids AS id
MATCH (n:Record {id: id})
RETURN n.id AS id, labels(n)[0] AS kind, n.name AS name, n.name_en AS name_en, n.kind AS sort, n.dataset AS dataset,
  coalesce(n.number, n.code) AS number, n.source AS source, n.locator AS locator, n.valid_from AS valid_from, n.valid_to AS valid_to, n.position AS position
ORDER BY id
