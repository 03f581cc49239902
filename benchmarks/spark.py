"""A real Spark cluster of one's own on this machine: a master, workers, and a Spark Connect server, each a process.

    python -m benchmarks.spark [--workers N]      # until Ctrl-C; prints the address for SONGBANG_MEASURES_URL

Spark is what `make spark` put into .venv/spark. A worker and the executor that it starts are one group of processes and
have a folder of their own, as a machine of a cluster has: `kill` ends all of it at once, as a power cut does.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.servers import free_port

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".venv/spark/pyspark"
QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto")
"""For Java programs that live for a minute: half the processor's time goes otherwise into translating them well."""
OPENED = (
    "java.lang", "java.lang.invoke", "java.lang.reflect", "java.io", "java.net", "java.nio", "java.util",
    "java.util.concurrent", "java.util.concurrent.atomic", "jdk.internal.ref", "sun.nio.ch", "sun.nio.cs",
    "sun.security.action", "sun.util.calendar",
)  # fmt: skip
"""What Spark asks of Java 17 and later (its own `JavaModuleOptions`)."""
SETTINGS = {
    "spark.connect.grpc.binding.address": "127.0.0.1", "spark.driver.host": "127.0.0.1", "spark.ui.enabled": "false",
    "spark.executor.cores": "1", "spark.executor.memory": "512m", "spark.driver.memory": "600m",
    "spark.executor.extraJavaOptions": " ".join(QUICK), "spark.sql.shuffle.partitions": "2",
    "spark.sql.codegen.wholeStage": "false", "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.files.openCostInBytes": "128m",
}  # fmt: skip
"""For little work over many small files: a file is a task, and no code is made for a query that runs once."""
LOGGING = """rootLogger.level = info
rootLogger.appenderRef.stderr.ref = stderr
appender.stderr.type = Console
appender.stderr.name = stderr
appender.stderr.target = SYSTEM_ERR
appender.stderr.layout.type = PatternLayout
appender.stderr.layout.pattern = %d{HH:mm:ss.SSS} %p %c{1}: %m%n%ex
"""


def installed() -> bool:
    """Whether Spark and a Java for it are there."""
    return (HOME / "jars").is_dir() and shutil.which("java") is not None


@dataclass(slots=True)
class Cluster:
    """Its processes keep what they write, and their logs (`<name>.log`), in `folder`."""

    folder: Path
    workers: int = 2
    port: int = field(default_factory=free_port)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"sc://127.0.0.1:{self.port}"

    def __enter__(self) -> Cluster:
        try:
            self._start_all()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _start_all(self) -> None:
        (self.folder / "conf").mkdir(parents=True)
        (self.folder / "conf/log4j2.properties").write_text(LOGGING)
        master = f"spark://127.0.0.1:{(port := free_port())}"
        at = ["--host", "127.0.0.1", "--webui-port", "0"]
        self._start("master", "org.apache.spark.deploy.master.Master", *at, "--port", str(port))
        for name in self.names:
            room = ["--cores", "1", "--memory", "512m", "--work-dir", str(self.folder / name)]
            self._start(name, "org.apache.spark.deploy.worker.Worker", *at, *room, master)
        told = {**SETTINGS, "spark.connect.grpc.binding.port": str(self.port)}
        settings = [part for name, value in told.items() for part in ("--conf", f"{name}={value}")]
        server = ["--class", "org.apache.spark.sql.connect.service.SparkConnectServer", "--master", master]
        self._start("server", "org.apache.spark.deploy.SparkSubmit", *server, *settings, "spark-internal")
        self.wait_for("server", "Spark Connect server started", 1)
        self.wait_for("server", "Registered executor", self.workers)

    @property
    def names(self) -> list[str]:
        """Of the workers."""
        return [f"worker-{number}" for number in range(1, self.workers + 1)]

    def _start(self, name: str, *command: str) -> None:
        opened = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED]
        java = ["java", "-cp", f"{self.folder}/conf:{HOME}/jars/*", "-Xmx600m", *QUICK, *opened,
                "--add-modules=jdk.incubator.vector", "-Dio.netty.tryReflectionSetAccessible=true"]  # fmt: skip
        told = {
            "SPARK_HOME": str(HOME), "SPARK_SCALA_VERSION": "2.13", "SPARK_CONF_DIR": str(self.folder / "conf"),
            "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_DIRS": str(self.own(name)),
        }  # fmt: skip
        self.own(name).mkdir()
        with (self.folder / f"{name}.log").open("wb") as log:
            self.running[name] = subprocess.Popen(
                [*java, *command], env={**os.environ, **told}, cwd=self.folder, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip

    def own(self, name: str) -> Path:
        """Where this process and those that it starts put what they pass on to others."""
        return self.folder / f"{name}-files"

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text("utf-8", "replace")

    def wait_for(self, name: str, words: str, times: int, seconds: float = 180) -> None:
        """Until a process has said something so many times."""
        end = time.monotonic() + seconds
        while self.log(name).count(words) < times:
            if time.monotonic() > end or self.running[name].poll() is not None:
                raise RuntimeError(f"{name} does not say {words!r}:\n{self.log(name)[-2000:]}")
            time.sleep(0.05)

    def kill(self, name: str) -> None:
        """A worker with its executor, at once and without a word."""
        os.killpg(self.running[name].pid, signal.SIGKILL)
        self.running[name].wait()

    def stop(self) -> None:
        """All that still runs; nothing of it is needed any more."""
        for name in list(self.running):
            with suppress(ProcessLookupError):
                self.kill(name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    if not installed():
        raise SystemExit("Spark or Java is not there: make spark system")
    with tempfile.TemporaryDirectory(prefix="songbang-spark-") as folder, Cluster(Path(folder), given.workers) as one:
        print(f"SONGBANG_MEASURES_URL={one.address}", flush=True)
        with suppress(KeyboardInterrupt):
            signal.pause()


if __name__ == "__main__":
    main()
