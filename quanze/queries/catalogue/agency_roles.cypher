// purpose: What an agency does: every role it holds, and the tasks of the bodies it serves.
// purpose_zh: 一個機關做什麼：所有角色，以及所屬小組的任務。
// parameters: id text
// columns: role, wording, on, on_name, on_name_en, on_kind, task, task_name, task_name_en, origin, source, locator, quote, valid_from, valid_to, under
MATCH (a:Agency {id: $id})
MATCH (a)-[r:CONVENES|CO_ORGANIZES|REVIEWS]->(x)
OPTIONAL MATCH (x)-[:UNDERTAKES]->(t:Task)
RETURN type(r) AS role, r.wording AS wording, x.id AS `on`, x.name AS on_name, x.name_en AS on_name_en, labels(x)[0] AS on_kind,
  t.id AS task, t.name AS task_name, t.name_en AS task_name_en, r.origin AS origin, r.source AS source, r.locator AS locator,
  r.quote AS quote, r.valid_from AS valid_from, r.valid_to AS valid_to, r.under AS under
ORDER BY role, on_kind, `on`, under, task, r.key
