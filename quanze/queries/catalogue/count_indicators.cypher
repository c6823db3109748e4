// purpose: How many indicators of a level each data set has.
// parameters: level text
// columns: dataset, count
MATCH (n:Indicator)
WHERE n.level = $level
RETURN n.dataset AS dataset, count(n) AS count
ORDER BY dataset
