package dev.aerie.controlplane.quote;

import dev.aerie.billing.price.Estimate;
import dev.aerie.billing.price.Item;
import dev.aerie.billing.price.Line;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What an action would cost, as long as the cluster stays so. Amounts are decimals in texts.
 *
 * @param priceBook since when its prices hold
 * @param before what it costs now; nothing for a new one
 * @param after what it would cost
 * @param hourly the difference an hour
 * @param monthly the difference a month
 * @param least with an autoscaler: at the least it may choose
 * @param most with an autoscaler: at the most it may choose
 * @param changes what would be another than now
 * @param notes what the amounts rest on
 */
public record Quote(
    QuoteRequest.Action action,
    Optional<String> clusterId,
    String region,
    String clusterClass,
    String currency,
    Instant priceBook,
    Amounts before,
    Amounts after,
    String hourly,
    String monthly,
    Optional<Amounts> least,
    Optional<Amounts> most,
    List<Change> changes,
    List<String> notes) {

  /** What something costs. */
  public record Amounts(String hourly, String monthly, List<Part> parts) {
    static Amounts of(Estimate estimate) {
      return new Amounts(
          text(estimate.hourly()),
          text(estimate.monthly()),
          estimate.lines().stream().map(Part::of).toList());
    }
  }

  /** A part of that. */
  @Schema(name = "QuotePart")
  public record Part(
      Item item,
      String quantity,
      String unitPrice,
      String hourly,
      String monthly,
      String explanation) {
    private static Part of(Line line) {
      return new Part(
          line.item(),
          text(line.quantity()),
          text(line.unitPrice()),
          text(line.hourly()),
          text(line.monthly()),
          line.explanation());
    }
  }

  /** What would be another; and what that does to the amounts. */
  @Schema(name = "QuotedChange")
  public record Change(String field, String from, String to, String why) {}

  static String text(BigDecimal amount) {
    return amount.stripTrailingZeros().toPlainString();
  }
}
