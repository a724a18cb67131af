"""Instances of the assistant as processes: started, killed as by a power cut, started again."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from deploy.playground.running import ROOT, free_port

READY_WITHIN = 60


@dataclass
class Instance:
    arguments: Sequence[str]
    log: Path
    diary: Path
    """Where it notes when it may send."""
    port: int = field(default_factory=free_port)
    process: asyncio.subprocess.Process | None = None

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/messages"

    async def start(self) -> None:
        """Returns when it is ready."""
        command = ["-m", "benchmarks.chaos.instance", f"--port={self.port}", *self.arguments]
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, *command, cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=log
            )
        async with asyncio.timeout(READY_WITHIN):
            line = await self.process.stdout.readline() if self.process.stdout else b""
        if not line.startswith(b"ready"):
            raise AssertionError(f"an instance did not start:\n{self.log.read_text()[-2000:]}")

    async def kill(self) -> None:
        """At once, whatever it is doing."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> None:
        await self._end(signal.SIGTERM)

    async def _end(self, how: signal.Signals) -> None:
        if self.process is None or self.process.returncode is not None:
            return
        self.process.send_signal(how)
        try:
            async with asyncio.timeout(30):
                await self.process.wait()
        except TimeoutError:
            self.process.kill()
            await self.process.wait()
