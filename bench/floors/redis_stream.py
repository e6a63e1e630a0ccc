"""
The bus's floor: XADD in one process to a blocking XREAD in another.

Run as a module it is the reading process.
"""

import json
import subprocess
import sys
import time
import uuid
from typing import Any

from redis import Redis

PAUSE_SECONDS = 0.01


def hop_ms(url: str, times: int) -> list[float]:
    """Return the milliseconds from before XADD to after XREAD, of each entry."""
    key = f"floor:{uuid.uuid4()}"
    reader = subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-m", "bench.floors.redis_stream", key, str(times)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert reader.stdin  # noqa: S101 - both are pipes, asked for above
    assert reader.stdout  # noqa: S101
    reader.stdin.write(url + "\n")
    reader.stdin.flush()
    reader.stdout.readline()
    redis = Redis.from_url(url)
    try:
        for _ in range(times):
            redis.xadd(key, {"sent": time.monotonic_ns(), "body": "x" * 480})
            time.sleep(PAUSE_SECONDS)
        taken: list[float] = json.loads(reader.stdout.readline())
        return taken
    finally:
        redis.delete(key)
        redis.close()
        reader.kill()
        reader.wait()


def read(url: str, key: str, times: int) -> list[float]:
    """Read so many entries, blocking, and return how old each was, in ms."""
    redis, last, ages = Redis.from_url(url, protocol=2), b"0", list[float]()
    redis.ping()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while len(ages) < times:
        got: Any = redis.xread({key: last}, count=100, block=1000)
        for _, entries in got or []:
            now = time.monotonic_ns()
            for entry_id, fields in entries:
                ages.append((now - int(fields[b"sent"])) / 1e6)
                last = entry_id
    return ages


if __name__ == "__main__":
    measured = read(sys.stdin.readline().strip(), sys.argv[1], int(sys.argv[2]))
    sys.stdout.write(json.dumps(measured) + "\n")
