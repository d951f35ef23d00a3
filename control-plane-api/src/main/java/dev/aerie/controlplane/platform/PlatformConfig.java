package dev.aerie.controlplane.platform;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Who runs the platform. */
@ConfigMapping(prefix = "aerie.platform")
public interface PlatformConfig {
  /**
   * Verified addresses of people who may make and remove managed regions, list all organisations
   * and give them plans, {@code AERIE_PLATFORM_ADMINISTRATORS}, separated by commas; none: nobody
   * may.
   */
  Optional<List<String>> administrators();
}
