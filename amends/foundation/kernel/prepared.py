"""Questions that every page asks: put together once for each shape, then asked again and again with other values.

Django's query sets are put together and turned into SQL anew each time, which for a small question costs ten times what
the database needs to answer it. A prepared question does that once for each connection; the SQL is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators

M = TypeVar("M", bound=Model)
Value = int | str | datetime | date

# Stand for the values while a question is put together; no real value looks like one.
_INTEGER, _MARK, _YEAR = 0x7A5A_0000_0000_0000, "\u2403", 1


class Hidden(TypeError):
    """A question does not compare with one of its values as it is, so the value cannot be filled in later.

    It adds to it, makes a pattern of it, or compares it with a column too small for any number.
    """


def _stand_in(value: Value, place: int) -> Value:
    if isinstance(value, datetime):
        return datetime(_YEAR, 1, 2, 3, 4, 5, place, tzinfo=UTC)
    if isinstance(value, date):
        return date(_YEAR, 3, 1 + place)
    if isinstance(value, str):
        return f"{_MARK}{place}{_MARK}"
    if isinstance(value, int) and not isinstance(value, bool):
        return _INTEGER + place
    raise TypeError(f"a prepared question takes numbers, texts, moments and days, not {value!r:.60}")


def _connection() -> BaseDatabaseWrapper:
    """This thread's own: what is put together for one must not be used with another."""
    return connections[DEFAULT_DB_ALIAS]


def cursor_for_repeated() -> CursorWrapper:
    """A cursor for statements that come again and again; where the database can plan them once, it does."""
    connection = _connection()
    opened: CursorWrapper = getattr(connection, "cursor_for_repeated", connection.cursor)()
    return opened


def _as_sent(value: Value) -> Any:
    if isinstance(value, datetime):
        return _connection().ops.adapt_datetimefield_value(value)
    return _connection().ops.adapt_datefield_value(value) if isinstance(value, date) else value


@dataclass(frozen=True)
class Statement:
    """SQL with the places where its values go: (place in the parameters, number of the value, type to send it as)."""

    sql: str
    parameters: tuple[Any, ...]
    slots: tuple[tuple[int, int, type[int] | None], ...]

    def filled(self, values: Sequence[Value]) -> list[Any]:
        parameters = list(self.parameters)
        for place, number, kind in self.slots:
            value = _as_sent(values[number])
            parameters[place] = value if kind is None else kind(value)
        return parameters


def _statement(sql: str, parameters: Sequence[Any], stand_ins: Sequence[Value]) -> Statement:
    numbers = {_as_sent(value): number for number, value in enumerate(stand_ins)}
    slots = []
    for place, parameter in enumerate(parameters):
        if isinstance(parameter, Hashable) and parameter in numbers:
            slots.append((place, numbers[parameter], type(parameter) if isinstance(parameter, int) else None))
    return Statement(sql, tuple(parameters), tuple(slots))


def _says_the_same(prepared: Statement | None, real: Statement | None, values: Sequence[Value]) -> bool:
    if prepared is None or real is None:
        return prepared is real
    return prepared.sql == real.sql and prepared.filled(values) == list(real.parameters)


class _Prepared:
    """Keeps what was put together with the connection that it was put together for."""

    def __init__(self, build: Callable[..., Any]) -> None:
        self.build = build

    def plan(self, values: Sequence[Value], shape: tuple[Hashable, ...]) -> Any:
        kept: dict[Any, Any] = _connection().__dict__.setdefault("prepared_questions", {})
        key = (self, shape, tuple(map(type, values)))
        if key not in kept:
            stand_ins = [_stand_in(value, place) for place, value in enumerate(values)]
            plan = self.put_together(self.build(*shape, *stand_ins), stand_ins)
            real = self.put_together(self.build(*shape, *values), ())
            if not _says_the_same(self.statement_of(plan), self.statement_of(real), values):
                raise Hidden("the question becomes another one with its values in it")
            kept[key] = plan
        return kept[key]

    def put_together(self, built: Any, stand_ins: Sequence[Value]) -> Any:
        raise NotImplementedError

    def statement_of(self, plan: Any) -> Statement | None:
        raise NotImplementedError


@dataclass(frozen=True)
class _RowsPlan:
    statement: Statement
    compiler: Any
    converters: Any
    init: Callable[[tuple[Any, ...]], Model]
    populators: list[Any]


class Rows(_Prepared, Generic[M]):
    """`Rows(lambda case_id: Note.objects.filter(case=case_id))(5)` is the list of the notes of case 5.

    `build` gets the parts of `shape`, on which the SQL itself depends, then the values, which it must compare with as
    they are. Related objects by `select_related` come along; annotations and `prefetch_related` do not.
    """

    def __call__(self, *values: Value, shape: tuple[Hashable, ...] = ()) -> list[M]:
        plan: _RowsPlan | None = self.plan(values, shape)
        if plan is None:
            return []
        with cursor_for_repeated() as cursor:
            cursor.execute(plan.statement.sql, plan.statement.filled(values))
            rows: Any = cursor.fetchall()
        if plan.converters:
            rows = plan.compiler.apply_converters(rows, plan.converters)
        return list(self.objects(plan, rows))

    def objects(self, plan: _RowsPlan, rows: Any) -> Iterator[Any]:
        for row in rows:
            found = plan.init(row)
            for populator in plan.populators:
                populator.populate(row, found)
            yield found

    def statement_of(self, plan: _RowsPlan | None) -> Statement | None:
        return None if plan is None else plan.statement

    def put_together(self, built: QuerySet[M], stand_ins: Sequence[Value]) -> _RowsPlan | None:
        compiler = built.query.get_compiler(connection=_connection())
        try:
            sql, parameters = compiler.as_sql()
        except EmptyResultSet:
            return None
        if compiler.annotation_col_map or built._prefetch_related_lookups:  # type: ignore[attr-defined]
            raise TypeError("a prepared question has neither annotations nor prefetched objects")
        select, about = compiler.select, compiler.klass_info
        model, first, end = about["model"], about["select_fields"][0], about["select_fields"][-1] + 1
        # `from_db` asks of each field of the model whether it is among them.
        names = frozenset(column[0].target.attname for column in select[first:end])
        return _RowsPlan(
            _statement(sql, parameters, stand_ins),
            compiler,
            compiler.get_converters([column[0] for column in select]),
            lambda row: model.from_db(DEFAULT_DB_ALIAS, names, row[first:end]),
            get_related_populators(about, select, DEFAULT_DB_ALIAS),  # type: ignore[call-arg]
        )


class Tuples(_Prepared):
    """The same for query sets made with `values_list`, grouped and counted ones too: a list of tuples."""

    def __call__(self, *values: Value, shape: tuple[Hashable, ...] = ()) -> list[tuple[Any, ...]]:
        plan = self.plan(values, shape)
        if plan is None:
            return []
        statement, compiler, converters = plan
        with cursor_for_repeated() as cursor:
            cursor.execute(statement.sql, statement.filled(values))
            rows: Any = cursor.fetchall()
        if not converters:
            return list(rows)
        return [tuple(row) for row in compiler.apply_converters(rows, converters)]

    def statement_of(self, plan: tuple[Statement, Any, Any] | None) -> Statement | None:
        return None if plan is None else plan[0]

    def put_together(self, built: QuerySet[Any, Any], stand_ins: Sequence[Value]) -> Any:
        compiler = built.query.get_compiler(connection=_connection())
        try:
            sql, parameters = compiler.as_sql()
        except EmptyResultSet:
            return None
        columns = [column[0] for column in compiler.select[: compiler.col_count]]
        return _statement(sql, parameters, stand_ins), compiler, compiler.get_converters(columns)


class Counts(_Prepared):
    """How many rows each of several query sets has, none counted further than one beyond `cap`, in one statement."""

    def __init__(self, build: Callable[..., Mapping[str, QuerySet[Any]]], *, cap: int) -> None:
        super().__init__(build)
        self.cap = cap

    def __call__(self, *values: Value, shape: tuple[Hashable, ...] = ()) -> dict[str, int]:
        names, statement = self.plan(values, shape)
        if not names:
            return {}
        with cursor_for_repeated() as cursor:
            cursor.execute(statement.sql, statement.filled(values))
            return dict(zip(names, cursor.fetchone(), strict=True))

    def statement_of(self, plan: tuple[list[str], Statement]) -> Statement:
        return plan[1]

    def put_together(
        self, built: Mapping[str, QuerySet[Any]], stand_ins: Sequence[Value]
    ) -> tuple[list[str], Statement]:
        parts: list[str] = []
        parameters: list[Any] = []
        for rows in built.values():
            limited = rows.order_by().values("pk")[: self.cap + 1].query
            # One that can hold nothing for this reader counts as zero instead of stopping the whole question.
            sql, given = limited.get_compiler(connection=_connection(), elide_empty=False).as_sql()
            parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS limited)")  # noqa: S608 - the ORM's own statement
            parameters.extend(given)
        return list(built), _statement("SELECT " + ", ".join(parts), parameters, stand_ins)
