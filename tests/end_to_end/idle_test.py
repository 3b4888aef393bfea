"""Connections that idle, stop in the middle of a header or send their body byte by byte do not keep a good one waiting.

THUCDIA_IDLE_CONNECTIONS says how many (the target `idle_connections`: 2,000); the medians are printed, and judged by nobody."""

import http.client
import json
import os
import resource
import socket
import statistics
import time
import unittest

from programs import Workplace

CONNECTIONS = int(os.environ.get("THUCDIA_IDLE_CONNECTIONS", "150"))
SMALL = ["--facilities", "4", "--projects", "2", "--visits", "1"]
HALVES = (b"", b"POST /v1/exchange HT", b"POST /v1/exchange HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nhalf")


class Idle(unittest.TestCase):
    def setUp(self):
        self.place = Workplace(demo=SMALL)
        self.addCleanup(self.place.close)
        self.hub = self.place.hub.start()
        self.hub.add_user("lan", "inspector")
        self.replica = self.place.replica("lan").enrol(self.hub, "lan")
        self.replica.sync()
        host, port = self.hub.address.split(":")
        self.target = (host, int(port))

    def milliseconds(self, count=200):
        connection = http.client.HTTPConnection(*self.target, timeout=30)
        self.addCleanup(connection.close)
        times = []
        for _ in range(count):
            before = time.perf_counter()
            connection.request("GET", "/v1/hello")
            answer = connection.getresponse()
            answer.read()
            self.assertEqual(answer.status, 200)
            times.append((time.perf_counter() - before) * 1000)
        return statistics.median(times)

    def test_a_good_connection_is_served_among_many_that_only_hold_on(self):
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        alone = self.milliseconds()
        held = []
        for number in range(CONNECTIONS):
            connection = socket.create_connection(self.target, timeout=30)
            self.addCleanup(connection.close)
            connection.sendall(HALVES[number % len(HALVES)])
            held.append(connection)
        among = self.milliseconds()
        self.replica.sync()
        # Those that hold on still do: nothing was closed to make room.
        for connection in held[:: max(1, CONNECTIONS // 20)]:
            connection.setblocking(False)
            with self.assertRaises(BlockingIOError):
                connection.recv(1)
        print("\n" + json.dumps({"name": f"sync/hello_among_{CONNECTIONS}_held_connections", "value": round(among, 3), "unit": "ms",
                                 "baseline": round(alone, 3), "baseline_name": "the same alone",
                                 "ratio": round(among / alone, 2)}))


if __name__ == "__main__":
    unittest.main()
