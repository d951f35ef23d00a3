package dev.aerie.controlplane.outbound;

import dev.aerie.controlplane.address.AddressRange;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which addresses may be asked: those of the public Internet (IANA's special-purpose registries,
 * RFC 6890, name the rest), and those whoever runs the platform has allowed.
 */
final class AddressRules {
  private static final List<AddressRange> SPECIAL_IPV4 =
      ranges(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/3");

  /** Everything outside is link-local, unique-local, mapped, translated, multicast or unused. */
  private static final AddressRange GLOBAL_IPV6 = range("2000::/3");

  /** Teredo, 6to4 and the like carry an IPv4 address that nobody has looked at. */
  private static final List<AddressRange> SPECIAL_IPV6 =
      ranges("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

  private final List<AddressRange> allowed;

  /**
   * @throws IllegalArgumentException when a range is not CIDR
   */
  AddressRules(List<String> allowed) {
    this.allowed = ranges(allowed.toArray(String[]::new));
  }

  private static List<AddressRange> ranges(String... texts) {
    return Stream.of(texts).map(AddressRules::range).toList();
  }

  private static AddressRange range(String text) {
    return AddressRange.parse(text.strip())
        .orElseThrow(() -> new IllegalArgumentException("not a range in CIDR notation: " + text));
  }

  /** Why an address must not be asked; empty when it may. */
  Optional<String> refusal(InetAddress address, boolean tls) {
    String text = address.getHostAddress().replaceAll("%.*", "");
    if (allowed.stream().anyMatch(range -> range.contains(text))) {
      return Optional.empty();
    }
    if (!isPublic(address, text)) {
      return Optional.of("its address is not on the public Internet");
    }
    return tls ? Optional.empty() : Optional.of("it is not asked by https");
  }

  private static boolean isPublic(InetAddress address, String text) {
    if (address instanceof Inet4Address) {
      return SPECIAL_IPV4.stream().noneMatch(range -> range.contains(text));
    }
    return GLOBAL_IPV6.contains(text)
        && SPECIAL_IPV6.stream().noneMatch(range -> range.contains(text));
  }
}
