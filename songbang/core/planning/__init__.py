"""Plans meetings and visits together (contract plan.md): nested, joined, journeys counted, half-days kept whole.

The problem as values (`problem`, `read_problem`), laid out once (`layout`); hard constraints a function each
(`constraints`), what is worked for counted plainly (`measures`); two engines behind one interface (`engine`): `search`
(compiled, any size) and `proof` (CP-SAT, small cases); `conflict` and `explain` put the outcome into words. The public
meeting-scheduling constraint set (`grain_*`) runs in the same frame (`annealing`). Sending invitations is not its job.
"""
