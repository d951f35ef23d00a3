"""HTTP/2 frame by frame (RFC 9113), for what a client's library keeps to itself."""

import socket
import struct

HEADERS, SETTINGS, GOAWAY = 0x1, 0x4, 0x7
END_STREAM, END_HEADERS = 0x1, 0x4


class Connection:
    """A client's side of one connection."""

    def __init__(self, port: int):
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self._stream = -1
        self._socket.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + _frame(SETTINGS, 0, 0, b""))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._socket.close()

    def call(self, path: str) -> list[int]:
        """Makes a call of gRPC without a message; the types of the frames that came until it had ended."""
        self._stream += 2
        fields = {
            ":method": "POST", ":scheme": "http", ":path": path, ":authority": "pod",
            "content-type": "application/grpc", "te": "trailers",
        }
        block = b"".join(_literal(name, value) for name, value in fields.items())
        self._socket.sendall(_frame(HEADERS, END_STREAM | END_HEADERS, self._stream, block))
        types = []
        while True:
            kind, flags, stream = self._receive()
            types.append(kind)
            if stream == self._stream and flags & END_STREAM:
                return types

    def _receive(self):
        high, low, kind, flags, stream = struct.unpack(">BHBBI", self._read(9))
        self._read(high << 16 | low)
        return kind, flags, stream

    def _read(self, count: int) -> bytes:
        received = b""
        while len(received) < count:
            part = self._socket.recv(count - len(received))
            assert part, "the server has closed the connection"
            received += part
        return received


def _frame(kind: int, flags: int, stream: int, payload: bytes) -> bytes:
    return struct.pack(">BHBBI", len(payload) >> 16, len(payload) & 0xFFFF, kind, flags, stream) + payload


def _literal(name: str, value: str) -> bytes:
    """A field that is not to be indexed, without Huffman's code (RFC 7541 section 6.2.2)."""
    return b"\0" + bytes([len(name)]) + name.encode() + bytes([len(value)]) + value.encode()
