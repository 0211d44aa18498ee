"""Who reads and writes the hub in the database, in one place.

Everybody reads what is published; only the centre's role meets drafts, revisions and reviews. The
wall of the articles looks at the page row (``exists``): it separates drafts from published text,
not one authority from another, and there are thousands of articles, not millions.
"""

from __future__ import annotations

from stopext.access.tenancy import Policy

EVERYBODY = ("r_public", "r_reporter", "r_muni", "r_police", "r_log")
ALL = "select, insert, update, delete"
#: Editors; the job enters the same role; the owner loads the corpus and runs later migrations.
#: The role alone opens nothing: it takes a context of the centre, or the job's own login.
CENTRE_OR_JOB = "(select sec.centre()) is not null or session_user = 'portal_job'"
EDITORS = (Policy("r_centre", ALL, CENTRE_OR_JOB), Policy("portal_owner", ALL, "true"))

ARTICLE_TABLES = tuple(
    f"knowledge_{name}" for name in ("practicepage", "guidancepage", "researchpage", "themepage")
)
LIVE_PAGE = (
    "exists (select 1 from wagtailcore_page p where p.id = page_ptr_id and p.live"
    " and (p.expire_at is null or p.expire_at > now()))"
)
LIVE = "live and (expire_at is null or expire_at > now())"

#: The publishing tool's own tables: editors only.
TOOL_TABLES = (
    "knowledge_hubindexpage",
    "knowledge_peerreviewtask",
    "knowledge_peerreviewtask_groups",
    "taggit_tag",
    "taggit_taggeditem",
    "wagtailadmin_editingsession",
    "wagtailadmin_formstate",
    "wagtailcore_collection",
    "wagtailcore_collectionviewrestriction",
    "wagtailcore_collectionviewrestriction_groups",
    "wagtailcore_comment",
    "wagtailcore_commentreply",
    "wagtailcore_groupapprovaltask",
    "wagtailcore_groupapprovaltask_groups",
    "wagtailcore_groupcollectionpermission",
    "wagtailcore_grouppagepermission",
    "wagtailcore_groupsitepermission",
    "wagtailcore_locale",
    "wagtailcore_modellogentry",
    "wagtailcore_pagelogentry",
    "wagtailcore_pagesubscription",
    "wagtailcore_pageviewrestriction",
    "wagtailcore_pageviewrestriction_groups",
    "wagtailcore_referenceindex",
    "wagtailcore_revision",
    "wagtailcore_task",
    "wagtailcore_taskstate",
    "wagtailcore_uploadedfile",
    "wagtailcore_workflow",
    "wagtailcore_workflowcontenttype",
    "wagtailcore_workflowpage",
    "wagtailcore_workflowstate",
    "wagtailcore_workflowtask",
    "wagtailsearch_indexentry",
    "wagtailusers_userprofile",
)
#: Public by nature: everybody reads, editors write.
OPEN_TABLES = (
    "knowledge_organisation",
    "knowledge_searchdocument",
    "knowledge_searchstate",
    "knowledge_term",
    "knowledge_word",
    "wagtailcore_site",
    "wagtailredirects_redirect",
)

#: Files are not part of the hub; the tool counts them, so the editors' role may look.
EMPTY_TABLES = ("wagtaildocs_document", "wagtailimages_image", "wagtailimages_rendition")

#: Plans: the municipality's own rows, and everybody's when the plan is public.
PLAN_TABLES = tuple(
    f"knowledge_{name}"
    for name in (
        "plan",
        "plansection",
        "goal",
        "action",
        "indicator",
        "measurement",
        "actioncard",
    )
)
PLANS = (
    Policy("r_muni", "select", "municipality_id = (select sec.muni()) or is_public"),
    *(Policy(role, "select", "is_public") for role in (*EVERYBODY, "r_centre") if role != "r_muni"),
    # Loads plans that were written elsewhere; the tool that edits them acts as the municipality.
    Policy("portal_owner", ALL, "true"),
)

#: Tables without a wall, and why (the security tests read this).
REFERENCE_TABLES: dict[str, str] = {
    "knowledge_organisation": "public directory of who does what",
    "knowledge_searchdocument": "only published texts are ever written here",
    "knowledge_searchstate": "one number that tells workers to read the words again",
    "knowledge_term": "public glossary",
    "knowledge_word": "words of the published texts with their counts",
    "wagtailcore_site": "name and root of the one public site",
    "wagtailredirects_redirect": "old public addresses and their new ones",
    "wagtailcore_apitoken": "not used: no role holds any privilege on it",
    "wagtailadmin_admin": "empty; it only carries a permission",
    **dict.fromkeys(
        EMPTY_TABLES,
        "not used: the tool needs the tables, but no role holds any privilege to write them",
    ),
}
