// purpose: Local indicators whose results nobody is said to review.
// purpose_zh: 無人檢討其成果的地方指標。
// columns: id, name, name_en, kind, dataset, origin, source, locator, quote
MATCH (n:Indicator)
WHERE (n.level IS NULL OR n.level <> 'global') AND NOT EXISTS { MATCH (n)<-[:REVIEWS]-(b) }
RETURN n.id AS id, n.name AS name, n.name_en AS name_en, labels(n)[0] AS kind, n.dataset AS dataset, n.origin AS origin, n.source AS source, n.locator AS locator, n.quote AS quote
ORDER BY id
