"""The commands: the module that defines each, and one sentence. Read by the help, so it imports no command."""

from __future__ import annotations

from quanze.locale import template

COMMANDS = {
    "demo": (
        "data",
        template(
            "Demonstrate Quanze on the bundled plan of Chiayi City: which agencies are responsible for an indicator."
        ),
    ),
    "load": (
        "data",
        template(
            "Load data sets (CSV folder, .xlsx, .ods, .yaml, UN tier sheet, or a bundled one by name, such "
            "as sdg); all or nothing."
        ),
    ),
    "check": (
        "data",
        template("Check files without writing anything; lists every finding with advice."),
    ),
    "template": (
        "data",
        template("Write an empty workbook with drop-down lists, help and an example row per sheet."),
    ),
    "dump": (
        "data",
        template("Write loaded data sets as tables that can be loaded again: a folder, .xlsx or .yaml."),
    ),
    "diff": (
        "diff",
        template(
            "Compare two editions (files, folders, databases or loaded data sets): what moved, what was dropped, what "
            "is new; also usable as a check."
        ),
    ),
    "merge": (
        "merge",
        template(
            "Merge a later edition with what a reviewer changed since the first one; what both changed is listed to be "
            "decided."
        ),
    ),
    "reorganize": (
        "reorganize",
        template(
            "Try planned changes of bodies on a copy of the graph: who gains and loses what, what nobody takes, "
            "whom to inform."
        ),
    ),
    "log": (
        "history",
        template("List the loads of a database: when, which file, what changed, by whom."),
    ),
    "undo": (
        "history",
        template("Take the last load back, as one transaction; again for the one before."),
    ),
    "who": (
        "who",
        template(
            "Which agencies are responsible for an indicator, task, body, document or SDG target, with "
            "role, path and citations."
        ),
    ),
    "agency": (
        "agency",
        template(
            "What an agency does: what it leads, supports and reviews, its seats, and what depends on it. Two agencies "
            "are put side by side."
        ),
    ),
    "show": (
        "record",
        template("Show everything about one record: properties, links and citations."),
    ),
    "history": (
        "record",
        template("What happened to one record, in order of time: names, changes, roles, targets and results."),
    ),
    "search": (
        "records",
        template("Find records by name, alias, code, part of a name or abbreviation."),
    ),
    "list": (
        "records",
        template("List all records of a kind, for example: quanze list agencies."),
    ),
    "view": (
        "view",
        template("Draw a picture: network, dependencies, reporting, or about NAME; an offline page, SVG or PNG."),
    ),
    "deps": (
        "deps",
        template(
            "Dependencies between agencies: who must coordinate, bottlenecks, sole bridges, groups in "
            "practice, single points of failure, self-review; each with its evidence."
        ),
    ),
    "gaps": (
        "gaps",
        template(
            "What the plan leaves open: no lead, no indicator, no reviewer, no result, vacant seats, missed "
            "targets; also usable as a check."
        ),
    ),
    "progress": (
        "progress",
        template(
            "Whether indicators are where the plan wants them: target, result, verdict and its reason, trend, who "
            "leads and helps; by agency and subgroup."
        ),
    ),
    "brief": (
        "papers",
        template(
            "One or two pages on an agency, body, seat or indicator: duties, progress, what is due and missing, each "
            "with its clause (.docx .odt .html .md)."
        ),
    ),
    "report": (
        "papers",
        template(
            "The draft of an annual report or a Voluntary Local Review: mechanism, duties and results, SDGs, gaps, "
            "indicators; every number with its source (.docx .odt .html .md .xlsx)."
        ),
    ),
    "coverage": (
        "overview",
        template("SDG coverage: how many tasks and indicators align with each goal or target, each counted once."),
    ),
    "workload": (
        "overview",
        template(
            "How much each agency answers for: things it leads, helps with and reviews, seats, tasks, indicators."
        ),
    ),
    "app": (
        "desk",
        template(
            "Open your desk in the browser, on this machine only: drop a sheet or document, see what is "
            "wrong and where, load it, ask questions."
        ),
    ),
    "serve": (
        "serve",
        template("Serve every answer as web pages: read-only, on this machine unless --host says otherwise."),
    ),
    "read": (
        "read",
        template(
            "Read a plan's documents (.docx .odt .pdf .html .txt .md .xlsx .ods) into a draft workbook for review."
        ),
    ),
    "matrix": (
        "matrix",
        template(
            "Responsibility matrix: items by agencies, role letters, a citation for each cell (.xlsx .html "
            ".md .csv .json, or printed)."
        ),
    ),
    "import": (
        "imports",
        template(
            "Make a draft from another system's file: Popolo, OParl, W3C ORG, publicbodies, a graph file; what has no "
            "place is listed."
        ),
    ),
    "export": (
        "export",
        template(
            "Write the graph for other programs: Gephi, networkx, Cytoscape, Graphviz, Mermaid, pandas, linked data."
        ),
    ),
    "query": (
        "catalogue",
        template("List the catalogue of queries, or run one: quanze query links_of id=ID."),
    ),
    "cypher": (
        "catalogue",
        template("Run read-only Cypher; writes are refused. TEXT may be - to read standard input."),
    ),
    "db": (
        "server",
        template("Manage the database: create constraints and indexes, show their state, wipe."),
    ),
    "copy": (
        "server",
        template("Copy every data set from one database to another (file or neo4j:// address); equal afterwards."),
    ),
    "mcp": (
        "assistants",
        template("Answer assistants over the Model Context Protocol, read-only, on standard input and output."),
    ),
}
"""Command name → (module of ``quanze.cli``, its sentence), in the order of the help."""
