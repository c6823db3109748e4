// purpose: Every document, for naming the source of a citation.
// purpose_zh: 所有文件，供標示出處。
// columns: id, name, name_en, kind, edition, url
MATCH (n:Document)
RETURN n.id AS id, n.name AS name, n.name_en AS name_en, n.kind AS kind, n.edition AS edition, n.url AS url
ORDER BY id
