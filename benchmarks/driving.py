"""Driving: a client of a few kept connections that asks as fast as it is answered.

Runs as a process of its own, given its job on standard input, so that its work is
nobody else's; it knows no Django.
"""

import json
import socket
import subprocess
import sys
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice

CONNECTIONS, PROCESSES = 8, 2
# In a body, the place of the key that each press of a form has for itself.
PRESS = "00000000-0000-4000-8000-000000000000"


class Unexpected(Exception):
    """A page answered otherwise than a page that is measured should."""


class Line:
    """One kept connection."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, head, body=""):
        """Status and body of the answer."""
        body = body.replace(PRESS, str(uuid.uuid4()))
        self.socket.sendall(f"{head}\r\n\r\n{body}".encode())
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += self._more()
        head, _, body = answer.partition(b"\r\n\r\n")
        length = _length(head)
        while len(body) < length:
            body += self._more()
        return int(head[9:12]), body

    def _more(self):
        part = self.socket.recv(1 << 16)
        if not part:
            raise Unexpected("The server closed the connection.")
        return part


def _length(head):
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line[15:])
    raise Unexpected(f"An answer without a length: {head[:200]!r}")


def head_of(path, cookies, body="", method="GET"):
    """The first lines of a request, all but the empty one."""
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", f"Cookie: {cookies}"]
    if method == "POST":
        lines += [
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body.encode())}",
        ]
    return "\r\n".join(lines)


def _drive(job, first, until):
    line, waits, sizes = Line(job["port"]), [], 0
    visits = cycle(job["visits"])
    for head, body in islice(visits, first, None):
        began = time.perf_counter()
        if began >= until:
            return waits, sizes
        status, answer = line.ask(head, body)
        waits.append(time.perf_counter() - began)
        sizes += len(answer)
        if status != job["status"]:
            raise Unexpected(f"{status} for {head.splitlines()[0]}: {answer[:500]!r}")
    return waits, sizes


def main():
    job = json.load(sys.stdin)
    until = time.perf_counter() + job["seconds"]
    with ThreadPoolExecutor(job["connections"]) as lines:
        firsts = [job["first"] + 7 * n for n in range(job["connections"])]
        done = list(lines.map(lambda first: _drive(job, first, until), firsts))
    waits = [wait for each, _ in done for wait in each]
    json.dump({"waits": waits, "bytes": sum(size for _, size in done)}, sys.stdout)


def drive(port, visits, seconds, status):
    """Drive all connections for so long; the waits in seconds, and bytes in all."""
    job = {"port": port, "visits": visits, "seconds": seconds, "status": status}
    job["connections"] = CONNECTIONS // PROCESSES
    drivers = [
        subprocess.Popen(
            [sys.executable, __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(PROCESSES)
    ]
    for n, driver in enumerate(drivers):
        json.dump(job | {"first": n * len(visits) // PROCESSES}, driver.stdin)
        driver.stdin.close()
    told = [driver.stdout.read() for driver in drivers]
    if sum(driver.wait() != 0 for driver in drivers):
        raise Unexpected("A driver failed: see above.")
    done = [json.loads(text) for text in told]
    return [w for d in done for w in d["waits"]], sum(d["bytes"] for d in done)


if __name__ == "__main__":
    main()
