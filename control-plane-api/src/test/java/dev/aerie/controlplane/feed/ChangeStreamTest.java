package dev.aerie.controlplane.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aerie.controlplane.feed.Change.Kind;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a reader hears of what happens while it begins to listen. */
class ChangeStreamTest {
  private final BroadcastProcessor<Change> changes = BroadcastProcessor.create();
  private final BroadcastProcessor<RightsChange> ends = BroadcastProcessor.create();
  private final List<Kind> heard = new ArrayList<>();

  @Test
  void whatHappensAsSoonAsTheReaderIsToldToReadIsNotLost() {
    listen(changes, () -> changes.onNext(change(Kind.CLUSTER)));

    assertThat(heard).containsExactly(Kind.RETURNED, Kind.CLUSTER);
  }

  @Test
  void rightsThatAreLostAsSoonAsTheReaderIsToldToReadEndTheStream() {
    listen(changes, () -> ends.onNext(RightsChange.ofAnybody()));
    changes.onNext(change(Kind.CLUSTER));

    assertThat(heard).containsExactly(Kind.RETURNED);
  }

  @Test
  void theFirstIsThatAllIsToBeReadWhateverHappensBefore() {
    Multi<Change> before = Multi.createFrom().item(change(Kind.PROJECT));
    listen(Multi.createBy().merging().streams(changes, before), () -> {});
    changes.onNext(change(Kind.CLUSTER));

    assertThat(heard).containsExactly(Kind.RETURNED, Kind.CLUSTER);
  }

  private void listen(Multi<Change> told, Runnable onReturned) {
    ChangeStream.of(told, ends)
        .subscribe()
        .with(
            change -> {
              heard.add(change.kind());
              if (change.kind() == Kind.RETURNED) {
                onReturned.run();
              }
            });
  }

  private static Change change(Kind kind) {
    return new Change(
        kind, Optional.of("org"), Optional.of("id"), Optional.empty(), Optional.empty());
  }
}
