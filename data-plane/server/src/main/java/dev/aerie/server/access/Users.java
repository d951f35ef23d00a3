package dev.aerie.server.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.aerie.engine.Engine;
import dev.aerie.engine.catalog.AccessRules;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Users by their passwords. A password that was right is known at once from then on; every other
 * one costs a derivation, of which few are under way at a time, whether or not the user is there:
 * else whoever guesses would have the pod's processors, and learn names from how long an answer
 * takes. Thread-safe.
 */
@ApplicationScoped
public class Users {
  private static final int REMEMBERED = 10_000;

  /** Calls that derive or wait for it; those beyond are refused. */
  private static final int MOST_WAITING = 32;

  private final Engine engine;
  private final Semaphore waiting = new Semaphore(MOST_WAITING);

  /** Half of the processors stay for calls whose caller is known. */
  private final Semaphore deriving =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

  /** Digests of passwords that were right, each with the hash that it matches. */
  private final Cache<String, Boolean> matched =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  Users(Engine engine) {
    this.engine = engine;
  }

  /** What is kept of a password. */
  public static String hash(String password) {
    return Passwords.hash(password);
  }

  /** The user of a {@code user:password}; empty when it is none. */
  Optional<Principal> open(String token) {
    int colon = token.indexOf(':');
    if (colon <= 0) {
      return Optional.empty();
    }
    String name = token.substring(0, colon);
    return matches(name, token.substring(colon + 1))
        ? Optional.of(new Principal.User(name))
        : Optional.empty();
  }

  /**
   * Whether a user has a password; a user who is not there has none.
   *
   * @throws EngineException {@link ErrorCode#RATE_LIMITED} when too many are being checked
   */
  public boolean matches(String name, String password) {
    AccessRules.User user = engine.definitions().accessRules().users().get(name);
    String hash = user == null ? Passwords.NOBODYS : user.passwordHash();
    String digest = Passwords.digest(hash + ":" + password);
    return isKnown(digest) || isFound(digest, password, hash);
  }

  private boolean isKnown(String digest) {
    return matched.getIfPresent(digest) != null;
  }

  private boolean isFound(String digest, String password, String hash) {
    if (!waiting.tryAcquire()) {
      throw new EngineException(
          ErrorCode.RATE_LIMITED,
          "rate limit exceeded: this pod is asked to check too many passwords; retry later");
    }
    deriving.acquireUninterruptibly();
    try {
      // Another call with the same password may have been first.
      boolean right = isKnown(digest) || Passwords.matches(password, hash);
      if (right) {
        matched.put(digest, true);
      }
      return right;
    } finally {
      deriving.release();
      waiting.release();
    }
  }
}
