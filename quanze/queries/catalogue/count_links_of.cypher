// purpose: How many relationships records of these ids have; one between two of them counts twice.
// parameters: ids list
// kinds: all
// columns: count
UNWIND $ids AS id
MATCH (x:Record {id: id})
MATCH (x)-[r]-()
RETURN count(r) AS count
ORDER BY count
