// purpose: What a record and its relationships rest on: origin, document, place and clause.
// purpose_zh: 一筆紀錄及其連結的依據：來源性質、文件、位置與引文。
// parameters: id text
// kinds: all
// columns: what, origin, source, locator, quote, note
MATCH (x:Record {id: $id})
RETURN x.name AS what, x.origin AS origin, x.source AS source, x.locator AS locator, x.quote AS quote, x.note AS note
ORDER BY what, origin, quote, source, locator, note
UNION ALL
MATCH (x:Record {id: $id})
MATCH (x)-[r]-(y)
RETURN startNode(r).name + ' ' + coalesce(r.wording, type(r)) + ' ' + endNode(r).name AS what, r.origin AS origin,
  r.source AS source, r.locator AS locator, r.quote AS quote, r.note AS note
ORDER BY what, origin, quote, source, locator, note
