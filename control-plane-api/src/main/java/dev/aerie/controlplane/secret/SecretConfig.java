package dev.aerie.controlplane.secret;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** What customers' secrets are encrypted with before they are stored. */
@ConfigMapping(prefix = "aerie.secret")
interface SecretConfig {
  /** {@code AERIE_SECRET_KEY}: at least 32 characters that nobody can guess. */
  Optional<String> key();

  /** {@code AERIE_SECRET_KEY_BEFORE}: the one before, while some are still encrypted with it. */
  Optional<String> keyBefore();
}
