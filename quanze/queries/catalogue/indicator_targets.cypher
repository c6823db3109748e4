// purpose: The yearly targets and results of indicators, with the place where each is stated.
// parameters: ids list
// columns: indicator, indicator_name, indicator_name_en, unit, direction, year, target, result, origin, source, locator, quote
UNWIND $ids AS id
MATCH (i:Indicator {id: id})
MATCH (i)-[h:HAS_TARGET]->(y:AnnualTarget)
RETURN i.id AS indicator, i.name AS indicator_name, i.name_en AS indicator_name_en, i.unit AS unit, i.direction AS direction,
  y.year AS year, y.target AS target, y.result AS result,
  y.origin AS origin, y.source AS source, y.locator AS locator, y.quote AS quote
ORDER BY indicator, year, target, y.id, h.key
