from click.testing import CliRunner

from sayso.cli import main
from sayso.reading.stages import STAGES


def test_all_stages_are_listed_in_order() -> None:
    result = CliRunner().invoke(main, ["stages"], env={"COLUMNS": "160"})
    assert result.exit_code == 0
    places = [result.output.index(f" {stage.name} ") for stage in STAGES]
    assert places == sorted(places)
