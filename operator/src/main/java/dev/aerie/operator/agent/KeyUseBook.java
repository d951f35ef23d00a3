package dev.aerie.operator.agent;

import dev.aerie.operator.agent.protocol.KeyUse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Tells of what pods counted only what has risen since it was last told. After a restart all that
 * pods still have is told once more, which changes nothing. Safe for concurrent use.
 */
final class KeyUseBook {

  /** Pods tell a day. */
  private static final Duration KNOWN = Duration.ofHours(26);

  private final Clock clock;
  private final Map<KeyUse.Slot, KeyUse> known = new HashMap<>();
  private final Map<KeyUse.Slot, KeyUse> risen = new LinkedHashMap<>();

  /**
   * @param clock forgets what pods do not tell any more
   */
  KeyUseBook(Clock clock) {
    this.clock = clock;
  }

  /** What pods tell now. */
  synchronized void note(List<KeyUse> uses) {
    for (KeyUse use : uses) {
      if (!use.equals(known.put(use.slot(), use))) {
        risen.put(use.slot(), use);
      }
    }
    Instant oldest = clock.instant().minus(KNOWN);
    known.keySet().removeIf(slot -> slot.hour().isBefore(oldest));
  }

  /** Tells what has risen; nothing is forgotten if that fails. */
  synchronized void tell(Consumer<List<KeyUse>> keeper) {
    keeper.accept(List.copyOf(risen.values()));
    risen.clear();
  }
}
