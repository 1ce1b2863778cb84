from pathlib import Path

import pytest

from sayso.errors import DataError
from sayso.knowledge import gazetteer_build
from sayso.knowledge.countries import countries, table
from sayso.knowledge.gazetteer import Entry, cache_folders, ensure_gazetteer, gazetteer


def best(name: str) -> Entry:
    return max(gazetteer().lookup(name), key=lambda m: (m.unit == m.entry.kind, -m.rank, m.entry.population)).entry


@pytest.mark.parametrize(
    ("name", "kind", "country", "latitude", "longitude"),
    [
        ("Baghdad", "admin1", "IQ", 33.3, 44.4),
        ("al-Qa'im", "town", "IQ", 34.4, 41.1),
        ("Qa’im", "town", "IQ", 34.4, 41.1),
        ("Ain al-Asad Airbase", "site", "IQ", 33.8, 42.4),
        ("Tower 22", "site", "JO", 33.3, 38.7),
        ("Anbar province", "admin1", "IQ", 33.5, 41.3),
        ("Rapides Parish", "admin2", "US", 31.2, -92.5),
        ("St. Louis County", "admin2", "US", 38.6, -90.4),
        ("Kerem Shalom crossing", "site", "IL", 31.2, 34.3),
    ],
)
def test_known_places(name: str, kind: str, country: str, latitude: float, longitude: float) -> None:
    entry = best(name)
    assert (entry.kind, entry.country) == (kind, country)
    assert entry.latitude == pytest.approx(latitude, abs=0.3)
    assert entry.longitude == pytest.approx(longitude, abs=0.3)


def test_unknown_names_give_nothing() -> None:
    assert gazetteer().lookup("Xyzzyville") == ()
    assert gazetteer().lookup("") == ()
    assert gazetteer().lookup("the capital") == ()


def test_a_name_heard_otherwise() -> None:
    assert any(m.entry.country == "SY" for m in gazetteer().heard("Hassakeh"))


def test_sites_and_regions_are_whole() -> None:
    for file in ("sites.csv", "regions.csv"):
        for row in table(file):
            assert row["kind"] in {"site", "town", "admin1", "admin2", "region"}, row
            assert -90 <= float(row["latitude"]) <= 90 and -180 <= float(row["longitude"]) <= 180, row
            assert row["country"] == "" or row["country"] in countries(), row
            assert None not in row, row


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A cache folder of its own and a build of countries alone, so that building takes no time."""
    monkeypatch.setenv("SAYSO_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(gazetteer_build, "collect", lambda: list(gazetteer_build._countries()))
    return tmp_path


def test_built_once_and_told(small: Path) -> None:
    lines: list[str] = []
    path = ensure_gazetteer(lines.append)
    assert path.parent == small / "cache" and path.is_file() and lines
    told = len(lines)
    assert ensure_gazetteer(lines.append) == path
    assert len(lines) == told
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_another_folder_when_the_first_cannot_be_written(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = small / "file"
    blocked.write_text("in the way")
    monkeypatch.setattr("sayso.knowledge.gazetteer.cache_folders", lambda: (blocked / "cache", small / "other"))
    assert ensure_gazetteer().parent == small / "other"
    monkeypatch.setattr("sayso.knowledge.gazetteer.cache_folders", lambda: (blocked / "cache",))
    with pytest.raises(DataError, match="SAYSO_CACHE"):
        ensure_gazetteer()


def test_a_broken_build_leaves_nothing_behind(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> list[gazetteer_build.Draft]:
        raise DataError("a table is missing")

    monkeypatch.setattr(gazetteer_build, "collect", fail)
    with pytest.raises(DataError):
        ensure_gazetteer()
    assert list((small / "cache").iterdir()) == []


def test_the_cache_folder_follows_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SAYSO_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(Path("some", "where")))
    assert cache_folders()[0] == Path("some", "where", "sayso")
