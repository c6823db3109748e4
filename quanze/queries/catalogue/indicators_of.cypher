// purpose: Indicators of these ids with what they are measured by.
// parameters: ids list
// columns: id, kind, name, name_en, dataset, origin, source, locator, quote, valid_from, valid_to, level, sort, unit, direction, baseline_year, baseline_value, tolerance, frequency, position
UNWIND $ids AS id
MATCH (n:Indicator {id: id})
RETURN n.id AS id, labels(n)[0] AS kind, n.name AS name, n.name_en AS name_en, n.dataset AS dataset, n.origin AS origin,
  n.source AS source, n.locator AS locator, n.quote AS quote, n.valid_from AS valid_from, n.valid_to AS valid_to,
  n.level AS level, n.kind AS sort, n.unit AS unit, n.direction AS direction, n.baseline_year AS baseline_year,
  n.baseline_value AS baseline_value, n.tolerance AS tolerance, n.frequency AS frequency, n.position AS position
ORDER BY id
