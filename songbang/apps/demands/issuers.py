"""Whom a register means by 区农业农村局: the body that asks at the door under its official name."""

from __future__ import annotations

from django.db.models import Prefetch

from songbang.apps.units.models import Unit, UnitName
from songbang.core.text import plain


class Issuers:
    """Bodies of a territory by their names, former names and aliases, with the place's name before them or without.

    Two queries. A name that two bodies bear is nobody's.
    """

    def __init__(self, territory: str) -> None:
        self._by_name: dict[str, Unit | None] = {}
        aliases = Prefetch("names", UnitName.objects.all(), to_attr="called")
        listed = list(Unit.objects.filter(territory=territory).prefetch_related(aliases).select_related("parent"))
        place = next((unit.name for unit in listed if unit.code == territory), "")
        self._before = sorted({name for name in (place, place[-1:]) if name}, key=len, reverse=True)
        for unit in listed:
            if unit.level in ("department", "town", "county"):
                for name in {unit.name, *(one.name for one in getattr(unit, "called", ()))}:
                    self._take(self._bare(name), unit)

    def unit(self, name: str | None) -> Unit | None:
        """The body of that name, if it is one of the territory's."""
        return self._by_name.get(self._bare(name)) if name else None

    def _take(self, name: str, unit: Unit) -> None:
        known = self._by_name.setdefault(name, unit)
        if known is not None and known.pk != unit.pk:
            self._by_name[name] = None

    def _bare(self, name: str) -> str:
        """Without the place: 南湖区农业农村局 and 区农业农村局 are 农业农村局."""
        told = plain(name)
        return next((told[len(one) :] for one in self._before if told.startswith(one) and len(told) > len(one)), told)
