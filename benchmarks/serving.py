"""Serving: the application and the floor, each behind the same web server."""

import contextlib
import socket
from pathlib import Path

from benchmarks.cluster import HOME
from sharedcare import embedded
from sharedcare.run import GRANIAN, hold_port, start_python

APPLICATION = "sharedcare.wsgi:application"
FLOOR = "benchmarks.floor:application"


class Server:
    """One web server on one database; counts its own processor time."""

    def __init__(self, what, database_url):
        self.what, self.database_url = what, database_url
        self.port, self.place = hold_port(None)

    def __enter__(self):
        path = HOME / f"{self.what.split('.')[0]}.log"
        with path.open("w") as log:
            self.process = start_python(
                *GRANIAN,
                "--no-access-log",
                "--port",
                str(self.port),
                self.what,
                role="web",
                address=self.database_url,
                log=log,
            )
        embedded.wait_until(self._answers, self.process, self.what, path, seconds=60)
        return self

    def __exit__(self, *_):
        embedded.end(self.process)
        self.place.close()

    def _answers(self):
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            return True
        return False

    def ticks(self):
        """Processor time of this server's processes so far, in the kernel's ticks."""
        return sum(ticks_of(pid) for pid in _family(self.process.pid))


def _family(pid):
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield from _family(int(child))


def ticks_of(pid):
    """User and system time of one process with all its threads; none once it ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0
    return int(fields[11]) + int(fields[12])
