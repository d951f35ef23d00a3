"""An object store that speaks S3 and opens to those who have its keys."""

import re
from threading import Thread

import boto3
from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

NAME = "aerie"
REGION = "us-east-1"
SIGNED = re.compile(
    r"AWS4-HMAC-SHA256 Credential=([^/]+)/\d+/([^/]+)/s3/aws4_request, *SignedHeaders=([^,]+), *Signature=(\w+)")


class Bucket:
    """A bucket and the keys that open it now; moto keeps the objects but asks nobody for a key."""

    def __init__(self, **keys):
        self.keys = keys
        self._moto = DomainDispatcherApplication(create_backend_app)
        self._server = make_server("127.0.0.1", 0, self._answer, threaded=True)
        Thread(target=self._server.serve_forever, daemon=True).start()
        self._endpoint = f"http://127.0.0.1:{self._server.server_port}"
        self._client().create_bucket(Bucket=NAME)

    @property
    def uri(self):
        """Where a region's clusters keep their data."""
        return f"s3://{NAME}/clusters?endpoint={self._endpoint}&region={REGION}"

    def objects(self, cluster_id):
        pages = self._client().get_paginator("list_objects_v2").paginate(Bucket=NAME, Prefix=f"clusters/{cluster_id}/")
        return [item["Key"] for page in pages for item in page.get("Contents", [])]

    def stop(self):
        self._server.shutdown()

    def _client(self):
        access, secret = next(iter(self.keys.items()))
        return boto3.client("s3", REGION, endpoint_url=self._endpoint, aws_access_key_id=access, aws_secret_access_key=secret)

    def _answer(self, environ, start_response):
        opened = self._is_signed(Request(environ), environ["RAW_URI"])
        refusal = Response("<Error><Code>AccessDenied</Code></Error>", 403, content_type="application/xml")
        return (self._moto if opened else refusal)(environ, start_response)

    def _is_signed(self, request, uri):
        """Whether a request is signed by a key that opens the bucket, as AWS's own client signs."""
        said = SIGNED.match(request.headers.get("Authorization", ""))
        if not said or said[1] not in self.keys:
            return False
        headers = {name: request.headers[name] for name in said[3].split(";")}
        same = AWSRequest(request.method, self._endpoint + uri, headers)
        same.context["timestamp"] = headers["x-amz-date"]
        signer = S3SigV4Auth(Credentials(said[1], self.keys[said[1]]), "s3", said[2])
        return signer.signature(signer.string_to_sign(same, signer.canonical_request(same)), same) == said[4]
