package dev.aerie.controlplane.project;

import dev.aerie.controlplane.problem.Checks;
import dev.aerie.controlplane.quota.Quota;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The limits a project is to have.
 *
 * @param limits in place of those it has, by {@code CLUSTERS}, {@code UNITS} and {@code API_KEYS};
 *     an empty object takes them away
 */
public record ProjectLimits(Optional<Map<String, Long>> limits) {
  private static final long MOST = 1_000_000;
  private static final List<String> NAMES =
      Arrays.stream(Quota.values()).filter(Quota::isOfProjects).map(Quota::name).toList();

  void check() {
    var checks = new Checks();
    limits
        .orElse(Map.of())
        .forEach(
            (name, limit) ->
                checks
                    .must(
                        NAMES.contains(name),
                        "limits." + name,
                        "must be one of " + String.join(", ", NAMES))
                    .must(
                        limit != null && limit >= 0 && limit <= MOST,
                        "limits." + name,
                        "must be 0 to " + MOST));
    checks.end();
  }

  /** Those limits, checked before. */
  Map<Quota, Long> byQuota() {
    var byQuota = new EnumMap<Quota, Long>(Quota.class);
    limits.orElse(Map.of()).forEach((name, limit) -> byQuota.put(Quota.valueOf(name), limit));
    return byQuota;
  }
}
