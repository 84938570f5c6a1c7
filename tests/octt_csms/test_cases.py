"""Every central-system case of the public OCPP 1.6 compliance list has its test here."""

import re
from pathlib import Path

CASES = {
    "core": "001 003 004_1 004_2 005_1 007 010 011_1 011_2 012 013 014 017_1 017_2 018_1 "
    "019_1 019_2 021 023_1 023_2 023_3 024 026 028 030 031 032_1 037_1 037_3 039 "
    "040_1 040_2 061 064",
    "local-auth-list": "042_1 042_2 043_1 043_3 043_4 043_5",
    "firmware": "044_1 044_2 044_3 045_1 045_2",
    "reservation": "046 047 048_1 048_2 048_3 048_4 049 051 052 053",
    "remote-trigger": "054 055",
    "smart-charging": "056 057 059 066 067",
    "security": "073 074 075_1 075_2 076 077 078 079 080 081 083 085 086 087 088",
}
"""Case numbers by profile: public list of the Open Charge Alliance, revision 2025-09."""


def test_every_case_has_a_test() -> None:
    texts = [path.read_text() for path in Path(__file__).parent.glob("test_*.py")]
    tested = {
        number
        for text in texts
        for number in re.findall(r"def test_tc_(\d+(?:_\d)?)_csms_\w+\(", text)
    }
    listed = {number for numbers in CASES.values() for number in numbers.split()}
    assert tested == listed
