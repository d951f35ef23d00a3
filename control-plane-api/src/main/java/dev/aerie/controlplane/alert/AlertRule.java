package dev.aerie.controlplane.alert;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.aerie.controlplane.exchange.Versioned;
import java.time.Instant;
import java.util.List;

/** What an organisation wants to be told of, and by which channels. */
public record AlertRule(
    String id,
    String organizationId,
    String name,
    Condition condition,
    List<String> channelIds,
    boolean enabled,
    Instant createdAt,
    Instant updatedAt,
    @JsonIgnore long etag)
    implements Versioned {

  /** Copies the list. */
  public AlertRule {
    channelIds = List.copyOf(channelIds);
  }

  AlertRule with(AlertRuleChanges changes, Instant now) {
    return new AlertRule(
        id,
        organizationId,
        changes.name().orElse(name),
        changes.condition().orElse(condition),
        changes.channelIds().orElse(channelIds),
        changes.enabled().orElse(enabled),
        createdAt,
        now,
        etag + 1);
  }
}
