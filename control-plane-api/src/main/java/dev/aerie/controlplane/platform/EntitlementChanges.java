package dev.aerie.controlplane.platform;

import dev.aerie.controlplane.problem.Checks;
import dev.aerie.controlplane.quota.Quota;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to change of what an organisation may have.
 *
 * @param plan the plan to come
 * @param limits its own limits, by the names of {@link Quota}, above or below the plan's; null goes
 *     back to the plan's, and those that are not named stay
 */
public record EntitlementChanges(
    Optional<String> plan, Optional<Map<String, Optional<Long>>> limits) {
  private static final long MOST = 1_000_000;
  private static final List<String> NAMES = Arrays.stream(Quota.values()).map(Quota::name).toList();

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
                        limit.filter(most -> most < 0 || most > MOST).isEmpty(),
                        "limits." + name,
                        "must be 0 to %d, or null for the plan's".formatted(MOST)));
    checks.end();
  }

  /** The limits there are then, of those there were; checked before. */
  Map<Quota, Long> appliedTo(Map<Quota, Long> before) {
    var after = new EnumMap<Quota, Long>(Quota.class);
    after.putAll(before);
    limits
        .orElse(Map.of())
        .forEach(
            (name, limit) ->
                limit.ifPresentOrElse(
                    most -> after.put(Quota.valueOf(name), most),
                    () -> after.remove(Quota.valueOf(name))));
    return after;
  }
}
