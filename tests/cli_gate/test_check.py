"""`songbang check` verifies numbers and slips without an installation."""

from __future__ import annotations

import base64
import json
from datetime import date

from click.testing import CliRunner

from songbang.cli.check_command import check
from songbang.core.demand.numbers import ControlNumber
from songbang.core.demand.slips import Slip, new_key, public_key, sign

NUMBER = str(ControlNumber("330402", 2025, 42))


def test_a_number_is_checked_by_its_digit() -> None:
    assert CliRunner().invoke(check, [NUMBER]).exit_code == 0
    assert CliRunner().invoke(check, [NUMBER[:-1] + "Z"]).exit_code == 1


def test_a_slip_is_checked_by_the_public_key() -> None:
    private = new_key()
    key = base64.b64encode(public_key(private)).decode()
    slip = sign(Slip(NUMBER, "通知", "农业农村局", "报表", date(2025, 5, 30)), private)
    done = CliRunner().invoke(check, [slip, "--key", key, "--on", "2025-05-30"])
    assert done.exit_code == 0 and json.loads(done.output)["number"] == NUMBER
    assert CliRunner().invoke(check, [slip, "--key", key, "--on", "2025-05-31"]).exit_code == 1
    other = base64.b64encode(public_key(new_key())).decode()
    assert CliRunner().invoke(check, [slip, "--key", other]).exit_code != 0
