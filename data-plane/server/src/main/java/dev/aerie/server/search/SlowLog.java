package dev.aerie.server.search;

import dev.aerie.server.ServerConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Tells which reads took long, and how they were done. */
@ApplicationScoped
public class SlowLog {
  private static final Logger LOG = Logger.getLogger(SlowLog.class);

  /** Filters may name a million keys. */
  private static final int MOST_CHARACTERS = 10_000;

  private final long thresholdMillis;

  SlowLog(ServerConfig config) {
    this.thresholdMillis = config.slowMillis();
  }

  void offer(String kind, String collection, String filter, long startNanos, List<String> plan) {
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    if (millis >= thresholdMillis) {
      LOG.warnf(
          "slow %s of %s took %d ms, filter [%s], plan %s",
          kind, collection, millis, shortened(filter).replaceAll("\\s+", " "), plan);
    }
  }

  private static String shortened(String filter) {
    return filter.length() <= MOST_CHARACTERS ? filter : filter.substring(0, MOST_CHARACTERS) + "…";
  }
}
