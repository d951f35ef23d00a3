"""A name server that tells what a test has told it: TXT records of domains that are nobody's."""

from dnslib import QTYPE, RR, TXT
from dnslib.server import BaseResolver, DNSServer


class Names(BaseResolver):
    """Answers over UDP at `address` between `start` and `stop`."""

    def __init__(self):
        self.texts = {}
        self.server = DNSServer(self, address="127.0.0.1", port=0, logger=Silence())
        self.address = "127.0.0.1:%d" % self.server.server.server_address[1]

    def start(self):
        self.server.start_thread()
        return self

    def stop(self):
        self.server.stop()
        self.server.server.server_close()

    def add(self, name, text):
        self.texts[name.rstrip(".").lower()] = text

    def resolve(self, request, handler):
        reply = request.reply()
        name = str(request.q.qname).rstrip(".").lower()
        if name not in self.texts:
            reply.header.rcode = 3  # NXDOMAIN
        elif request.q.qtype == QTYPE.TXT:
            reply.add_answer(RR(request.q.qname, QTYPE.TXT, rdata=TXT(self.texts[name])))
        return reply


class Silence:
    """Takes what dnslib would print about each question."""

    def __getattr__(self, name):
        return lambda *arguments: None
