package dev.aerie.controlplane.address;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The address of a node as proxies write it: with a port or without, never a name. */
final class NodeAddress {
  private static final Pattern NODE =
      Pattern.compile(
          "(?:\\[(?<bracketed>[0-9A-Fa-f]*:[0-9A-Fa-f:.]+)]|(?<ipv4>[0-9.]+))(?::[0-9A-Za-z._-]+)?|(?<ipv6>[0-9A-Fa-f:.]+)");

  private NodeAddress() {}

  /** The address in the one form it has here; empty when the text is none. */
  static Optional<String> parse(String node) {
    Matcher found = NODE.matcher(node);
    if (!found.matches()) {
      return Optional.empty();
    }
    return Stream.of("bracketed", "ipv4", "ipv6")
        .map(found::group)
        .filter(text -> text != null)
        .findFirst()
        .flatMap(NodeAddress::normal);
  }

  private static Optional<String> normal(String address) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
    try {
      return bytes == null
          ? Optional.empty()
          : Optional.of(InetAddress.getByAddress(bytes).getHostAddress());
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
