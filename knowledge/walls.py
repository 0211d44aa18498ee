"""What a reviewer of the database's wall needs to know (the policies stand in the migrations)."""

from __future__ import annotations

#: Tables without a wall, and why (the security tests read this).
REFERENCE_TABLES: dict[str, str] = {
    "knowledge_organisation": "public directory of who does what",
    "knowledge_searchdocument": "only published texts are ever written here",
    "knowledge_searchstate": "one number that tells workers to read the words again",
    "knowledge_term": "public glossary",
    "plans_plantemplate": "versions of the public template for plans",
    "plans_templatesection": "what the public template says of each part of a plan",
    "knowledge_word": "words of the published texts with their counts",
    "wagtailcore_site": "name and root of the one public site",
    "wagtailredirects_redirect": "old public addresses and their new ones",
    "wagtailcore_apitoken": "not used: no role holds any privilege on it",
    "wagtailadmin_admin": "empty; it only carries a permission",
    **dict.fromkeys(
        ("wagtaildocs_document", "wagtailimages_image", "wagtailimages_rendition"),
        "not used: the tool needs the tables, but no role holds any privilege to write them",
    ),
}
