package dev.aerie.controlplane.quota;

import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an organisation may have and how much of it is used. */
public record QuotaUsage(String organizationId, String plan, List<Item> items) {

  /**
   * One limit.
   *
   * @param limit empty for none
   * @param source where the limit comes from
   */
  @Schema(name = "UsedQuota")
  public record Item(Quota quota, long used, Optional<Long> limit, LimitSource source) {
    static Item of(Quota quota, long used, Optional<Limit> limit) {
      return new Item(
          quota, used, limit.map(Limit::most), limit.map(Limit::source).orElse(LimitSource.NONE));
    }
  }

  /** How many there may be, and who says so. */
  record Limit(long most, LimitSource source) {}
}
