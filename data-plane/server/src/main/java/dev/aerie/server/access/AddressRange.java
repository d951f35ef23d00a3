package dev.aerie.server.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Addresses that a key opens from: a range in CIDR notation, or one address alone. A text that is
 * neither holds no address. Immutable.
 */
public final class AddressRange {
  private static final int ANY_PORT = 0;

  private final Optional<IpSubnetFilterRule> rule;

  @JsonCreator
  AddressRange(String text) {
    this.rule = rule(text);
  }

  /** Whether an address lies in it; a text that is no address does not. */
  boolean contains(String address) {
    return Optional.ofNullable(NetUtil.createInetAddressFromIpAddressString(address))
        .filter(
            found ->
                rule.filter(one -> one.matches(new InetSocketAddress(found, ANY_PORT))).isPresent())
        .isPresent();
  }

  private static Optional<IpSubnetFilterRule> rule(String text) {
    int slash = text.indexOf('/');
    InetAddress address =
        NetUtil.createInetAddressFromIpAddressString(slash < 0 ? text : text.substring(0, slash));
    if (address == null) {
      return Optional.empty();
    }
    int longest = address.getAddress().length * Byte.SIZE;
    try {
      int length = slash < 0 ? longest : Integer.parseInt(text.substring(slash + 1));
      return Optional.of(new IpSubnetFilterRule(address, length, IpFilterRuleType.ACCEPT));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
