package dev.aerie.billing.price;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Prices that hold from a moment on.
 *
 * @param currency ISO 4217, such as {@code USD}
 * @param validFrom since when
 * @param prices in no order; of those that fit the closest one counts
 */
public record PriceBook(String currency, Instant validFrom, List<Price> prices) {

  /** Copies the list. */
  public PriceBook {
    prices = List.copyOf(prices);
  }

  /**
   * The price of an item.
   *
   * @throws UnpricedException when the book has none
   */
  public BigDecimal of(Item item, Place place, String clusterClass) {
    return prices.stream()
        .filter(price -> price.isFor(item, place, clusterClass))
        .max(Comparator.comparingInt(Price::closeness))
        .map(Price::amount)
        .orElseThrow(() -> new UnpricedException(item, place, clusterClass));
  }
}
