package dev.aerie.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRangeTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24, 192.0.2.255, true",
    "192.0.2.0/24, 192.0.3.0, false",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.8, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "2001:db8::/32, 2001:db8:ffff::1, true",
    "2001:db8::/32, 2001:db9::1, false",
    "2001:db8::1, 2001:db8:0:0:0:0:0:1, true",
    "192.0.2.0/24, '', false",
    "192.0.2.0/24, somewhere, false",
    "somewhere, somewhere, false",
    "192.0.2.0/33, 192.0.2.1, false",
    "192.0.2.0/x, 192.0.2.1, false",
    "192.0.2.0/, 192.0.2.1, false",
    "192.0.2.0/-1, 192.0.2.1, false"
  })
  void containsItsAddresses(String range, String address, boolean contained) {
    assertThat(new AddressRange(range).contains(address)).isEqualTo(contained);
  }
}
