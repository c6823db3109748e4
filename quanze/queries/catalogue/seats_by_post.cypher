// purpose: Seats with the post that takes them and their holder, by which people look for them.
// columns: id, kind, name, name_en, dataset, post, holder
MATCH (n:Member)
WHERE n.post IS NOT NULL OR n.holder IS NOT NULL
RETURN n.id AS id, labels(n)[0] AS kind, n.name AS name, n.name_en AS name_en, n.dataset AS dataset, n.post AS post,
  n.holder AS holder
ORDER BY id
