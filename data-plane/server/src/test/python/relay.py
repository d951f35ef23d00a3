"""What stands between clients and pods: a Service's proxy."""

import socket
import threading


class Relay:
    """Passes connections on to a port; those that are open stay where they are when it leads elsewhere."""

    def __init__(self, port: int):
        self._target = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]

    def __enter__(self):
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._listener.close()

    def leads_to(self, port: int):
        self._target = port

    def _accept(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            pod = socket.create_connection(("127.0.0.1", self._target))
            for source, sink in ((client, pod), (pod, client)):
                threading.Thread(target=_pass_on, args=(source, sink), daemon=True).start()


def _pass_on(source: socket.socket, sink: socket.socket):
    try:
        while received := source.recv(65_536):
            sink.sendall(received)
    except OSError:
        pass
    finally:
        sink.close()
