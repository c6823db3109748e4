// purpose: An indicator's yearly targets and results, with the missed ones marked.
// parameters: ids list
// columns: indicator, indicator_name, indicator_name_en, unit, direction, year, target, result, missed, origin, source, locator, quote
UNWIND $ids AS id
MATCH (i:Indicator {id: id})
MATCH (i)-[h:HAS_TARGET]->(y:AnnualTarget)
RETURN i.id AS indicator, i.name AS indicator_name, i.name_en AS indicator_name_en, i.unit AS unit, i.direction AS direction,
  y.year AS year, y.target AS target, y.result AS result,
  CASE WHEN y.target IS NULL OR y.result IS NULL OR i.direction IS NULL THEN null
    WHEN i.direction = 'up' THEN y.result < y.target
    WHEN i.direction = 'down' THEN y.result > y.target
    ELSE y.result <> y.target END AS missed,
  y.origin AS origin, y.source AS source, y.locator AS locator, y.quote AS quote
ORDER BY indicator, year, target, y.id, h.key
