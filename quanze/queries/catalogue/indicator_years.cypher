// purpose: The targets and results of indicators, year by year.
// parameters: ids list
// columns: indicator, id, year, target, result, provisional, source, valid_from, valid_to, stated_from, stated_to
UNWIND $ids AS id
MATCH (i:Indicator {id: id})-[h:HAS_TARGET]->(y:AnnualTarget)
RETURN i.id AS indicator, y.id AS id, y.year AS year, y.target AS target, y.result AS result,
  y.provisional AS provisional, y.source AS source, y.valid_from AS valid_from, y.valid_to AS valid_to,
  h.valid_from AS stated_from, h.valid_to AS stated_to
ORDER BY indicator, year, id, h.key
