"""The connection that keeps `songbang.territory` of its session at what `wall.asked()` says.

It is told when a cursor is made and only where it differs from what the session was told last: a request costs one more
round trip, its questions none. A rollback takes a setting back that was made since, so that it is told again then.
The session must be this connection's own: a pooler that shares sessions by transaction (PgBouncer) would mix them.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base

from songbang.ui import wall

TELL = "SELECT set_config('songbang.territory', %s, false)"


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, with the territory."""

    told: str | None = None

    def get_new_connection(self, conn_params: Any) -> Any:
        self.told = None
        return super().get_new_connection(conn_params)

    def create_cursor(self, name: str | None = None) -> Any:
        self._tell()
        return super().create_cursor(name)

    def _set_autocommit(self, autocommit: bool) -> None:
        if not autocommit:  # told before the transaction, whose first word may have to be its isolation level
            self._tell()
        super()._set_autocommit(autocommit)  # type: ignore[misc]

    def _tell(self) -> None:
        asked = wall.asked()
        if asked != self.told:
            self.connection.execute(TELL, [asked])
            self.told = asked

    def _commit(self) -> None:
        try:
            super()._commit()  # type: ignore[misc]
        except BaseException:
            self.told = None
            raise

    def _rollback(self) -> None:
        self.told = None
        super()._rollback()  # type: ignore[misc]

    def _savepoint_rollback(self, sid: str) -> None:
        self.told = wall.asked()  # a transaction that has failed can be told nothing but this
        super()._savepoint_rollback(sid)  # type: ignore[misc]
        self.told = None
