// Reads a line of JSON at a time from standard input, [{name, text}], and answers with a line,
// [{name, version, severity, message, line}], an entry for every finding.
// Each text is linted as Cypher 5 and as Cypher 25. Built-in functions are those the package knows; labels are not checked
// here, since the catalogue checks them against the schema when it is read.
import { createInterface } from "node:readline";
import { lintCypherQuery, testData } from "@neo4j-cypher/language-support";

const { functions, procedures } = testData.mockSchema;
const SEVERITIES = { 1: "error", 2: "warning", 3: "information", 4: "hint" };

for await (const line of createInterface({ input: process.stdin })) {
  const found = [];
  for (const { name, text } of JSON.parse(line)) {
    const parameters = Object.fromEntries([...text.matchAll(/\$(\w+)/g)].map((match) => [match[1], ""]));
    for (const version of ["5", "25"]) {
      const { diagnostics } = lintCypherQuery(`CYPHER ${version}\n${text}`, { functions, procedures, parameters });
      for (const d of diagnostics) {
        found.push({ name, version, severity: SEVERITIES[d.severity], message: d.message, line: d.range.start.line });
      }
    }
  }
  process.stdout.write(`${JSON.stringify(found)}\n`);
}
