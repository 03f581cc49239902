"""Is this the same thing twice? Same, forwarded, revised, recurring (contract `match.md`), with the reasons.

Reads what records say (number, title, issuer, days), finds candidates at near-linear cost and judges each pair.
Not its job: finding records in registers (`reading`) and counting them (`measuring`).
"""

from songbang.core.matching.keys import Keys, keys_of
from songbang.core.matching.pairing import Matched, compare_with, match, match_records, without_collector
from songbang.core.matching.placing import clusters, instruments
from songbang.core.matching.values import Difference, Pair, Placement, Record

__all__ = [
    "Difference", "Keys", "Matched", "Pair", "Placement", "Record", "clusters", "compare_with", "instruments",
    "keys_of", "match", "match_records", "without_collector",
]  # fmt: skip
