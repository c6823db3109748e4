// purpose: SDG targets that some data sets align their tasks or indicators to.
// parameters: datasets list
// columns: id
MATCH (t:SDGTarget)
MATCH (t)<-[r:ALIGNS_TO]-(n)
WHERE r.dataset IN $datasets
RETURN DISTINCT t.id AS id
ORDER BY id
