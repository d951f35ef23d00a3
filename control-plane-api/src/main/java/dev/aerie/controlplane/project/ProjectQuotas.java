package dev.aerie.controlplane.project;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.aerie.controlplane.exchange.Versioned;
import dev.aerie.controlplane.quota.QuotaUsage;
import java.util.List;

/** What a project may have of its organisation's plan, and how much of it is used. */
public record ProjectQuotas(String projectId, List<QuotaUsage.Item> items, @JsonIgnore long etag)
    implements Versioned {

  /** Copies the list. */
  public ProjectQuotas {
    items = List.copyOf(items);
  }
}
