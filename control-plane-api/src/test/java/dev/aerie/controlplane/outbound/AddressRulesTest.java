package dev.aerie.controlplane.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {
  private final AddressRules rules = new AddressRules(List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.1.2",
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "192.0.0.192",
        "198.19.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::a00:1",
        "fe80::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "3fff::1"
      })
  void addressOutsideThePublicInternetIsRefused(String address) throws UnknownHostException {
    assertThat(rules.refusal(InetAddress.getByName(address), true)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450::1"})
  void publicAddressIsAskedByTlsOnly(String address) throws UnknownHostException {
    assertThat(rules.refusal(InetAddress.getByName(address), true)).isEmpty();
    assertThat(rules.refusal(InetAddress.getByName(address), false)).isPresent();
  }

  @Test
  void allowedRangeIsReachedThoughItIsPrivate() throws UnknownHostException {
    var own = new AddressRules(List.of("10.0.0.0/8", "fd00::/8"));

    assertThat(own.refusal(InetAddress.getByName("10.1.2.3"), false)).isEmpty();
    assertThat(own.refusal(InetAddress.getByName("fd00::1"), true)).isEmpty();
    assertThat(own.refusal(InetAddress.getByName("127.0.0.1"), true)).isPresent();
  }

  @Test
  void rangeThatIsNoneStopsTheStart() {
    assertThatThrownBy(() -> new AddressRules(List.of("10.0.0.0/99")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("10.0.0.0/99");
  }
}
