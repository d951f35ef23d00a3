package dev.aerie.server.keyuse;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts by the hour what API keys are used for, and keeps a day of it. The counts begin anew with
 * each process, which has a name of its own, so that whoever reads them tells them apart.
 * Thread-safe.
 */
@ApplicationScoped
public class KeyUses {
  private static final Duration KEPT = Duration.ofHours(24);

  private final Clock clock;
  private final String instance = UUID.randomUUID().toString();
  private final Map<Slot, Tally> tallies = new ConcurrentHashMap<>();

  private record Slot(String key, Instant hour) {}

  /**
   * All that is kept.
   *
   * @param instance the process that counted
   * @param uses by hour and key
   */
  public record Counts(String instance, List<KeyUse> uses) {}

  KeyUses(Clock clock) {
    this.clock = clock;
  }

  /** Counts a call that came now. */
  public void count(String key, boolean refused) {
    Instant now = clock.instant();
    Slot slot = new Slot(key, now.truncatedTo(ChronoUnit.HOURS));
    Tally tally = tallies.get(slot);
    if (tally == null) {
      tallies.keySet().removeIf(old -> old.hour().isBefore(now.minus(KEPT)));
      tally = tallies.computeIfAbsent(slot, _ -> new Tally());
    }
    tally.count(now, refused);
  }

  /** What was counted so far. */
  public Counts counts() {
    return new Counts(
        instance,
        tallies.entrySet().stream()
            .map(entry -> entry.getValue().use(entry.getKey().key(), entry.getKey().hour()))
            .filter(use -> use.calls() > 0)
            .sorted(Comparator.comparing(KeyUse::hour).thenComparing(KeyUse::key))
            .toList());
  }
}
