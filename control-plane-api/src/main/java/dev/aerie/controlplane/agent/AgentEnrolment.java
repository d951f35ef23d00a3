package dev.aerie.controlplane.agent;

import dev.aerie.controlplane.problem.Checks;
import dev.aerie.controlplane.problem.RefusedWithout;
import java.util.Optional;

/**
 * What an agent sends to be enrolled, or to go over to another key.
 *
 * @param token the one-time token; needed to enrol only
 * @param keySha256 SHA-256 of the key that the agent has made, 64 hexadecimal digits
 */
@RefusedWithout("keySha256")
public record AgentEnrolment(Optional<String> token, Optional<String> keySha256) {
  private static final String SHA256 = "[0-9a-f]{64}";

  void check(boolean enrolling) {
    new Checks()
        .must(token.isPresent() == enrolling, "token", "must be given to enrol, and only then")
        .present("keySha256", keySha256)
        .must(
            keySha256.map(text -> text.matches(SHA256)).orElse(true),
            "keySha256",
            "must be 64 hexadecimal digits")
        .end();
  }
}
