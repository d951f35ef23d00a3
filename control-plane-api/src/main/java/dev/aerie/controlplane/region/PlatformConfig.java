package dev.aerie.controlplane.region;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Who runs the platform. */
@ConfigMapping(prefix = "aerie.platform")
public interface PlatformConfig {
  /**
   * Verified addresses of people who may make and remove managed regions, {@code
   * AERIE_PLATFORM_ADMINISTRATORS}, separated by commas; none: nobody may.
   */
  Optional<List<String>> administrators();
}
