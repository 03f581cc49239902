"""Where figures over exported rows are counted: here, in DuckDB, or on a Spark Connect endpoint (Spark, or Sail)."""

from __future__ import annotations

import socket
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from songbang.core.errors import BadInput, Unavailable

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

    from songbang.core.measuring.tally import Run

PORT = 15002
"""Spark Connect's own, where an address names none."""
PATIENCE = 10
"""Seconds until an endpoint that does not answer is given up; what it counts may take as long as it takes."""


@dataclass(frozen=True, slots=True)
class Ibis:
    """An engine of `core.measuring.over_star`."""

    run: Run
    read: Callable[[Sequence[str]], ir.Table]
    put: Callable[[pa.Table], ir.Table]


@contextmanager
def measuring_at(address: str) -> Iterator[Ibis]:
    """The engine at `sc://host:port`; DuckDB in this process for the empty address and `duckdb`.

    Raises `BadInput` ("measures.engine") for another address; `Unavailable` where the endpoint does not answer
    ("measures.away"), the client's package is not installed ("measures.no_client") or the engine breaks off
    ("measures.failed").
    """
    if address in ("", "duckdb"):
        with _duckdb() as engine:
            yield engine
    elif address.startswith("sc://") and (place := place_of(address)):
        must_answer(*place)
        with _spark(address, f"sc://{place[0]}:{place[1]}") as engine:
            yield engine
    else:
        raise BadInput("measures.engine", given=address.partition(";")[0])


@contextmanager
def _duckdb() -> Iterator[Ibis]:
    import ibis

    backend = ibis.duckdb.connect(autoinstall_known_extensions=False)
    backend.settings["enable_progress_bar"] = False
    try:
        yield Ibis(
            backend.to_pyarrow, lambda files: backend.read_parquet(list(files), hive_partitioning=False), ibis.memtable
        )
    finally:
        backend.disconnect()


def place_of(address: str) -> tuple[str, int] | None:
    """Host and port; None where the address names none. Behind `/;` may stand a token, which is said nowhere."""
    try:
        parts = urlsplit(address.partition(";")[0])
        return (parts.hostname, parts.port or PORT) if parts.hostname else None
    except ValueError:
        return None


def must_answer(host: str, port: int) -> None:
    """The client alone would try for minutes."""
    try:
        socket.create_connection((host, port), timeout=PATIENCE).close()
    except OSError as error:
        raise Unavailable("measures.away", address=f"sc://{host}:{port}", reason=str(error)) from error


@contextmanager
def _spark(address: str, shown: str) -> Iterator[Ibis]:
    with spark_session(address, shown) as session:
        import ibis

        yield _of_session(session, ibis.pyspark.connect(session))


@contextmanager
def spark_session(address: str, shown: str) -> Iterator[Any]:
    """A session of one's own on an endpoint of Spark Connect, which ends with the call. `shown`: the address without
    what follows host and port. Raises `Unavailable` ("measures.no_client", "measures.failed")."""
    with warnings.catch_warnings():  # of pandas' version, at the import and at the first call; what we ask for is Arrow
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
        try:
            from grpc import RpcError
            from pyspark.errors import PySparkException
            from pyspark.sql import SparkSession
        except ImportError as error:
            raise Unavailable("measures.no_client", permanent=True, reason=str(error)) from error
        try:
            session = SparkSession.builder.remote(address).create()
            try:
                yield session
            finally:
                session.stop()
        except (PySparkException, RpcError) as error:
            raise Unavailable("measures.failed", address=shown, said=str(error)[:400]) from error


def _of_session(session: Any, backend: Any) -> Ibis:
    names = (f"songbang_{number}" for number in count())

    def view(frame: Any) -> ir.Table:
        frame.createOrReplaceTempView(name := next(names))
        return backend.table(name)

    return Ibis(
        lambda expression: session.sql(backend.compile(expression)).toArrow(),
        lambda files: view(session.read.parquet(*(f"file://{file}" for file in files))),
        lambda table: view(session.createDataFrame(table)),
    )
