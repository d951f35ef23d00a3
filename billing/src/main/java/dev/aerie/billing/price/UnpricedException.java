package dev.aerie.billing.price;

/** A price book has no price for something. */
public final class UnpricedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnpricedException(Item item, Place place, String clusterClass) {
    super(
        "The price book has no price of %s in %s %s for class %s."
            .formatted(item, place.cloud(), place.cloudRegion(), clusterClass));
  }
}
