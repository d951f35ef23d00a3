package dev.aerie.controlplane.notification;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.aerie.controlplane.exchange.Versioned;
import java.time.Instant;

/** A way to reach somebody, as {@code /v1} shows it. */
public record NotificationChannel(
    String id,
    String organizationId,
    String name,
    @JsonUnwrapped ChannelSettings settings,
    Instant createdAt,
    Instant updatedAt,
    @JsonIgnore long etag)
    implements Versioned {}
