"""Who reaches a cluster, and how."""

import base64
import json
import secrets
import socket
import ssl
import subprocess
from pathlib import Path

from support import kubernetes, vectors
from support.waiting import eventually

RENEWAL_SECONDS = 120


def certificate(folder, serial):
    """A new self-signed certificate for localhost; its entries in a Secret."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-keyout", folder / "tls.key", "-out", folder / "tls.crt", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-set_serial", str(serial)],
        check=True, capture_output=True)
    return {name: base64.b64encode((folder / name).read_bytes()).decode() for name in ("tls.crt", "tls.key")}


def shown_certificate(endpoint):
    host, port = endpoint.removeprefix("https://").rsplit(":", 1)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    with socket.create_connection((host, int(port)), 5) as plain, context.wrap_socket(plain) as secure:
        return ssl.DER_cert_to_PEM_cert(secure.getpeercert(binary_form=True))


def test_certificate_from_a_secret_is_shown_and_renewed(platform, cluster, project, key, apply, tmp_path):
    namespace = kubernetes.namespace(project["id"])
    source = kubernetes.name(cluster["id"])
    spec = json.loads(platform.kubectl("get", "vectorcluster", source, "-n", namespace, "-o", "json"))["spec"]

    def secret(serial):
        apply("Secret", namespace, "web-tls", "v1", type="kubernetes.io/tls", data=certificate(tmp_path, serial))

    secret(1)
    apply("VectorCluster", namespace, "secure", spec={
        "classRef": spec.get("classRef", ""), "keysRef": spec["keysRef"], "deletionPolicy": "Delete",
        "storage": {"uri": spec["storage"]["uri"] + "-secure"},
        "access": {"tlsSecretRef": "web-tls", "allowedCidrs": ["127.0.0.0/8", "10.0.0.0/8"]}})
    endpoint = kubernetes.awaited(platform, "vectorcluster", namespace, "secure", "Ready")["endpoint"]
    assert endpoint.startswith("https://")

    client = vectors.milvus(
        endpoint, key["secret"], secure=True, server_pem_path=str(tmp_path / "tls.crt"), server_name="localhost")
    vectors.collection(client, "kept", 20)
    assert vectors.ids(client, "kept") == set(range(20))
    client.close()

    def pods():
        return {pod["metadata"]["uid"] for pod in platform.objects("pods", "-n", namespace)
                if pod["metadata"]["name"].startswith("secure-")}

    before = pods()
    secret(2)
    renewed = (tmp_path / "tls.crt").read_text()
    eventually(lambda: shown_certificate(endpoint) == renewed, RENEWAL_SECONDS, "the renewed certificate is shown")
    assert pods() == before


def test_objects_are_encrypted_by_a_key_of_a_secret(platform, cluster, project, key, apply):
    """Pods and Jobs have the key; the object store does not."""
    namespace = kubernetes.namespace(project["id"])
    source = kubernetes.name(cluster["id"])
    spec = json.loads(platform.kubectl("get", "vectorcluster", source, "-n", namespace, "-o", "json"))["spec"]
    uri = spec["storage"]["uri"] + "-sealed"
    keyset = {"primary": "k1", "keys": {"k1": base64.b64encode(secrets.token_bytes(32)).decode()}}

    apply("Secret", namespace, "sealed-keys", "v1", stringData={"keyset.json": json.dumps(keyset)})
    apply("VectorCluster", namespace, "sealed", spec={
        "classRef": spec.get("classRef", ""), "keysRef": spec["keysRef"], "deletionPolicy": "Delete",
        "storage": {"uri": uri, "encryption": {"keysetRef": "sealed-keys"}}})
    endpoint = kubernetes.awaited(platform, "vectorcluster", namespace, "sealed", "Ready")["endpoint"]
    client = vectors.connect({"name": "sealed", "endpoint": endpoint}, key["secret"])
    vectors.collection(client, "kept", 20)
    client.flush("kept")
    apply("VectorBackup", namespace, "sealed-backup", spec={"clusterRef": "sealed", "verify": True})
    eventually(
        lambda: kubernetes.status(platform, "vectorbackup", namespace, "sealed-backup").get("verification"),
        kubernetes.SECONDS, "the backup has been tried")

    tried = kubernetes.status(platform, "vectorbackup", namespace, "sealed-backup")["verification"]
    assert (tried["passed"], tried["rows"]) == (True, 20), tried
    folder = Path(uri.removeprefix("file://"))
    objects = [path for path in folder.rglob("*")
               if path.is_file() and "encryption" not in path.parts and ".tmp" not in path.parts]
    assert objects and all(path.read_bytes()[:4] == b"AERX" for path in objects)
    client.close()
