package dev.aerie.controlplane.keycloak;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When what is at Keycloak and in no row is removed. */
@ConfigMapping(prefix = "aerie.keycloak-orphans")
interface OrphanConfig {
  /** How old it must be; one that is being made is in no row for a minute or two. */
  @WithDefault("PT6H")
  Duration age();

  /** So many at most; of more, none: then the database is another one, or an old copy. */
  @WithDefault("20")
  int most();
}
