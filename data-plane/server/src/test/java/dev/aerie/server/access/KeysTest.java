package dev.aerie.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeysTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void aKeyOpensByItsWholeText() throws NoSuchAlgorithmException {
    Keys keys = Keys.of(List.of(key("secret", null)));
    assertThat(open(keys, "secret", NOON))
        .contains(new Principal.Key("key_1", Role.DATA_VIEWER, List.of()));
    assertThat(open(keys, "secre", NOON)).isEmpty();
    assertThat(open(keys, "", NOON)).isEmpty();
  }

  @Test
  void aKeyOpensUntilItExpires() throws NoSuchAlgorithmException {
    Keys keys = Keys.of(List.of(key("secret", NOON)));
    assertThat(open(keys, "secret", NOON.minusNanos(1))).isPresent();
    assertThat(open(keys, "secret", NOON)).isEmpty();
  }

  @Test
  void aStrongerRoleMayDoWhatAWeakerMay() {
    assertThat(Role.DATA_OPERATOR.allows(Role.DATA_VIEWER)).isTrue();
    assertThat(Role.DATA_OPERATOR.allows(Role.DATA_OPERATOR)).isTrue();
    assertThat(Role.DATA_OPERATOR.allows(Role.DATA_ADMIN)).isFalse();
    assertThat(Role.ORGANIZATION_OWNER.allows(Role.DATA_ADMIN)).isTrue();
  }

  private static Optional<Principal> open(Keys keys, String text, Instant now) {
    return keys.open(text, "127.0.0.1", now);
  }

  private static KeyEntry key(String text, Instant expiresAt) throws NoSuchAlgorithmException {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return new KeyEntry(
        "key_1", HexFormat.of().formatHex(hash), Role.DATA_VIEWER, expiresAt, List.of(), List.of());
  }
}
