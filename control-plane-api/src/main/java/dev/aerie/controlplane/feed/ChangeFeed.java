package dev.aerie.controlplane.feed;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.aerie.controlplane.database.JsonColumns;
import dev.aerie.controlplane.database.Notifications;
import dev.aerie.controlplane.database.Notifications.Notification;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;

/** Everything that changes in this and other replicas. Safe for use by many threads. */
@ApplicationScoped
class ChangeFeed {
  private static final TypeReference<Change> CHANGE = new TypeReference<>() {};
  private static final TypeReference<RightsChange> RIGHTS = new TypeReference<>() {};

  private final JsonColumns json;
  private final BroadcastProcessor<Change> changes = BroadcastProcessor.create();
  private final RightsFeed rights;

  ChangeFeed(JsonColumns json, Clock clock) {
    this.json = json;
    this.rights = new RightsFeed(clock);
  }

  void hear(@Observes Notification told) {
    switch (told.channel()) {
      case Notifications.CHANGES -> changes.onNext(json.read(told.payload(), CHANGE));
      case Notifications.RIGHTS -> rights.tell(json.read(told.payload(), RIGHTS));
      case Notifications.RETURNED -> {
        changes.onNext(Change.returned());
        rights.tell(RightsChange.ofAnybody());
      }
      default -> {
        // For agents.
      }
    }
  }

  Multi<Change> all() {
    return changes;
  }

  /** Rights that are lost after a time, such as that at which a request arrived. */
  Multi<RightsChange> rights(Instant arrival) {
    return rights.since(arrival);
  }
}
