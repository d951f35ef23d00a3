package dev.aerie.controlplane.quota;

import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an organisation's plan allows and how much of it is used. */
public record QuotaUsage(String organizationId, String plan, List<Item> items) {

  /**
   * One limit.
   *
   * @param limit empty for none
   */
  @Schema(name = "UsedQuota")
  public record Item(Quota quota, long used, Optional<Long> limit) {}
}
