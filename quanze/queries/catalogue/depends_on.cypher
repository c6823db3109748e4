// purpose: What rests on an agency: things it leads, who works on them with it, and whether it is the only lead.
// purpose_zh: 什麼事項倚賴一個機關：所主導者、協同者，以及是否僅此一個主導。
// parameters: id text
// columns: item, name, name_en, kind, wording, other_leads, partners, tasks, origin, source, locator, quote
MATCH (a:Agency {id: $id})
MATCH (a)-[r:CONVENES]->(x)
OPTIONAL MATCH (x)<-[:CONVENES]-(b:Agency)
WHERE b.id <> $id
WITH r, x, count(DISTINCT b) AS other_leads
OPTIONAL MATCH (x)<-[:CO_ORGANIZES]-(c:Agency)
WITH r, x, other_leads, count(DISTINCT c) AS partners
OPTIONAL MATCH (x)-[:UNDERTAKES]->(t:Task)
WITH r, x, other_leads, partners, count(DISTINCT t) AS tasks
RETURN x.id AS item, x.name AS name, x.name_en AS name_en, labels(x)[0] AS kind, r.wording AS wording, other_leads,
  partners, tasks, r.origin AS origin, r.source AS source, r.locator AS locator, r.quote AS quote
ORDER BY kind, item, r.key
