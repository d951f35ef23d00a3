package dev.aerie.billing.price;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * What a configuration costs as long as it stays so. A month has 730 hours, the twelfth of a year
 * without a leap day. Amounts are exact but for the hourly ones of what is priced by the month: an
 * hour is a 730th of it, rounded half up to six decimals.
 */
public record Estimate(List<Line> lines) {
  /** Hours of a month. */
  public static final BigDecimal HOURS = BigDecimal.valueOf(730);

  private static final int DECIMALS = 6;

  /** Nothing. */
  public static final Estimate NOTHING = new Estimate(List.of());

  /** Copies the list. */
  public Estimate {
    lines = List.copyOf(lines);
  }

  /**
   * Estimates a configuration.
   *
   * @throws UnpricedException when the book lacks a price it needs
   */
  public static Estimate of(PriceBook book, Place place, Configuration wanted) {
    var lines = new ArrayList<Line>();
    if (wanted.running()) {
      lines.add(compute(book, place, wanted));
    }
    if (wanted.storageGb().signum() > 0) {
      lines.add(kept(book, place, wanted, Item.STORAGE_GB_MONTH, wanted.storageGb(), "GB of data"));
    }
    if (wanted.backupGb().signum() > 0) {
      lines.add(
          kept(book, place, wanted, Item.BACKUP_GB_MONTH, wanted.backupGb(), "GB of backups"));
    }
    return new Estimate(lines);
  }

  /** What it costs an hour. */
  public BigDecimal hourly() {
    return sum(Line::hourly);
  }

  /** What it costs a month. */
  public BigDecimal monthly() {
    return sum(Line::monthly);
  }

  private BigDecimal sum(Function<Line, BigDecimal> amount) {
    return plain(lines.stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add));
  }

  private static Line compute(PriceBook book, Place place, Configuration wanted) {
    BigDecimal price = book.of(Item.UNIT_HOUR, place, wanted.clusterClass());
    BigDecimal quantity = BigDecimal.valueOf((long) wanted.units() * wanted.replicas());
    BigDecimal hourly = plain(price.multiply(quantity, MathContext.UNLIMITED));
    return new Line(
        Item.UNIT_HOUR,
        quantity,
        plain(price),
        hourly,
        plain(hourly.multiply(HOURS)),
        String.format(
            Locale.ROOT,
            "%d units of each of %d replicas, class %s, at %s %s a unit and hour.",
            wanted.units(),
            wanted.replicas(),
            wanted.clusterClass(),
            plain(price).toPlainString(),
            book.currency()));
  }

  private static Line kept(
      PriceBook book,
      Place place,
      Configuration wanted,
      Item item,
      BigDecimal quantity,
      String noun) {
    BigDecimal price = book.of(item, place, wanted.clusterClass());
    BigDecimal monthly = plain(price.multiply(quantity, MathContext.UNLIMITED));
    return new Line(
        item,
        plain(quantity),
        plain(price),
        plain(monthly.divide(HOURS, DECIMALS, RoundingMode.HALF_UP)),
        monthly,
        "%s %s at %s %s a GB and month."
            .formatted(
                plain(quantity).toPlainString(),
                noun,
                plain(price).toPlainString(),
                book.currency()));
  }

  /** Without zeros at the end, and never as a power of ten. */
  private static BigDecimal plain(BigDecimal amount) {
    BigDecimal stripped = amount.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
