// purpose: Every relationship that a document states, with the clause.
// parameters: document text
// kinds: all
// columns: from, from_name, from_name_en, from_kind, type, to, to_name, to_name_en, to_kind, key, wording, origin, source, locator, quote, valid_from, valid_to, note
MATCH (a:Record)-[r]->(b)
WHERE r.source = $document
RETURN a.id AS `from`, a.name AS from_name, a.name_en AS from_name_en, labels(a)[0] AS from_kind, type(r) AS type,
  b.id AS `to`, b.name AS to_name, b.name_en AS to_name_en, labels(b)[0] AS to_kind, r.key AS key,
  r.wording AS wording, r.origin AS origin, r.source AS source, r.locator AS locator, r.quote AS quote,
  r.valid_from AS valid_from, r.valid_to AS valid_to, r.note AS note
ORDER BY locator, type, `from`, `to`, key
