package dev.aerie.controlplane.feed;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.aerie.controlplane.database.JsonColumns;
import dev.aerie.controlplane.database.Notifications;
import dev.aerie.controlplane.database.Notifications.Notification;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Everything that changes in this and other replicas. Safe for use by many threads. */
@ApplicationScoped
class ChangeFeed {
  private static final TypeReference<Change> CHANGE = new TypeReference<>() {};
  private static final TypeReference<RightsChange> RIGHTS = new TypeReference<>() {};

  private final JsonColumns json;
  private final BroadcastProcessor<Change> changes = BroadcastProcessor.create();
  private final BroadcastProcessor<RightsChange> rights = BroadcastProcessor.create();

  ChangeFeed(JsonColumns json) {
    this.json = json;
  }

  void hear(@Observes Notification told) {
    switch (told.channel()) {
      case Notifications.CHANGES -> changes.onNext(json.read(told.payload(), CHANGE));
      case Notifications.RIGHTS -> rights.onNext(json.read(told.payload(), RIGHTS));
      case Notifications.RETURNED -> {
        changes.onNext(Change.returned());
        rights.onNext(RightsChange.ofAnybody());
      }
      default -> {
        // For agents.
      }
    }
  }

  Multi<Change> all() {
    return changes;
  }

  Multi<RightsChange> rights() {
    return rights;
  }
}
