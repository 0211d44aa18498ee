"""Who reads and writes the hub in the database.

Everybody reads what is published; only the centre's role meets drafts, revisions and reviews. The
wall of the articles looks at the page row (``exists``): it separates drafts from published text,
not one authority from another, and there are thousands of articles, not millions.
"""

from typing import ClassVar

from django.db import migrations

from stopext.access.tenancy import JOB, Policy, behind_wall, open_to

EVERYBODY = ("r_public", "r_reporter", "r_muni", "r_police", "r_log")
ALL = "select, insert, update, delete"
#: Editors; the job enters the same role; the owner loads the corpus and runs later migrations.
#: The role alone opens nothing: it takes a context of the centre, or that of the job.
CENTRE_OR_JOB = f"(select sec.centre()) is not null or {JOB.format(name='publish_scheduled')}"
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

#: Acting as an editor, a person may add herself to the group that the tool asks for.
HERSELF = "user_id = (select sec.user_id()) and (select sec.role_name()) = 'editor'"


def published(condition: str) -> list[Policy]:
    """Policies by which everybody reads rows that meet ``condition``."""
    return [Policy(role, "select", condition) for role in EVERYBODY]


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("knowledge", "0001_initial_hub"),
        ("accounts", "0002_walls"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailusers", "0015_userprofile_keyboard_shortcuts"),
        ("wagtailsearch", "0010_add_text_fields"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
    ]
    operations: ClassVar = [
        behind_wall("wagtailcore_page", *EDITORS, *published(LIVE)),
        *(behind_wall(table, *EDITORS, *published(LIVE_PAGE)) for table in ARTICLE_TABLES),
        *(behind_wall(table, *EDITORS) for table in TOOL_TABLES),
        behind_wall(
            "knowledge_missingsearch",
            Policy("r_public", "insert", "true"),
            *EDITORS,
        ),
        *(open_to(table, "select", EVERYBODY) for table in OPEN_TABLES),
        *(open_to(table, ALL, ("r_centre",)) for table in OPEN_TABLES),
        *(open_to(table, "select", ("r_centre",)) for table in EMPTY_TABLES),
        open_to("auth_group, auth_permission, auth_group_permissions", "select", ("r_centre",)),
        migrations.RunSQL(
            "create policy editors_read on accounts_user_groups for select to r_centre"
            " using ((select sec.centre()) is not null);"
            "create policy editors_join on accounts_user_groups for insert to r_centre"
            f" with check ({HERSELF});"
            "create policy editors_read on accounts_user_user_permissions for select to r_centre"
            " using ((select sec.centre()) is not null);"
            "grant select, insert on accounts_user_groups to r_centre;"
            "grant select on accounts_user_user_permissions to r_centre;",
            "drop policy editors_read on accounts_user_groups;"
            "drop policy editors_join on accounts_user_groups;"
            "drop policy editors_read on accounts_user_user_permissions;"
            "revoke select, insert on accounts_user_groups from r_centre;"
            "revoke select on accounts_user_user_permissions from r_centre;",
        ),
    ]
