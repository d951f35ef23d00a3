package dev.aerie.controlplane.region;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/**
 * A first managed region, made at start when named: {@code AERIE_REGION_NAME}, {@code _TOKEN},
 * {@code _CLOUD}.
 */
@ConfigMapping(prefix = "aerie.region")
public interface RegionConfig {
  /** Its name, as clusters give it; none: no region is made. */
  Optional<String> name();

  /** Enrols its agent once; needed with a name. Another token enrols another agent in its place. */
  Optional<String> token();

  /** How long after a start the token can be used. */
  @WithDefault("PT1H")
  Duration tokenLife();

  /** Where it is: {@code local}, {@code aws}, {@code gcp}, {@code azure}, … */
  @WithDefault("local")
  String cloud();
}
