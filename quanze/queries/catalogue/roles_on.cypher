// purpose: Who holds which role on a council, subgroup, task, indicator or document.
// purpose_zh: 推動會、小組、任務、指標或文件上，誰擔任何角色。
// parameters: id text
// kinds: Council, Subgroup, Task, Indicator, Document
// columns: holder, holder_name, holder_name_en, holder_kind, role, wording, under, origin, source, locator, quote, valid_from, valid_to
MATCH (x:Record {id: $id})
MATCH (x)<-[r:CONVENES|CO_ORGANIZES|REVIEWS]-(h)
RETURN h.id AS holder, h.name AS holder_name, h.name_en AS holder_name_en, labels(h)[0] AS holder_kind, type(r) AS role,
  r.wording AS wording, r.under AS under, r.origin AS origin, r.source AS source, r.locator AS locator, r.quote AS quote,
  r.valid_from AS valid_from, r.valid_to AS valid_to
ORDER BY role, holder, under, r.key
