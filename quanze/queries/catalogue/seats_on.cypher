// purpose: The seats on these bodies, with the days on which they begin to be there.
// parameters: ids list
// kinds: Council, Subgroup
// columns: body, id, kind, valid_from, valid_to, since
UNWIND $ids AS id
MATCH (b:Record {id: id})
MATCH (b)<-[s:SITS_ON]-(n:Member)
RETURN b.id AS body, n.id AS id, labels(n)[0] AS kind, n.valid_from AS valid_from, n.valid_to AS valid_to,
  s.valid_from AS since
ORDER BY body, id, s.key
