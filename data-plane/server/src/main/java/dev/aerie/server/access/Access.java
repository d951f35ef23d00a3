package dev.aerie.server.access;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;

/** Decides who calls and whether they may. Thread-safe. */
@ApplicationScoped
public class Access {
  private static final String BEARER = "Bearer ";

  private final KeyFile file;
  private final Clock clock;

  Access(KeyFile file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /**
   * The owner of what a Milvus client sends as {@code authorization}: the key in Base64, alone or
   * as the password behind {@code user:}, or REST's {@code Bearer} form.
   *
   * @throws AccessException when no valid key is given
   */
  public Principal principal(Optional<String> authorization) {
    Optional<Keys> keys = file.current();
    if (keys.isEmpty()) {
      return Principal.ANYONE;
    }
    String token = authorization.map(Access::token).orElse("");
    return keys.get()
        .open(token, clock.instant())
        .or(() -> keys.get().open(token.substring(token.indexOf(':') + 1), clock.instant()))
        .orElseThrow(AccessException::unauthenticated);
  }

  /**
   * @throws AccessException when the role of {@code principal} does not allow what needs {@code
   *     needed}
   */
  public void require(Principal principal, String call, Role needed) {
    if (!principal.role().allows(needed)) {
      throw AccessException.forbidden(principal, call, needed);
    }
  }

  private static String token(String authorization) {
    if (authorization.startsWith(BEARER)) {
      return authorization.substring(BEARER.length()).trim();
    }
    try {
      return new String(Base64.getDecoder().decode(authorization), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return authorization;
    }
  }
}
