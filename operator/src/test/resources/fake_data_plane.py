"""A data plane that answers its health checks and does nothing else; `purge` empties a file:// storage."""

import http.server
import os
import shutil
import signal
import sys
import threading

if sys.argv[1:] == ["purge"]:
    shutil.rmtree(os.environ["AERIE_STORAGE_URI"].removeprefix("file://"), ignore_errors=True)
    sys.exit(0)


class Health(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer((os.environ["POD_IP"], 9091), Health)
signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
server.serve_forever()
