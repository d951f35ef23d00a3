package dev.aerie.server.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.aerie.engine.Engine;
import dev.aerie.engine.catalog.AccessRules;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Users by their passwords. Thread-safe. */
@ApplicationScoped
public class Users {
  private static final int REMEMBERED = 10_000;

  private final Engine engine;

  /** Hashes that passwords were found to match, by digest: hashing them again costs too much. */
  private final Cache<String, String> matched =
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

  /** Whether a user has a password; a user who is not there has none. */
  public boolean matches(String name, String password) {
    AccessRules.User user = engine.definitions().accessRules().users().get(name);
    if (user == null) {
      return false;
    }
    String digest = Passwords.digest(name + ":" + password);
    if (user.passwordHash().equals(matched.getIfPresent(digest))) {
      return true;
    }
    boolean right = Passwords.matches(password, user.passwordHash());
    if (right) {
      matched.put(digest, user.passwordHash());
    }
    return right;
  }
}
