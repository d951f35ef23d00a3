package dev.aerie.controlplane.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {
  private static final String PROXY = "10.0.0.1";
  private static final ClientAddress X_FORWARDED_FOR = behind("X-Forwarded-For");
  private static final ClientAddress FORWARDED = behind("Forwarded");

  private static ClientAddress behind(String header) {
    return new ClientAddress(
        new Proxies(Optional.of(List.of("10.0.0.0/8", " 2001:db8:aaaa::/48")), header));
  }

  private record Proxies(Optional<List<String>> ranges, String header)
      implements TrustedProxyConfig {}

  @Test
  void nobodyIsBelievedUnlessTold() {
    var alone = new ClientAddress(new Proxies(Optional.empty(), "X-Forwarded-For"));

    assertThat(alone.of("127.0.0.1", List.of("192.0.2.7"))).isEqualTo("127.0.0.1");
    assertThat(X_FORWARDED_FOR.of("203.0.113.9", List.of("192.0.2.7"))).isEqualTo("203.0.113.9");
    assertThat(FORWARDED.of("203.0.113.9", List.of("for=192.0.2.7"))).isEqualTo("203.0.113.9");
  }

  @Test
  void proxyThatSaysNothingIsWhereItComesFrom() {
    assertThat(X_FORWARDED_FOR.of(PROXY, List.of())).isEqualTo(PROXY);
    assertThat(FORWARDED.of(PROXY, List.of())).isEqualTo(PROXY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // One proxy; then what the client wrote itself, to the left of what the proxy added.
        "192.0.2.7                         | 192.0.2.7",
        "198.51.100.1, 192.0.2.7           | 192.0.2.7",
        "127.0.0.1,10.0.0.9, 192.0.2.7     | 192.0.2.7",
        "garbage \" ; , 192.0.2.7          | 192.0.2.7",
        // Several proxies, each of which is trusted; the first of them was called by the client.
        "192.0.2.7, 10.0.0.3, 10.0.0.2     | 192.0.2.7",
        "198.51.100.1, 192.0.2.7, 10.0.0.2 | 192.0.2.7",
        // All are within: the one that began it.
        "10.9.9.9, 10.0.0.2                | 10.9.9.9",
        // With ports, and in IPv6.
        "192.0.2.7:51234                   | 192.0.2.7",
        "2001:db8::7                       | 2001:db8:0:0:0:0:0:7",
        "[2001:db8::7]                     | 2001:db8:0:0:0:0:0:7",
        "[2001:db8::7]:51234               | 2001:db8:0:0:0:0:0:7",
        "2001:DB8::7, 2001:db8:aaaa::1     | 2001:db8:0:0:0:0:0:7",
        "::ffff:192.0.2.7                  | 192.0.2.7",
        "192.0.2.7, ::ffff:10.0.0.2        | 192.0.2.7",
      })
  void addressesAreReadFromTheRight(String value, String expected) {
    assertThat(X_FORWARDED_FOR.of(PROXY, List.of(value))).isEqualTo(expected);
  }

  @Test
  void linesOfAHeaderGoOnEachOther() {
    assertThat(X_FORWARDED_FOR.of(PROXY, List.of("198.51.100.1", "192.0.2.7, 10.0.0.2")))
        .isEqualTo("192.0.2.7");
    assertThat(FORWARDED.of(PROXY, List.of("for=\"left open", "for=192.0.2.7")))
        .isEqualTo("192.0.2.7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "unknown",
        "somewhere.example",
        "192.0.2",
        "192.0.2.256",
        "192.0.2.7 192.0.2.8",
        "3221225991",
        "0xC0.0.2.7",
        "192.0.2.7:",
        "192.0.2.7%eth0",
        "fe80::1%eth0",
        "[2001:db8::7",
        "2001:db8::7]",
        "[192.0.2.7]",
        "[[2001:db8::7]]",
        "2001:db8::7::8",
        "192.0.2.7\u0000",
        "192.0.2.7, ",
      })
  void whatIsNoAddressEndsTheWayAtTheProxyThatSaidIt(String value) {
    assertThat(X_FORWARDED_FOR.of(PROXY, List.of(value))).isEqualTo(PROXY);
    assertThat(X_FORWARDED_FOR.of(PROXY, List.of("198.51.100.1, " + value + ", 10.0.0.2")))
        .isEqualTo("10.0.0.2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "for=192.0.2.7                                          | 192.0.2.7",
        "For=192.0.2.7;Proto=https;by=10.0.0.1                  | 192.0.2.7",
        "proto=https; for=\"192.0.2.7:51234\"                   | 192.0.2.7",
        "for=\"[2001:db8::7]:_a\"                               | 2001:db8:0:0:0:0:0:7",
        "for=198.51.100.1, for=192.0.2.7                        | 192.0.2.7",
        "for=198.51.100.1, for=192.0.2.7;proto=http, for=10.0.0.2;host=\"a,b;for=192.0.2.9\" | 192.0.2.7",
      })
  void elementsOfForwardedAreReadFromTheRight(String value, String expected) {
    assertThat(FORWARDED.of(PROXY, List.of(value))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for=unknown",
        "for=_hidden",
        "for=",
        "proto=https",
        "192.0.2.7",
        "for=192.0.2.7;for=198.51.100.1",
        "for=\"x, for=192.0.2.7",
        "for=198.51.100.1, for=\"x, for=\"[2001:db8::7]:51234\"",
        "for=\"192.0.2.7\\\"\"",
        "for=192.0.2.7,",
        "=;,\"",
      })
  void forwardedThatNamesNobodyIsIgnored(String value) {
    assertThat(FORWARDED.of(PROXY, List.of(value))).isEqualTo(PROXY);
  }

  @Test
  void longHeadersAreReadInTime() {
    String hostile = "for=\"" + "\\\"".repeat(4_000) + "a=".repeat(4_000);

    assertThat(FORWARDED.of(PROXY, List.of(hostile))).isEqualTo(PROXY);
    assertThat(X_FORWARDED_FOR.of(PROXY, List.of("10.0.0.2,".repeat(8_000) + "192.0.2.7")))
        .isEqualTo("192.0.2.7");
  }

  @Test
  void wrongSettingsAreNamed() {
    assertThatThrownBy(() -> behind("X-Real-IP"))
        .hasMessage("aerie.trusted-proxy.header must be X-Forwarded-For or Forwarded");
    var range = new Proxies(Optional.of(List.of("10.0.0.0/33")), "Forwarded");
    assertThatThrownBy(() -> new ClientAddress(range)).hasMessageEndingWith(": 10.0.0.0/33");
  }
}
