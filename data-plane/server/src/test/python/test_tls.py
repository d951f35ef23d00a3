"""TLS on the port: gRPC and REST, between pods, with a certificate that is renewed while it runs."""

import socket
import ssl
import subprocess

import pytest
import requests
from conftest import row
from pymilvus import MilvusClient
from server import Server, run, until


def certificate(folder, serial):
    """A new self-signed certificate for localhost in the folder; its environment."""
    cert, key = folder / "tls.crt", folder / "tls.key"
    fresh = [folder / "new.crt", folder / "new.key"]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        + ["-keyout", fresh[1], "-out", fresh[0], "-days", "2", "-subj", "/CN=localhost"]
        + ["-addext", "subjectAltName=DNS:localhost", "-set_serial", str(serial)],
        check=True,
        capture_output=True,
    )
    fresh[1].rename(key)
    fresh[0].rename(cert)
    return {"AERIE_TLS_CERT_FILE": str(cert), "AERIE_TLS_KEY_FILE": str(key)}


def client(server, folder):
    return MilvusClient(
        uri=f"https://127.0.0.1:{server.port}",
        secure=True,
        server_pem_path=str(folder / "tls.crt"),
        server_name="localhost",
    )


def shown_serial(server) -> int:
    """The serial number of the certificate that the port shows."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with socket.create_connection(("127.0.0.1", server.port), 60) as plain, context.wrap_socket(plain) as secure:
        shown = ssl.DER_cert_to_PEM_cert(secure.getpeercert(binary_form=True))
    told = subprocess.run(
        ["openssl", "x509", "-noout", "-serial"], input=shown, check=True, capture_output=True, text=True
    )
    return int(told.stdout.strip().removeprefix("serial="), 16)


def shows(server, serial) -> bool:
    """Whether the port shows this certificate; a handshake under way at the change may be cut."""
    try:
        return shown_serial(server) == serial
    except OSError:
        return False


def test_a_renewed_certificate_is_shown_without_a_restart(tmp_path):
    with Server(tmp_path, settings=certificate(tmp_path, 1001)) as server:
        first = client(server, tmp_path)
        first.create_collection("rows", dimension=2)
        first.insert("rows", [row(1)])
        answer = requests.post(
            f"https://localhost:{server.port}/v2/vectordb/collections/list",
            json={},
            verify=str(tmp_path / "tls.crt"),
            timeout=60,
        )
        assert answer.json()["data"] == ["rows"]
        assert shown_serial(server) == 1001
        certificate(tmp_path, 1002)
        until(lambda: shows(server, 1002), "the renewed certificate is shown")
        renewed = client(server, tmp_path)
        assert len(renewed.query("rows", filter="id >= 0")) == 1


def test_plain_text_is_not_answered(tmp_path):
    with Server(tmp_path, settings=certificate(tmp_path, 1)) as server:
        with pytest.raises(requests.ConnectionError):
            server.rest("collections/list")


def test_a_pod_passes_writes_on_under_tls(tmp_path):
    tls = certificate(tmp_path, 7)
    with Server(tmp_path, settings=tls) as writer, Server(tmp_path, pod="pod-1", settings=tls) as reader:
        through = client(reader, tmp_path)
        through.create_collection("rows", dimension=2)
        through.insert("rows", [row(i) for i in range(3)])
        assert len(client(writer, tmp_path).query("rows", filter="id >= 0")) == 3
        certificate(tmp_path, 8)
        until(lambda: shows(writer, 8) and shows(reader, 8), "both show the renewed certificate")
        through = client(reader, tmp_path)
        through.insert("rows", [row(3)])
        assert len(through.query("rows", filter="id >= 0", consistency_level="Strong")) == 4


def test_half_a_pair_and_wrong_files_are_refused(tmp_path):
    tls = certificate(tmp_path, 1)
    other = tmp_path / "other"
    other.mkdir()
    strange = certificate(other, 2)
    wrong = [
        ({"AERIE_TLS_CERT_FILE": tls["AERIE_TLS_CERT_FILE"]}, "set both"),
        (tls | {"AERIE_TLS_CERT_FILE": str(tmp_path / "none")}, "can't be read"),
        (tls | {"AERIE_TLS_CERT_FILE": tls["AERIE_TLS_KEY_FILE"]}, "holds no certificate"),
        (tls | {"AERIE_TLS_KEY_FILE": tls["AERIE_TLS_CERT_FILE"]}, "holds no private key"),
        (tls | {"AERIE_TLS_KEY_FILE": strange["AERIE_TLS_KEY_FILE"]}, "is not the key of"),
    ]
    for settings, sentence in wrong:
        ended = run(AERIE_STORAGE_URI=tmp_path.as_uri(), **settings)
        assert ended.returncode == 1
        assert sentence in ended.stderr
