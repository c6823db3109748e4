// purpose: The targets and results of indicators, year by year: id, year, target, result, provisional, valid from and to.
// parameters: ids list
// columns: indicator, years
UNWIND $ids AS id
MATCH (i:Indicator {id: id})
MATCH (i)-[:HAS_TARGET]->(y:AnnualTarget)
WITH i, y ORDER BY i.id, y.year, y.id
RETURN i.id AS indicator,
  collect([y.id, y.year, y.target, y.result, y.provisional, y.valid_from, y.valid_to]) AS years
ORDER BY indicator
