package dev.aerie.controlplane.outbound;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How requests to addresses of customers are made. */
@ConfigMapping(prefix = "aerie.outbound")
public interface OutboundConfig {
  /**
   * Ranges that may be reached though they are not on the public Internet, without TLS too: {@code
   * AERIE_OUTBOUND_ALLOWED_RANGES}, CIDR, separated by commas. For an installation whose customers
   * live in its own network.
   */
  Optional<List<String>> allowedRanges();

  /** Longest time for a request as a whole. */
  @WithDefault("PT10S")
  Duration timeout();
}
