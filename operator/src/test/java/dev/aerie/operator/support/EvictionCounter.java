package dev.aerie.operator.support;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.regex.Pattern;

/**
 * Counts evictions that were asked for, where they arrive: the API server counts what it refuses
 * too.
 */
public final class EvictionCounter {

  private static final Pattern EVICTIONS =
      Pattern.compile("(?m)^apiserver_request_total\\{[^}]*subresource=\"eviction\"[^}]*} (\\S+)$");

  private final KubernetesClient admin;
  private final long before;

  /** Counts from now on. */
  public EvictionCounter(KubernetesClient admin) {
    this.admin = admin;
    this.before = total();
  }

  /** Evictions since then. */
  public long count() {
    return total() - before;
  }

  private long total() {
    return EVICTIONS
        .matcher(admin.raw("/metrics"))
        .results()
        .mapToLong(line -> (long) Double.parseDouble(line.group(1)))
        .sum();
  }
}
