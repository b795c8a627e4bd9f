from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from kg.errors import QueryError
from kg.exports.frames import Events, dyads

if TYPE_CHECKING:
    from kg.model import Build


@pytest.fixture
def events(build: Build) -> Events:
    return Events(build)


def test_events_are_still_a_tuple_of_values(build: Build, events: Events):
    assert events == build.events
    assert isinstance(events, tuple)


def test_a_row_is_an_event_with_typed_columns(events: Events):
    table = events()
    assert len(table) == len(events)
    kinds = [str(table[name].dtype) for name in ("date_start", "geonames_id", "confidence", "reports")]
    assert kinds == ["datetime64[s]", "Int64", "float64", "Int64"]
    assert isinstance(table["actors"].iloc[0], list)


def test_the_earliest_event_comes_first_and_the_undated_last(events: Events):
    days = events()["date_start"].tolist()
    assert days == sorted(days, key=lambda day: (pd.isna(day), day))


@pytest.mark.parametrize("name", ["xPeru", "XPERU", "PER", "ent:PER"])
def test_a_state_stands_for_those_who_act_for_it(events: Events, name: str):
    table = events(actor=name)
    assert any("Ana_Ruiz" in parties for parties in table["actors"] + table["counterparts"])


def test_a_person_is_found_by_surname(events: Events):
    assert events(actor="ruiz")["event_id"].tolist() == events(actor="Ana_Ruiz")["event_id"].tolist()


def test_two_parties_narrow_it_down(events: Events):
    assert 0 < len(events(actor="xAna Ruiz", other="xChile")) <= len(events(actor="xAna Ruiz"))


def test_an_unknown_actor_is_told_with_the_nearest(events: Events):
    with pytest.raises(QueryError, match="Did you mean xPeru"):
        events(actor="xPerru")


@pytest.mark.parametrize("action", ["imposeSanctions", "act:imposeSanctions", "SANCTION", "mconf"])
def test_an_action_is_an_id_a_type_or_a_class(events: Events, action: str):
    assert events(action=action)["action"].tolist() == ["imposeSanctions"]


def test_an_unknown_action_is_told_with_the_nearest(events: Events):
    with pytest.raises(QueryError, match="Did you mean imposeSanctions"):
        events(action="imposeSanction")


@pytest.mark.parametrize("day", ["2023-06-15", date(2023, 6, 15), pd.Timestamp(2023, 6, 15)])
def test_an_event_of_a_month_fits_if_one_of_its_days_does(events: Events, day: date | str):
    assert "2023-06-01" in set(events(since=day, until=day)["date_start"].astype(str))
    assert events(since="2023-07-01").empty


@pytest.mark.parametrize("wrong", [{"since": "May"}, {"status": "done"}])
def test_what_cannot_be_is_refused(events: Events, wrong: dict[str, str]):
    with pytest.raises(QueryError):
        events(**wrong)  # type: ignore[arg-type]  # texts, all of them


def test_nothing_that_fits_keeps_the_columns(events: Events):
    assert list(events(min_confidence=1.1).columns) == list(events().columns)


def test_dyads_count_by_period_and_direction(build: Build):
    table = dyads(build)
    assert str(table["period"].dtype) == "period[M]"
    assert (table["events"] == table[["vcoop", "mcoop", "vconf", "mconf"]].sum(axis=1)).all()
    assert {("PER", "CHL"), ("CHL", "PER")} <= set(zip(table["actor"], table["counterpart"], strict=True))


def test_the_intensity_is_that_of_the_actions(build: Build):
    row = dyads(build).query("mconf == 1").iloc[0]
    assert row["intensity_sum"] == row["intensity_mean"] == -6.0


def test_a_date_that_is_not_exact_enough_does_not_count(build: Build):
    assert dyads(build, "D")["events"].sum() < dyads(build, "M")["events"].sum()


def test_complete_series_have_every_period(build: Build):
    table = dyads(build, "D", complete=True)
    sizes = table.groupby(["actor", "counterpart"]).size()
    assert set(sizes) == {table["period"].max().ordinal - table["period"].min().ordinal + 1}
    quiet = table[table["events"] == 0]
    assert (quiet["intensity_sum"] == 0).all()
    assert quiet["intensity_mean"].isna().all()


def test_an_unknown_frequency_is_refused(build: Build):
    with pytest.raises(QueryError, match="Give one of D, W, M, Q, Y"):
        dyads(build, "H")


def test_a_build_without_events_has_empty_tables(build: Build):
    empty = build.__class__(run=build.run)
    assert dyads(empty).empty
    assert Events(empty)().empty


def test_tables_go_to_arrow_and_so_to_polars(build: Build, events: Events):
    arrow = pytest.importorskip("pyarrow")
    table = arrow.Table.from_pandas(events())
    assert table.column("actors").type == arrow.list_(arrow.string())
    assert arrow.Table.from_pandas(dyads(build)).num_rows == len(dyads(build))
