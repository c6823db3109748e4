// purpose: How many records of each kind each data set has.
// kinds: all
// columns: dataset, kind, count
MATCH (n:Record)
RETURN n.dataset AS dataset, labels(n)[0] AS kind, count(n) AS count
ORDER BY dataset, kind
