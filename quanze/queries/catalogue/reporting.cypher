// purpose: The reporting chain: who passes results to whom.
// columns: key, dataset, from, from_name, from_name_en, from_kind, from_sort, to, to_name, to_name_en, to_kind, wording, origin, source, locator, quote, valid_from, valid_to, note
MATCH (a:Agency|Subgroup|Member)-[r:REPORTS_TO]->(b:Subgroup|Member|Council)
WHERE r.key IS NOT NULL
RETURN r.key AS key, r.dataset AS dataset, a.id AS `from`, a.name AS from_name, a.name_en AS from_name_en,
  labels(a)[0] AS from_kind, a.kind AS from_sort, b.id AS `to`,
  b.name AS to_name, b.name_en AS to_name_en, labels(b)[0] AS to_kind, r.wording AS wording, r.origin AS origin,
  r.source AS source, r.locator AS locator, r.quote AS quote, r.valid_from AS valid_from, r.valid_to AS valid_to, r.note AS note
ORDER BY CASE labels(b)[0] WHEN 'Council' THEN 0 WHEN 'Member' THEN 1 ELSE 2 END, `to`, `from`, r.key
