// purpose: Changes of these agencies, councils and documents, as who changes or as who takes over.
// parameters: ids list
// kinds: Agency, Council, Document
// columns: key, type, from, from_name, from_name_en, from_begins, from_ends, to, to_name, to_name_en, to_kind, to_ends, change, extent, moves, act, article, wording, valid_from, origin, source, locator, quote, note
UNWIND $ids AS id
MATCH (x:Record {id: id})
MATCH (x)-[r:SUCCEEDS|ENDED_BY]-(y)
WITH r, startNode(r) AS a, endNode(r) AS b
RETURN r.key AS key, type(r) AS type, a.id AS `from`, a.name AS from_name, a.name_en AS from_name_en, a.valid_from AS from_begins,
  a.valid_to AS from_ends,
  b.id AS `to`, b.name AS to_name, b.name_en AS to_name_en, labels(b)[0] AS to_kind, b.valid_to AS to_ends,
  r.change AS change, r.extent AS extent, r.moves AS moves, r.act AS act, r.article AS article, r.wording AS wording,
  r.valid_from AS valid_from, r.origin AS origin, r.source AS source, r.locator AS locator, r.quote AS quote, r.note AS note
ORDER BY key
