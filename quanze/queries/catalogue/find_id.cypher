// purpose: The record of that id.
// purpose_zh: 該識別碼的紀錄。
// parameters: id text
// kinds: all
// columns: id, kind, name, name_en, dataset
MATCH (n:Record {id: $id})
RETURN n.id AS id, labels(n)[0] AS kind, n.name AS name, n.name_en AS name_en, n.dataset AS dataset
ORDER BY id
