package dev.aerie.controlplane.guessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aerie.controlplane.problem.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class GuessesTest {
  private static final String ADDRESS = "192.0.2.1";

  private Instant now = Instant.EPOCH;
  private final Guesses guesses =
      new Guesses(
          new Clock() {
            @Override
            public Instant instant() {
              return now;
            }

            @Override
            public ZoneId getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
              return this;
            }
          });

  @Test
  void oneCredentialIsTriedTwentyTimesAtOnce() {
    for (int i = 0; i < 20; i++) {
      fail(ADDRESS, "one");
    }

    refuses(ADDRESS, "one", 3);
    guesses.mustBeFew(ADDRESS, "another");
    guesses.mustBeFew("192.0.2.2", "one");
    now = now.plusSeconds(3);
    fail(ADDRESS, "one");
    refuses(ADDRESS, "one", 3);
  }

  @Test
  void oneAddressTriesThreeHundredAtOnce() {
    guesses.succeeded(ADDRESS, "known");
    exhaust(ADDRESS);

    refuses(ADDRESS, "fresh", 1);
    guesses.mustBeFew(ADDRESS, "known");
    guesses.mustBeFew("192.0.2.2", "fresh");
    now = now.plus(Duration.ofMillis(200));
    fail(ADDRESS, "fresh");
    refuses(ADDRESS, "fresh", 1);
  }

  @Test
  void whatWasLetInIsHeldToItsOwnFailures() {
    guesses.succeeded(ADDRESS, "known");
    exhaust(ADDRESS);
    for (int i = 0; i < 20; i++) {
      fail(ADDRESS, "known");
    }

    refuses(ADDRESS, "known", 3);
  }

  @Test
  void addressesOfAnIpv6NetworkAreOne() {
    exhaust("2001:db8:0:1::1");

    refuses("2001:db8:0:1:ffff::2", "fresh", 1);
    guesses.mustBeFew("2001:db8:0:2::1", "fresh");
  }

  private void exhaust(String address) {
    for (int i = 0; i < 300; i++) {
      fail(address, "made up " + i);
    }
  }

  private void fail(String address, String credential) {
    guesses.mustBeFew(address, credential);
    guesses.failed(address, credential);
  }

  private void refuses(String address, String credential, long seconds) {
    assertThatThrownBy(() -> guesses.mustBeFew(address, credential))
        .isInstanceOfSatisfying(
            Problem.class,
            refused -> {
              assertThat(refused.status()).isEqualTo(429);
              assertThat(refused.retryAfter()).isEqualTo(seconds);
            });
  }
}
