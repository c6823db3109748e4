// purpose: Those of these SDG targets that some data sets align their tasks or indicators to.
// parameters: ids list, datasets list
// columns: id
UNWIND $ids AS id
MATCH (t:SDGTarget {id: id})
MATCH (t)<-[r:ALIGNS_TO]-(n)
WHERE r.dataset IN $datasets
RETURN DISTINCT t.id AS id
ORDER BY id
