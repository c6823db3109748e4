// purpose: The relationships of a record with others of these ids, in both directions, with their citation.
// parameters: id text, ids list
// kinds: all
// columns: from, from_name, from_name_en, from_kind, type, to, to_name, to_name_en, to_kind, key, dataset, wording, under, change, extent, moves, act, article, origin, source, locator, quote, valid_from, valid_to, note
MATCH (x:Record {id: $id})
UNWIND $ids AS other
MATCH (y:Record {id: other})
MATCH (y)-[r]-(x)
WITH DISTINCT r, startNode(r) AS a, endNode(r) AS b
RETURN a.id AS `from`, a.name AS from_name, a.name_en AS from_name_en, labels(a)[0] AS from_kind, type(r) AS type,
  b.id AS `to`, b.name AS to_name, b.name_en AS to_name_en, labels(b)[0] AS to_kind, r.key AS key, r.dataset AS dataset,
  r.wording AS wording, r.under AS under, r.change AS change, r.extent AS extent, r.moves AS moves, r.act AS act, r.article AS article, r.origin AS origin, r.source AS source, r.locator AS locator, r.quote AS quote, r.valid_from AS valid_from, r.valid_to AS valid_to, r.note AS note
ORDER BY type, `from`, `to`, key
