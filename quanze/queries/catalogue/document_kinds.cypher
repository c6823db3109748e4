// purpose: Documents with their kind (plan, law or framework), their data set, and when they were published.
// columns: id, kind, dataset, published
MATCH (n:Document)
RETURN n.id AS id, n.kind AS kind, n.dataset AS dataset, n.published AS published
ORDER BY id
