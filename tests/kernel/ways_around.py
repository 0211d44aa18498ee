"""Ways to read or write a tenant table without having said for whom."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from asgiref.sync import async_to_sync
from django import forms
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Count,
    Exists,
    F,
    FilteredRelation,
    Manager,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    prefetch_related_objects,
    sql,
)
from django.utils import timezone

from casework.models import Case, Concern
from stopext.access.actor import Actor
from stopext.accounts.models import Authority, Membership, User

#: Of no row: what is tried must be refused before anybody looks.
KEY = UUID(int=7)
_query: Any = sql
Way = Callable[[Actor], Any]


def _mine(by: Actor) -> Any:
    return Case.objects.for_actor(by)


def _made_up() -> Case:
    return Case(pk=KEY, municipality_id=851)


def _plain(model: Any) -> Any:
    manager: Any = Manager()
    manager.model = model
    return manager


def _colleagues(by: Actor) -> Any:
    return User.objects.get(pk=by.user_id)


async def _each(rows: Any) -> list[Any]:
    return [row async for row in rows]


def _wait(method: Any, *args: Any, **kwargs: Any) -> Any:
    async def called() -> Any:
        return await method(*args, **kwargs)

    return async_to_sync(called)()


def _again(query: Any) -> Any:
    rows = Case.objects.all()
    rows.query = pickle.loads(pickle.dumps(query))  # noqa: S301 (our own bytes)
    return rows


READING: dict[str, Way] = {
    "list": lambda _by: list(Case.objects.all()),
    "a slice": lambda _by: list(Case.objects.all()[:1]),
    "an index": lambda _by: Case.objects.order_by("pk")[0],
    "bool": lambda _by: bool(Case.objects.all()),
    "len": lambda _by: len(Case.objects.all()),
    "in": lambda _by: _made_up() in Case.objects.all(),
    "repr": lambda _by: repr(Case.objects.all()),
    "iterator": lambda _by: list(Case.objects.iterator()),
    "count": lambda _by: Case.objects.count(),
    "count of distinct": lambda _by: Case.objects.values("state").distinct().count(),
    "exists": lambda _by: Case.objects.exists(),
    "contains": lambda by: Case.objects.contains(_mine(by).model(pk=KEY)),
    "get": lambda _by: Case.objects.get(pk=KEY),
    "first": lambda _by: Case.objects.first(),
    "last": lambda _by: Case.objects.last(),
    "earliest": lambda _by: Case.objects.earliest("received_at"),
    "latest": lambda _by: Case.objects.latest("received_at"),
    "in_bulk": lambda _by: Case.objects.in_bulk([KEY]),
    "in_bulk of all": lambda _by: Case.objects.in_bulk(),
    "values": lambda _by: list(Case.objects.values("number")),
    "values_list": lambda _by: list(Case.objects.values_list("number", flat=True)),
    "dates": lambda _by: list(Case.objects.dates("delete_earliest", "year")),
    "datetimes": lambda _by: list(Case.objects.datetimes("received_at", "year")),
    "only": lambda _by: list(Case.objects.only("number")),
    "defer": lambda _by: list(Case.objects.defer("number")),
    "aggregate": lambda _by: Case.objects.aggregate(Count("pk")),
    "aggregate over groups": lambda _by: Case.objects.values("state").aggregate(Count("pk")),
    "select_for_update": lambda _by: list(Case.objects.select_for_update()),
    "select_related": lambda _by: list(Case.objects.select_related("subject")),
    "explain": lambda _by: Case.objects.explain(),
    "raw": lambda _by: list(Case.objects.raw("select * from casework_case")),
    "raw of the base manager": lambda _by: list(Case._base_manager.raw("select 1 as id")),
    "using": lambda _by: list(Case.objects.using("default")),
    "base manager": lambda _by: list(Case._base_manager.all()),
    "default manager": lambda _by: list(Case._default_manager.all()),
    "a plain manager": lambda _by: list(_plain(Case).all()),
    "a plain queryset": lambda _by: list(QuerySet(Case)),
    "a plain query": lambda _by: sql.Query(Case).get_compiler("default").execute_sql(),
    "nothing": lambda _by: list(Case.objects.none()),
    "sql as text": lambda _by: str(Case.objects.all().query),
    "a pickled query": lambda _by: list(_again(Case.objects.all().query)),
    "async for": lambda _by: async_to_sync(_each)(Case.objects.all()),
    "acount": lambda _by: _wait(Case.objects.acount),
    "aget": lambda _by: _wait(Case.objects.aget, pk=KEY),
    "aexists": lambda _by: _wait(Case.objects.aexists),
    "a choice field": lambda _by: forms.ModelChoiceField(Case.objects.all()).clean(str(KEY)),
    "a multiple choice field": lambda _by: forms.ModelMultipleChoiceField(Case.objects.all()).clean(
        [str(KEY)]
    ),
    "validation of a unique field": lambda _by: Membership(
        user_id=KEY, authority_id=851, role="leader"
    ).validate_constraints(),
}

TOGETHER: dict[str, Way] = {
    "opened | unopened": lambda by: list(_mine(by) | Case.objects.filter(pk=KEY)),
    "unopened | opened": lambda by: list(Case.objects.filter(pk=KEY) | _mine(by)),
    "opened ^ unopened": lambda by: list(_mine(by) ^ Case.objects.filter(pk=KEY)),
    "opened | a slice": lambda by: list(_mine(by) | Case.objects.order_by("pk")[:1]),
    "opened | unopened, copied": lambda by: (_mine(by) | Case.objects.filter(pk=KEY)).count(),
    "related | unopened": lambda by: list(
        _colleagues(by).memberships.all() | Membership.objects.all()
    ),
    "union": lambda by: list(_mine(by).union(Case.objects.all())),
    "union the other way": lambda by: list(Case.objects.union(_mine(by))),
    "union with an open table": lambda _by: list(
        Authority.objects.values_list("name").union(Case.objects.values_list("number"))
    ),
    "union, counted": lambda by: _mine(by).union(Case.objects.all()).count(),
    "union, asked": lambda by: _mine(by).union(Case.objects.all()).exists(),
    "intersection": lambda by: list(Case.objects.intersection(_mine(by))),
    "difference": lambda by: list(Case.objects.difference(_mine(by))),
    "nothing | unopened": lambda _by: list(Case.objects.none() | Case.objects.filter(pk=KEY)),
    "pk__in": lambda by: list(_mine(by).filter(pk__in=Case.objects.all())),
    "pk__in of a query": lambda by: list(_mine(by).filter(pk__in=Case.objects.values("pk").query)),
    "pk__in from an open table": lambda _by: list(
        User.objects.filter(pk__in=Membership.objects.values("user"))
    ),
    "exclude pk__in": lambda by: list(_mine(by).exclude(pk__in=Case.objects.values("pk"))),
    "Q": lambda by: list(_mine(by).filter(Q(pk=KEY) | Q(pk__in=Case.objects.values("pk")))),
    "exact": lambda by: list(_mine(by).filter(pk=Case.objects.values("pk")[:1])),
    "Exists": lambda by: list(
        _mine(by).filter(Exists(Concern.objects.filter(case=OuterRef("pk"))))
    ),
    "Exists from an open table": lambda _by: list(
        User.objects.filter(Exists(Membership.objects.filter(user=OuterRef("pk"))))
    ),
    "Subquery": lambda by: list(
        _mine(by).annotate(other=Subquery(Case.objects.values("number")[:1]))
    ),
    "ArraySubquery": lambda by: list(
        _mine(by).annotate(others=ArraySubquery(Case.objects.values("number")))
    ),
    "order by a subquery": lambda by: list(
        _mine(by).order_by(Subquery(Case.objects.values("number")[:1]))
    ),
    "a subquery of a subquery": lambda by: list(
        _mine(by).filter(pk__in=_mine(by).filter(pk__in=Case.objects.values("pk")).values("pk"))
    ),
    "join, filtered": lambda _by: list(User.objects.filter(memberships__role="leader")),
    "join, excluded": lambda _by: list(User.objects.exclude(memberships__role="leader")),
    "join, null": lambda _by: list(User.objects.filter(memberships__isnull=True)),
    "join, values": lambda _by: list(User.objects.values("memberships__name")),
    "join, ordered": lambda _by: list(User.objects.order_by("memberships__name")),
    "join, annotated": lambda _by: list(User.objects.annotate(n=Count("memberships"))),
    "join, F": lambda _by: list(User.objects.annotate(role=F("memberships__role"))),
    "join, aggregated": lambda _by: User.objects.aggregate(n=Count("memberships")),
    "join, FilteredRelation": lambda _by: list(
        User.objects.annotate(m=FilteredRelation("memberships")).filter(m__role="leader")
    ),
    "join, extra": lambda _by: list(Authority.objects.extra(tables=["casework_case"])),
    "join, updated": lambda _by: User.objects.filter(memberships__role="x").update(name="x"),
    "join, deleted": lambda _by: User.objects.filter(memberships__role="x")._raw_delete("default"),
}

RELATED: dict[str, Way] = {
    "rows of a row of an open table": lambda by: list(_colleagues(by).memberships.all()),
    "count of them": lambda by: _colleagues(by).memberships.count(),
    "prefetch from an open table": lambda by: list(
        User.objects.filter(pk=by.user_id).prefetch_related("memberships")
    ),
    "Prefetch from an open table": lambda by: list(
        User.objects.filter(pk=by.user_id).prefetch_related(
            Prefetch("memberships", Membership.objects.all())
        )
    ),
    "rows of a made-up row": lambda _by: list(_made_up().concerns.all()),
    "prefetch for a made-up row": lambda _by: prefetch_related_objects([_made_up()], "concerns"),
    "Prefetch for a made-up row": lambda _by: prefetch_related_objects(
        [_made_up()], Prefetch("concerns", Concern.objects.all())
    ),
    "parent of a made-up row": lambda _by: Concern(case_id=KEY).case,
    "prefetch of its parent": lambda _by: prefetch_related_objects([Concern(case_id=KEY)], "case"),
    "a made-up row, refreshed": lambda _by: _made_up().refresh_from_db(),
}

WRITING: dict[str, Way] = {
    "update": lambda _by: Case.objects.update(number="x"),
    "update of some": lambda _by: Case.objects.filter(pk=KEY).update(number="x"),
    "update through a join": lambda _by: Case.objects.filter(subject__birth_year=1).update(
        number=1
    ),
    "update from a subquery": lambda by: _mine(by).update(
        number=Subquery(Case.objects.values("number")[:1])
    ),
    "update by the base manager": lambda _by: Case._base_manager.update(number="x"),
    "delete": lambda _by: Case.objects.filter(pk=KEY).delete(),
    "raw delete": lambda _by: Case.objects.all()._raw_delete("default"),
    "delete of a made-up row": lambda _by: Membership(pk=KEY).delete(),
    "a plain delete": lambda _by: _query.DeleteQuery(Case).delete_batch([KEY], "default"),
    "a plain update": lambda _by: _query.UpdateQuery(Case).update_batch(
        [KEY], {"number": "x"}, "default"
    ),
    "create": lambda _by: Case.objects.create(pk=KEY),
    "get_or_create": lambda _by: Case.objects.get_or_create(pk=KEY),
    "update_or_create": lambda _by: Case.objects.update_or_create(pk=KEY),
    "bulk_create": lambda _by: Case.objects.bulk_create([_made_up()]),
    "bulk_create by the base manager": lambda _by: Case._base_manager.bulk_create([_made_up()]),
    "bulk_update": lambda _by: Case.objects.bulk_update([_made_up()], ["number"]),
    "forced save of a made-up row": lambda _by: _made_up().save(force_update=True),
    "rows added to a made-up row": lambda _by: _made_up().concerns.bulk_create([Concern()]),
    "abulk_create": lambda _by: _wait(Case.objects.abulk_create, [_made_up()]),
    "aupdate": lambda _by: _wait(Case.objects.aupdate, number="x"),
}

WAYS = READING | TOGETHER | RELATED | WRITING

#: The same doors for who says for whom.
OPENED: dict[str, Way] = {
    "list": lambda by: list(_mine(by)),
    "iterator": lambda by: list(_mine(by).iterator()),
    "count": lambda by: _mine(by).count(),
    "exists": lambda by: _mine(by).exists(),
    "aggregate": lambda by: _mine(by).aggregate(Count("pk")),
    "values": lambda by: list(_mine(by).values("state").annotate(n=Count("pk"))),
    "dates": lambda by: list(_mine(by).dates("delete_earliest", "year")),
    "in_bulk": lambda by: _mine(by).in_bulk([KEY]),
    "explain": lambda by: _mine(by).explain(),
    "select_related": lambda by: list(_mine(by).select_related("subject")),
    "select_for_update": lambda by: list(_mine(by).select_for_update()),
    "prefetch": lambda by: list(_mine(by).prefetch_related("concerns")),
    "parent of a loaded row": lambda by: [row.case for row in Concern.objects.for_actor(by)],
    "opened | opened": lambda by: list(_mine(by) | _mine(by).filter(pk=KEY)),
    "union": lambda by: list(_mine(by).union(_mine(by))),
    "pk__in": lambda by: list(_mine(by).filter(pk__in=_mine(by))),
    "exclude over many": lambda by: list(_mine(by).exclude(concerns__received_at=timezone.now())),
    "a later filter": lambda by: list(
        _mine(by).filter(received_at__gt=timezone.now() - timedelta(1))
    ),
    "filtered before": lambda by: list(Case.objects.filter(state="x").for_actor(by)),
    "update": lambda by: _mine(by).filter(pk=KEY).update(number="x"),
    "async for": lambda by: async_to_sync(_each)(_mine(by)),
}
