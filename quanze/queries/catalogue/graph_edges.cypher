// purpose: Every relationship with its citation, for pictures and export.
// columns: key, from, to, type, dataset, wording, under, change, extent, moves, act, article, origin, source, locator, quote, valid_from, valid_to, note
MATCH (a)-[r]->(b)
RETURN r.key AS key, a.id AS `from`, b.id AS `to`, type(r) AS type, r.dataset AS dataset,
  r.wording AS wording, r.under AS under, r.change AS change, r.extent AS extent, r.moves AS moves, r.act AS act, r.article AS article, r.origin AS origin, r.source AS source, r.locator AS locator, r.quote AS quote, r.valid_from AS valid_from, r.valid_to AS valid_to, r.note AS note
ORDER BY type, `from`, `to`, key
