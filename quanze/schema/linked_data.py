"""What our kinds, relationships and properties are called in vocabularies of the web.

Whatever has no entry here is a term of our own vocabulary, made of its name; a new kind or relationship needs nothing.
"""

from __future__ import annotations

VOCABULARY = "urn:quanze:vocabulary:"
"""What the terms of our own vocabulary begin with."""
RECORDS = "urn:quanze:record:"
"""What the names of records begin with, where nobody gives a web address of their own."""

PREFIXES = {
    "q": VOCABULARY,
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The vocabularies, by prefix."""

CLASSES = {
    "Agency": ("org:Organization",),
    "Council": ("org:OrganizationalCollaboration",),
    "Subgroup": ("org:OrganizationalCollaboration",),
    "Member": ("org:Post",),
    "Indicator": ("skos:Concept",),
    "SDGGoal": ("skos:Concept",),
    "SDGTarget": ("skos:Concept",),
    "Document": ("foaf:Document",),
}
"""Classes that a record of a kind belongs to, beside our own."""
CLASSES_OF_CHOICES = {
    ("Agency", "government"): "org:FormalOrganization",
    ("Agency", "ministry"): "org:FormalOrganization",
    ("Agency", "international"): "org:FormalOrganization",
    ("Agency", "bureau"): "org:OrganizationalUnit",
    ("Agency", "office"): "org:OrganizationalUnit",
    ("Document", "law"): "eli:LegalResource",
}
"""A class that a record with that ``kind`` belongs to as well."""

PROPERTIES = {
    "aliases": "skos:altLabel",
    "code": "skos:notation",
    "id": "dcterms:identifier",
    "name": "skos:prefLabel",
    "name_en": "skos:prefLabel",
    "note": "skos:note",
    "published": "dcterms:issued",
    "source": "prov:wasDerivedFrom",
    "url": "foaf:page",
}
"""Predicates of properties, in place of our own."""
LANGUAGES = {"name": "zh-Hant", "name_en": "en"}
"""The language of names; an alias is in English where it is written in ASCII."""
LINKS = {
    ("PART_OF", "Agency", "Agency"): "org:subOrganizationOf",
    ("PART_OF", "Subgroup", "Council"): "org:subOrganizationOf",
    ("PART_OF", "Council", "Agency"): "org:subOrganizationOf",
    ("PART_OF", "Task", "Task"): "dcterms:isPartOf",
    ("PART_OF", "SDGTarget", "SDGGoal"): "skos:broader",
    ("SITS_ON", "Member", "Council"): "org:postIn",
    ("SITS_ON", "Member", "Subgroup"): "org:postIn",
    ("REPORTS_TO", "Agency", "Subgroup"): "org:reportsTo",
    ("REPORTS_TO", "Subgroup", "Member"): "org:reportsTo",
    ("REPORTS_TO", "Member", "Council"): "org:reportsTo",
    ("SUCCEEDS", "Document", "Document"): "dcterms:replaces",
    ("MANDATED_BY", "Document", "Document"): "eli:based_on",
}
"""Predicates that a relationship between two kinds has beside our own."""
BODIES = ("Council", "Subgroup")
"""Kinds on which a role of an agency is a membership of ORG."""
CHANGES = ("SUCCEEDS", "ENDED_BY")
"""Relationships that state a change of organizations."""
HOLDER = "holder"
"""The property that names a person, whom FOAF describes."""


def term(name: str) -> str:
    """The name of our own for a property or a relationship: ``valid_from`` and ``CO_ORGANIZES`` in camel case."""
    first, *rest = name.lower().split("_")
    return "q:" + first + "".join(part.capitalize() for part in rest)
