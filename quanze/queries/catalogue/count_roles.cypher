// purpose: How many roles are stated on the records of a kind, by the data sets of these.
// kinds: all
// columns: dataset, count
MATCH (n:Record)<-[r:CONVENES|CO_ORGANIZES|REVIEWS]-()
RETURN n.dataset AS dataset, count(r) AS count
ORDER BY dataset
