package dev.aerie.controlplane.guessing;

import dev.aerie.controlplane.problem.Code;
import dev.aerie.controlplane.problem.Problem;
import dev.aerie.controlplane.throttle.TokenBuckets;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Slows those who guess credentials, before the database is asked. Of one address and credential,
 * twenty failures are let through at once and one in three seconds after that; of one address,
 * whatever it tries, three hundred at once and five a second. A credential that was let in from an
 * address goes on from there, however much somebody beside it guesses others. In memory, so each
 * replica counts for itself. Safe for use by many threads.
 */
@ApplicationScoped
public class Guesses {
  private static final int AT_ONCE = 20;
  private static final Duration PER_FAILURE = Duration.ofSeconds(3);
  private static final int OF_ADDRESS_AT_ONCE = 300;
  private static final Duration PER_FAILURE_OF_ADDRESS = Duration.ofMillis(200);
  private static final int MOST_KEPT = 10_000;

  /** Whoever has one IPv6 address has the others of its network. */
  private static final int NETWORK_BYTES = 8;

  private final TokenBuckets ofCredential;
  private final TokenBuckets ofAddress;
  private final Set<String> letIn =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > MOST_KEPT;
                }
              }));

  Guesses(Clock clock) {
    ofCredential = new TokenBuckets(clock, AT_ONCE, PER_FAILURE, MOST_KEPT);
    ofAddress = new TokenBuckets(clock, OF_ADDRESS_AT_ONCE, PER_FAILURE_OF_ADDRESS, MOST_KEPT);
  }

  /**
   * Asks whether a credential may be tried.
   *
   * @param credential what tells it from others: an id, or a hash
   * @throws Problem 429 when too many were refused
   */
  public void mustBeFew(String address, String credential) {
    check(ofCredential.look(both(address, credential)), "This credential");
    if (!letIn.contains(both(address, credential))) {
      check(ofAddress.look(network(address)), "Credentials from your address");
    }
  }

  private static void check(TokenBuckets.Decision attempts, String what) {
    if (!attempts.allowed()) {
      throw Problem.tooMany(
          Code.TOO_MANY_ATTEMPTS,
          what + " has been refused too often. Wait, and use one that is valid.",
          attempts.secondsUntilNext());
    }
  }

  /** Notes that a credential was refused. */
  public void failed(String address, String credential) {
    ofCredential.take(both(address, credential));
    ofAddress.take(network(address));
  }

  /** Notes that a credential was let in. */
  public void succeeded(String address, String credential) {
    letIn.add(both(address, credential));
  }

  private static String both(String address, String credential) {
    return address + " " + credential;
  }

  private static String network(String address) {
    try {
      byte[] bytes = InetAddress.ofLiteral(address).getAddress();
      return bytes.length > 4 ? HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES) : address;
    } catch (IllegalArgumentException noAddress) {
      return address;
    }
  }
}
