// purpose: The relationships of records of these ids, in both directions, with their citation, for pictures.
// parameters: ids list
// kinds: all
// columns: key, from, to, type, dataset, wording, under, change, extent, moves, act, article, origin, source, locator, quote, valid_from, valid_to, note
UNWIND $ids AS id
MATCH (x:Record {id: id})
MATCH (x)-[r]-(y)
WITH DISTINCT r, startNode(r) AS a, endNode(r) AS b
RETURN r.key AS key, a.id AS `from`, b.id AS `to`, type(r) AS type, r.dataset AS dataset,
  r.wording AS wording, r.under AS under, r.change AS change, r.extent AS extent, r.moves AS moves, r.act AS act, r.article AS article, r.origin AS origin, r.source AS source, r.locator AS locator, r.quote AS quote, r.valid_from AS valid_from, r.valid_to AS valid_to, r.note AS note
ORDER BY type, `from`, `to`, key
