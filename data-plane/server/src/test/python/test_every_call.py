"""Every call of Milvus's service is answered with a status: by what it does, or by a sentence that names it."""

import grpc
import pytest
from pymilvus.grpc_gen import milvus_pb2, milvus_pb2_grpc

SERVICE = milvus_pb2.DESCRIPTOR.services_by_name["MilvusService"]
STREAMS = {"CreateReplicateStream", "DumpMessages"}
UNARY = [method for method in SERVICE.methods if method.name not in STREAMS]


@pytest.fixture(scope="module")
def stub(server):
    with grpc.insecure_channel(f"127.0.0.1:{server.port}") as channel:
        yield milvus_pb2_grpc.MilvusServiceStub(channel)


@pytest.mark.parametrize("method", UNARY, ids=lambda method: method.name)
def test_an_empty_request_gets_a_status(stub, method):
    request = getattr(milvus_pb2, method.input_type.name, None)
    if request is None:
        pytest.skip("its request is not of Milvus's own file")
    answer = getattr(stub, method.name)(request(), timeout=30)
    status = getattr(answer, "status", answer)
    if status.DESCRIPTOR.name != "Status":
        return
    assert not status.reason.startswith("internal error"), status.reason
    if "not supported" in status.reason:
        assert method.name in status.reason
