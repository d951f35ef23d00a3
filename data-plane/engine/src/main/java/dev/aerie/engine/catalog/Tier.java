package dev.aerie.engine.catalog;

import java.util.Locale;
import java.util.Optional;

/**
 * Where rows are kept between reads; a collection's property {@link #PROPERTY}, or for one of its
 * partitions {@link #propertyOf}, or else as the engine is told for all.
 */
public enum Tier {
  /** In memory, opened before the first read. */
  PINNED,
  /** In memory while it is read now and then, else on the local disk. */
  AUTO,
  /** In the object store alone; each read that finds nothing at hand fetches. */
  COLD;

  /** Name of the property; {@code pinned}, {@code auto} or {@code cold}. */
  public static final String PROPERTY = "aerie.tier";

  private static final String OF_PARTITION = PROPERTY + ".";

  /**
   * The property that a collection has for one of its partitions, such as {@code aerie.tier.p1}.
   */
  public static String propertyOf(String partition) {
    return OF_PARTITION + partition;
  }

  /** The partition that a property is for; empty where it is none of these. */
  public static Optional<String> partitionOf(String property) {
    return property.startsWith(OF_PARTITION)
        ? Optional.of(property.substring(OF_PARTITION.length()))
        : Optional.empty();
  }

  /**
   * The tier of that name.
   *
   * @throws IllegalArgumentException for a name that is none; its message follows that of what was
   *     named
   */
  public static Tier parse(String name) {
    try {
      return valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'%s' is not known; use pinned, auto or cold".formatted(name), e);
    }
  }
}
