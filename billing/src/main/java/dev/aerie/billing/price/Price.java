package dev.aerie.billing.price;

import java.math.BigDecimal;

/**
 * What an item costs. Each of cloud, region and class is a name or {@link #ANY}.
 *
 * @param amount in the book's currency, not negative
 */
public record Price(
    Item item, String cloud, String cloudRegion, String clusterClass, BigDecimal amount) {
  /** Stands for every name. */
  public static final String ANY = "*";

  /**
   * Checks the amount.
   *
   * @throws IllegalArgumentException when it is negative
   */
  public Price {
    if (amount.signum() < 0) {
      throw new IllegalArgumentException(
          "the price of %s in %s %s is negative".formatted(item, cloud, cloudRegion));
    }
  }

  boolean isFor(Item wanted, Place place, String wantedClass) {
    return item == wanted
        && covers(cloud, place.cloud())
        && covers(cloudRegion, place.cloudRegion())
        && covers(clusterClass, wantedClass);
  }

  /** A named region is closer than a named cloud, and that is closer than a named class. */
  int closeness() {
    return named(cloudRegion) * 4 + named(cloud) * 2 + named(clusterClass);
  }

  private static int named(String pattern) {
    return pattern.equals(ANY) ? 0 : 1;
  }

  private static boolean covers(String pattern, String name) {
    return pattern.equals(ANY) || pattern.equals(name);
  }
}
