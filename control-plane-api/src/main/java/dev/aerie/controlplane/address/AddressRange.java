package dev.aerie.controlplane.address;

import io.netty.util.NetUtil;
import java.math.BigInteger;
import java.util.Optional;

/**
 * A range of IP addresses in CIDR notation, as in {@code 10.0.0.0/8} or {@code 2001:db8::/32}; an
 * address alone is a range of one.
 */
public final class AddressRange {
  private final BigInteger prefix;
  private final int bytes;
  private final int shift;

  private AddressRange(byte[] address, int length) {
    this.bytes = address.length;
    this.shift = address.length * Byte.SIZE - length;
    this.prefix = new BigInteger(1, address).shiftRight(shift);
  }

  /** The range a text describes; empty when it describes none. */
  public static Optional<AddressRange> parse(String text) {
    String[] parts = text.split("/", -1);
    byte[] address = NetUtil.createByteArrayFromIpAddressString(parts[0]);
    if (address == null || parts.length > 2) {
      return Optional.empty();
    }
    int most = address.length * Byte.SIZE;
    return length(parts, most).map(length -> new AddressRange(address, length));
  }

  private static Optional<Integer> length(String[] parts, int most) {
    if (parts.length == 1) {
      return Optional.of(most);
    }
    return Optional.of(parts[1])
        .filter(text -> text.matches("[0-9]{1,3}"))
        .map(Integer::parseInt)
        .filter(length -> length <= most);
  }

  /** Whether an address lies in it; one that is none, does not. */
  public boolean contains(String address) {
    byte[] other = NetUtil.createByteArrayFromIpAddressString(address);
    return other != null
        && other.length == bytes
        && new BigInteger(1, other).shiftRight(shift).equals(prefix);
  }
}
