package dev.aerie.controlplane.feed;

import dev.aerie.controlplane.feed.Change.Kind;
import io.smallrye.mutiny.Multi;
import java.util.Optional;

/** What one reader is told. Stateless. */
final class ChangeStream {
  private static final int MOST_WAITING = 256;

  private ChangeStream() {}

  /**
   * Changes as they happen, behind a {@link Kind#RETURNED}: whoever reads all anew on that misses
   * nothing, as nothing that happens from then on is not heard.
   *
   * @param ends ends the stream; fails, as the changes do, when the reader is too slow
   */
  static Multi<Change> of(Multi<Change> changes, Multi<?> ends) {
    Multi<Optional<Change>> told = changes.onOverflow().buffer(MOST_WAITING).map(Optional::of);
    Multi<Optional<Change>> end =
        ends.onOverflow().buffer(MOST_WAITING).map(any -> Optional.empty());
    // They are subscribed to in this order.
    return Multi.createBy()
        .merging()
        .streams(told, end, Multi.createFrom().item(Optional.of(Change.returned())))
        .select()
        .first(Optional::isPresent)
        .map(Optional::get)
        .skip()
        .first(change -> change.kind() != Kind.RETURNED);
  }
}
