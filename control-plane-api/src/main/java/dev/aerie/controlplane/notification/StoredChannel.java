package dev.aerie.controlplane.notification;

import java.time.Instant;

/** A channel as it is kept, with its target. */
record StoredChannel(
    String organization,
    String id,
    String name,
    ChannelTarget target,
    long etag,
    Instant createdAt,
    Instant updatedAt) {

  NotificationChannel shown() {
    return new NotificationChannel(
        id, organization, name, ChannelSettings.of(target), createdAt, updatedAt, etag);
  }

  StoredChannel with(NotificationChannelChanges changes, Instant now) {
    return new StoredChannel(
        organization,
        id,
        changes.name().orElse(name),
        changes.settings().saysNothing() ? target : changes.settings().target(),
        etag + 1,
        createdAt,
        now);
  }
}
