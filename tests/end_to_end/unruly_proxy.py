"""A way between tablets and a hub on loopback that cuts, delays and garbles, as its seed says."""

import random
import socket
import threading


class UnrulyProxy:
    """Listens on a port of its own and hands on to `target` (HOST, PORT). While `quiet` all goes through untouched."""

    def __init__(self, target, seed):
        self.target = target
        self.quiet = False
        self.counts = {"cut": 0, "garbled": 0, "delayed": 0, "refused": 0}
        self._chance = random.Random(seed)
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def close(self):
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()

    def _fate(self):
        """What befalls a connection: (what, after how many bytes, in which direction)."""
        with self._lock:
            if self.quiet:
                return None, 0, None
            what = self._chance.choice(["cut", "cut", "garbled", "delayed", "refused", None, None, None])
            if what:
                self.counts[what] += 1
            return what, self._chance.choice([1, 30, 200, 700, 3000, 20000, 100000]), self._chance.choice(["up", "down"])

    def _accept(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._carry, args=(client,), daemon=True).start()

    def _carry(self, client):
        what, after, direction = self._fate()
        with client:
            if what == "refused":
                return
            try:
                hub = socket.create_connection(self.target, timeout=10)
            except OSError:
                return
            with hub:
                for end in (client, hub):
                    end.settimeout(60)
                up = threading.Thread(target=_pump, args=(client, hub, what if direction == "up" else None, after), daemon=True)
                up.start()
                _pump(hub, client, what if direction == "down" else None, after)
                up.join()


def _pump(source, sink, what, after):
    """Carries bytes until one end closes; at byte `after` it does what it must."""
    seen = 0
    try:
        while piece := source.recv(65536):
            if what and seen <= after < seen + len(piece):
                at = after - seen
                if what == "cut":
                    sink.sendall(piece[:at])
                    break
                if what == "garbled":
                    piece = piece[:at] + bytes([piece[at] ^ 0x20]) + piece[at + 1:]
                if what == "delayed":
                    threading.Event().wait(0.2)
            seen += len(piece)
            sink.sendall(piece)
    except OSError:
        pass
    for end in (source, sink):
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
