"""A data plane that answers its health checks and does nothing else; `activate` takes
connections and ends them, other arguments are jobs of `fake_jobs`.

Files in the storage's folder change what it does: `crash` ends it, `unreachable` is what it says of its storage, `unready` that it is not ready without a reason, `metrics` are its figures, `key-uses` what
it counted of keys. The one that holds `writer` is the writer; at its end it gives that away.
"""

import http.server
import json
import os
import pathlib
import signal
import socket
import sys
import threading

import fake_jobs

if sys.argv[1:] == ["activate"]:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with socket.create_server((os.environ["AERIE_HOST"], 19530)) as door:
        while True:
            door.accept()[0].close()

storage = pathlib.Path(os.environ["AERIE_STORAGE_URI"].removeprefix("file://"))
if sys.argv[1:]:
    fake_jobs.run(storage, *sys.argv[1:])
    sys.exit(0)
if (storage / "crash").exists():
    sys.exit(3)

pod = os.environ["AERIE_POD_NAME"]
lock = storage / "writer"


def writes():
    try:
        storage.mkdir(parents=True, exist_ok=True)
        with lock.open("x") as file:
            file.write(pod)
    except OSError:
        pass
    return lock.exists() and lock.read_text() == pod


class Health(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path in ("/q/metrics", "/q/key-uses"):
            self.send_response(200)
            self.end_headers()
            told = storage / self.path.rsplit("/", 1)[1]
            self.wfile.write(told.read_bytes() if told.exists() else b"")
            return
        unreachable = self.path.endswith("ready") and (storage / "unreachable").exists()
        checks = [{"name": "engine", "status": "UP", "data": {"writer": writes(), "epoch": 1}}]
        if unreachable:
            checks.append({"name": "storage", "status": "DOWN", "data": {"error": "connection refused"}})
        silent = self.path.endswith("ready") and (storage / "unready").exists()
        self.send_response(503 if unreachable or silent else 200)
        self.end_headers()
        self.wfile.write(json.dumps({"status": "DOWN" if unreachable else "UP", "checks": checks}).encode())

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer((os.environ["POD_IP"], 9091), Health)
signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
for line in ("starts", "is ready", "serves"):
    print(f"{pod} {line}", flush=True)
server.serve_forever()
if writes():
    lock.unlink(missing_ok=True)
