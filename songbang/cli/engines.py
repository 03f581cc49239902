"""Where a comparison of registers runs: here, in DuckDB, or on a cluster that answers Spark Connect (Spark, Sail) or
Arrow Flight SQL (Sail).

Flight SQL needs no client of Spark: the one message that it asks for is put together here.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from songbang.cli.measuring_engines import must_answer, place_of, spark_session
from songbang.core.errors import BadInput, Unavailable

if TYPE_CHECKING:
    import pyarrow as pa

    from songbang.core.matching.in_sql import Engine

_ROOM = 1 << 20
"""Bytes that a cluster may need to say what it could not do."""
_STATEMENT = b"type.googleapis.com/arrow.flight.protocol.sql.CommandStatementQuery"


def engine_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--engine` and `--engine-folder`, for a command that compares registers."""
    command = click.option(
        "--engine-folder", envvar="SONGBANG_MATCH_FOLDER", show_envvar=True,
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        help="A folder that every worker of the engine reads.",
    )(command)  # fmt: skip
    return click.option(
        "--engine", envvar="SONGBANG_MATCH_ENGINE", show_envvar=True, metavar="ADDRESS",
        help="Compare elsewhere: duckdb, sc://host:port (Spark Connect), or grpc://host:port (Flight SQL, as Sail's).",
    )(command)  # fmt: skip


@contextmanager
def engine_at(address: str, folder: Path | None) -> Iterator[Engine]:
    """The engine at `duckdb`, `sc://host:port` (Spark Connect) or `grpc://host:port` (Flight SQL); `folder`: one that
    every worker of the cluster reads.

    Raises `BadInput` ("match.engine") for another address, `Unavailable` ("match.engine_failed") where it breaks off.
    """
    from songbang.core.matching.in_sql import Engine

    with tempfile.TemporaryDirectory(dir=folder) as own:
        if address == "duckdb":
            import duckdb

            with duckdb.connect() as connection:
                yield Engine(lambda sql: connection.sql(sql).to_arrow_table(), Path(own), "read_parquet('{path}')")
        elif address.startswith(("grpc://", "grpc+tls://")):
            with FlightSql(address) as client:
                yield Engine(client.ask, Path(own))
        elif address.startswith("sc://") and (place := place_of(address)):
            with _told_as_ours(f"sc://{place[0]}:{place[1]}"):
                must_answer(*place)
                with spark_session(address, f"sc://{place[0]}:{place[1]}") as session:
                    yield Engine(lambda sql: session.sql(sql).toArrow(), Path(own), "parquet.`file://{path}`")
        else:
            raise BadInput("match.engine", given=address)


@contextmanager
def _told_as_ours(address: str) -> Iterator[None]:
    """What the client of Spark Connect meets, in the words of this command."""
    try:
        yield
    except Unavailable as error:
        said = error.parameters.get("said") or error.parameters.get("reason")
        raise Unavailable("match.engine_failed", permanent=error.permanent, address=address, said=said) from error


class FlightSql:
    """A client that asks in SQL and gets Arrow tables."""

    def __init__(self, address: str) -> None:
        from pyarrow import flight

        self._flight, self._address = flight, address
        room = [("grpc.max_metadata_size", _ROOM), ("grpc.absolute_max_metadata_size", _ROOM)]
        self._client = flight.FlightClient(address, generic_options=room)

    def ask(self, sql: str) -> pa.Table:
        """The answer, however many parts the cluster gives it in. Raises `Unavailable` ("match.engine_failed")."""
        import pyarrow as pa

        command = _field(1, _STATEMENT) + _field(2, _field(1, sql.encode()))
        try:
            info = self._client.get_flight_info(self._flight.FlightDescriptor.for_command(command))
            parts = [self._client.do_get(part.ticket).read_all() for part in info.endpoints]
        except (self._flight.FlightError, pa.ArrowException) as error:
            raise Unavailable("match.engine_failed", address=self._address, said=str(error)[:400]) from error
        return pa.concat_tables(parts)

    def __enter__(self) -> FlightSql:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()


def _field(number: int, content: bytes) -> bytes:
    """A field of a protocol buffer that holds bytes: its number and kind, how long it is, and itself."""
    return bytes([number << 3 | 2]) + _varint(len(content)) + content


def _varint(number: int) -> bytes:
    """A whole number seven bits at a time, the lowest first; the eighth bit says that more follow."""
    found = bytearray()
    while number > 0x7F:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*found, number])
