package dev.aerie.server.wire;

import dev.aerie.server.access.AccessException;
import dev.aerie.server.access.Principal;
import java.util.Optional;

/**
 * Who made a call, as far as records go.
 *
 * @param name what logs name
 * @param key id of the API key that the call was made with, whether it was let in or not
 */
record Caller(String name, Optional<String> key) {
  /** Who has not shown who it is. */
  static final Caller UNKNOWN = new Caller("unknown", Optional.empty());

  static Caller of(Principal principal) {
    return new Caller(principal.name(), principal.key());
  }

  /** The same, with the key that a refusal is about. */
  Caller refused(AccessException refusal) {
    return new Caller(name, key.or(refusal::key));
  }
}
