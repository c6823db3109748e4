// purpose: Pairs of agencies that hold roles on the same thing.
// purpose_zh: 在同一事項上擔任角色的機關配對。
// parameters: dataset text = ''
// columns: agency, agency_name, agency_name_en, other, other_name, other_name_en, item, item_name, item_name_en, item_kind, role, other_role, origin, source, locator, quote, other_origin, other_source, other_locator, other_quote
MATCH (a:Agency)-[r:CONVENES|CO_ORGANIZES]->(x:Council|Subgroup|Task|Indicator)
MATCH (x)<-[s:CONVENES|CO_ORGANIZES]-(b:Agency)
WHERE a.id < b.id AND ($dataset = '' OR r.dataset = $dataset)
RETURN a.id AS agency, a.name AS agency_name, a.name_en AS agency_name_en, b.id AS other, b.name AS other_name,
  b.name_en AS other_name_en, x.id AS item, x.name AS item_name, x.name_en AS item_name_en, labels(x)[0] AS item_kind,
  type(r) AS role, type(s) AS other_role, r.origin AS origin, r.source AS source, r.locator AS locator, r.quote AS quote,
  s.origin AS other_origin, s.source AS other_source, s.locator AS other_locator, s.quote AS other_quote
ORDER BY agency, other, item, role, other_role, r.key, s.key
