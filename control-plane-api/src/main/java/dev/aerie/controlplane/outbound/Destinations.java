package dev.aerie.controlplane.outbound;

import dev.aerie.controlplane.outbound.OutboundException.Reason;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Resolves hosts that customers named, and refuses those that lead inside. */
final class Destinations {
  private final HostResolver resolver;
  private final AddressRules rules;

  Destinations(HostResolver resolver, AddressRules rules) {
    this.resolver = resolver;
    this.rules = rules;
  }

  /**
   * The checked address to connect to.
   *
   * @throws OutboundException when the host is unknown or must not be asked
   */
  InetAddress addressOf(String host, boolean tls) {
    List<InetAddress> addresses;
    try {
      addresses = resolver.resolve(host);
    } catch (UnknownHostException none) {
      throw new OutboundException(
          Reason.HOST_UNKNOWN, "There is no host %s in DNS.".formatted(host));
    }
    // One that must not be asked spoils the name: which one is used is not left to chance.
    addresses.stream()
        .flatMap(address -> rules.refusal(address, tls).stream())
        .findFirst()
        .ifPresent(
            why -> {
              throw new OutboundException(
                  Reason.ADDRESS_REFUSED,
                  "The host %s must not be asked: %s.".formatted(host, why));
            });
    return addresses.getFirst();
  }
}
