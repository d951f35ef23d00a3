package dev.aerie.server.access;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The keys that open this cluster, as they stood when the file was read. Immutable. */
public record Keys(Map<String, KeyEntry> bySha256) {
  /** The keys of a file. */
  public static Keys of(List<KeyEntry> entries) {
    return new Keys(
        entries.stream()
            .collect(
                Collectors.toUnmodifiableMap(KeyEntry::sha256, Function.identity(), (a, b) -> a)));
  }

  /**
   * The owner of a key. The look-up is by hash of 256 random bits, so its timing tells nothing of
   * the text.
   *
   * @param address that the key comes from
   * @throws AccessException when it may not come from there
   */
  Optional<Principal> open(String text, String address, Instant now) {
    Optional<KeyEntry> found =
        Optional.ofNullable(bySha256.get(Passwords.digest(text)))
            .filter(entry -> entry.validAt(now));
    found
        .filter(entry -> !entry.opensFrom(address))
        .ifPresent(
            entry -> {
              throw AccessException.fromElsewhere(entry.id(), address);
            });
    return found.map(entry -> new Principal.Key(entry.id(), entry.role(), entry.scopes()));
  }
}
