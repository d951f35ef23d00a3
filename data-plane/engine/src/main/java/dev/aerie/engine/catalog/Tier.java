package dev.aerie.engine.catalog;

import java.util.Locale;

/** Where a collection's rows are kept between reads; a collection's property {@link #PROPERTY}. */
public enum Tier {
  /** In memory, opened before the first read. */
  PINNED,
  /** In memory while it is read now and then, else on the local disk. */
  AUTO,
  /** In the object store alone; each read that finds nothing at hand fetches. */
  COLD;

  /** Name of the property; {@code pinned}, {@code auto} or {@code cold}. */
  public static final String PROPERTY = "aerie.tier";

  /**
   * The tier of that name.
   *
   * @throws IllegalArgumentException for a name that is none
   */
  public static Tier parse(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
