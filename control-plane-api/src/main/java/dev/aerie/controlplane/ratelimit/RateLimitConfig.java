package dev.aerie.controlplane.ratelimit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How often one person or key may call {@code /v1}, in each replica. */
@ConfigMapping(prefix = "aerie.rate-limit")
public interface RateLimitConfig {
  /** Calls at once, 1 or more. */
  @WithDefault("2000")
  int burst();

  /** Calls a second in the long run, 1 or more. */
  @WithDefault("100")
  int perSecond();
}
