// purpose: Documents with their kind and data set, which tell a plan from a law or framework.
// columns: id, kind, dataset
MATCH (n:Document)
RETURN n.id AS id, n.kind AS kind, n.dataset AS dataset
ORDER BY id
