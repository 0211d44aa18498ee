"""The root of the hub, the editors' group and the review workflow."""

from typing import Any, ClassVar

from django.db import migrations

EDITORS = "Redaktører"
REVIEW = "Fagligt review"
#: No "publish": a page is published by an approved review (four eyes).
PAGE_RIGHTS = ("add_page", "change_page", "lock_page", "unlock_page")
SNIPPET_RIGHTS = ("term", "organisation")


def set_up(apps: Any, schema_editor: Any) -> None:
    """Turn the tool's welcome page into the hub's root and give editors what they need."""
    group = _group(apps)
    hub = _hub(apps)
    _page_rights(apps, group, hub)
    _workflow(apps, group, hub)


def _content_type(apps: Any, app: str, model: str) -> Any:
    types = apps.get_model("contenttypes", "ContentType")
    return types.objects.get_or_create(app_label=app, model=model)[0]


def _permission(apps: Any, app: str, model: str, codename: str) -> Any:
    permissions = apps.get_model("auth", "Permission")
    # The command that runs migrations makes permissions only when all of them are done.
    return permissions.objects.get_or_create(
        content_type=_content_type(apps, app, model),
        codename=codename,
        defaults={"name": codename.replace("_", " ").capitalize()},
    )[0]


def _group(apps: Any) -> Any:
    groups = apps.get_model("auth", "Group")
    groups.objects.filter(name__in=("Editors", "Moderators")).delete()
    group = groups.objects.create(name=EDITORS)
    rights = [_permission(apps, "wagtailadmin", "admin", "access_admin")]
    for model in SNIPPET_RIGHTS:
        rights += [
            _permission(apps, "knowledge", model, f"{verb}_{model}")
            for verb in ("add", "change", "delete")
        ]
    rights += [
        _permission(apps, "wagtailredirects", "redirect", f"{verb}_redirect")
        for verb in ("add", "change", "delete")
    ]
    group.permissions.set(rights)
    return group


def _hub(apps: Any) -> Any:
    page = apps.get_model("wagtailcore", "Page").objects.get(slug="home", depth=2)
    page.title = page.draft_title = "Viden"
    page.slug, page.url_path = "viden", "/viden/"
    page.content_type = _content_type(apps, "knowledge", "hubindexpage")
    page.save()
    hub = apps.get_model("knowledge", "HubIndexPage")(page_ptr=page)
    hub.__dict__.update({k: v for k, v in page.__dict__.items() if k not in {"_state"}})
    hub.save()
    sites = apps.get_model("wagtailcore", "Site")
    sites.objects.update(site_name="StopEkstremisme", root_page_id=page.pk)
    return page


def _page_rights(apps: Any, group: Any, hub: Any) -> None:
    grants = apps.get_model("wagtailcore", "GroupPagePermission")
    for codename in PAGE_RIGHTS:
        permission = _permission(apps, "wagtailcore", "page", codename)
        grants.objects.create(group=group, page=hub, permission=permission)


def _workflow(apps: Any, group: Any, hub: Any) -> None:
    apps.get_model("wagtailcore", "WorkflowPage").objects.all().delete()
    apps.get_model("wagtailcore", "WorkflowTask").objects.all().delete()
    apps.get_model("wagtailcore", "Workflow").objects.all().delete()
    apps.get_model("wagtailcore", "Task").objects.all().delete()
    task = apps.get_model("knowledge", "PeerReviewTask").objects.create(
        name=REVIEW,
        active=True,
        content_type=_content_type(apps, "knowledge", "peerreviewtask"),
    )
    task.groups.add(group)
    workflow = apps.get_model("wagtailcore", "Workflow").objects.create(name=REVIEW, active=True)
    apps.get_model("wagtailcore", "WorkflowTask").objects.create(
        workflow=workflow, task_id=task.pk, sort_order=0
    )
    apps.get_model("wagtailcore", "WorkflowPage").objects.create(workflow=workflow, page=hub)


def take_down(apps: Any, schema_editor: Any) -> None:
    """Leave a bare page at the root, as the tool would have it."""
    for app, model, made in (
        ("wagtailcore", "Workflow", {"name": REVIEW}),
        ("wagtailcore", "Task", {"name": REVIEW}),
        ("auth", "Group", {"name": EDITORS}),
    ):
        apps.get_model(app, model).objects.filter(**made).delete()
    page_type = _content_type(apps, "wagtailcore", "page")
    page = apps.get_model("wagtailcore", "Page").objects.get(slug="viden", depth=2)
    page.slug, page.url_path, page.content_type = "home", "/home/", page_type
    page.save()


class Migration(migrations.Migration):
    dependencies: ClassVar = [("knowledge", "0002_walls")]
    operations: ClassVar = [migrations.RunPython(set_up, take_down)]
