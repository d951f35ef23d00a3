package dev.aerie.controlplane.region;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/**
 * A first managed region, made at start when named: {@code AERIE_REGION_NAME}, {@code _TOKEN},
 * {@code _CLOUD}.
 */
@ConfigMapping(prefix = "aerie.region")
public interface RegionConfig {
  /** Its name, as clusters give it; none: no region is made. */
  Optional<String> name();

  /** What its agent sends as bearer token; needed with a name. */
  Optional<String> token();

  /** Where it is: {@code local}, {@code aws}, {@code gcp}, {@code azure}, … */
  @WithDefault("local")
  String cloud();
}
