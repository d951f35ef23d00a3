package dev.aerie.controlplane.feed;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import java.time.Clock;
import java.time.Instant;

/**
 * Rights that somebody may have lost, also those of a moment ago: a request that arrived before
 * they were lost may listen only afterwards. Told by one thread at a time, heard by many.
 */
final class RightsFeed {
  /** More are not lost while a request arrives. */
  private static final int LATELY = 1_000;

  private final Clock clock;
  private final BroadcastProcessor<Told> told = BroadcastProcessor.create();
  private final Multi<Told> lately = Multi.createBy().replaying().upTo(LATELY).ofMulti(told);

  RightsFeed(Clock clock) {
    this.clock = clock;
    // It remembers from its first listener on.
    lately.subscribe().with(any -> {});
  }

  private record Told(RightsChange change, Instant at) {}

  void tell(RightsChange change) {
    told.onNext(new Told(change, clock.instant()));
  }

  /** Those that are told from a time on, at once if it was before now. */
  Multi<RightsChange> since(Instant arrival) {
    return lately.filter(one -> !one.at().isBefore(arrival)).map(Told::change);
  }
}
