// purpose: How many relationships of each type each data set has.
// columns: dataset, type, count
MATCH ()-[r]->()
RETURN r.dataset AS dataset, type(r) AS type, count(r) AS count
ORDER BY dataset, type
