package dev.aerie.controlplane.address;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a request comes from: the connection's other end or, when that is a trusted proxy, where
 * the proxy says that it was called from, and so on from proxy to proxy. What stands further left
 * in the header is written by whoever called the first of them, and is worth nothing: taking the
 * leftmost address, as servers often do, lets a client name the address it likes. Safe for use by
 * many threads.
 */
@ApplicationScoped
public class ClientAddress {
  private final List<AddressRange> trusted;
  private final ForwardingHeader header;

  ClientAddress(TrustedProxyConfig config) {
    trusted = config.ranges().orElse(List.of()).stream().map(ClientAddress::range).toList();
    header =
        ForwardingHeader.named(config.header())
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "aerie.trusted-proxy.header must be X-Forwarded-For or Forwarded"));
  }

  private static AddressRange range(String text) {
    return AddressRange.parse(text.strip())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "aerie.trusted-proxy.ranges has no range in CIDR notation: " + text));
  }

  /** The address that a request comes from; empty when its connection has none. */
  public String of(HttpServerRequest request) {
    return request.remoteAddress() == null
        ? ""
        : of(request.remoteAddress().hostAddress(), request.headers().getAll(header.text()));
  }

  /**
   * The address that a request comes from.
   *
   * @param peer the connection's other end
   * @param values of the header, in the order of its lines
   */
  String of(String peer, List<String> values) {
    if (!isTrusted(peer)) {
      return peer;
    }
    String known = peer;
    for (Optional<String> hop : hops(values).reversed()) {
      if (hop.isEmpty() || !isTrusted(known)) {
        return known;
      }
      known = hop.get();
    }
    return known;
  }

  private List<Optional<String>> hops(List<String> values) {
    var hops = new ArrayList<Optional<String>>();
    values.forEach(value -> hops.addAll(header.hops(value)));
    return hops;
  }

  private boolean isTrusted(String address) {
    return trusted.stream().anyMatch(range -> range.contains(address));
  }
}
