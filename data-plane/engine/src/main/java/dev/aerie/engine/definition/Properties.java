package dev.aerie.engine.definition;

import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.catalog.Tier;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Properties of databases and collections; those that mean something here are checked. */
final class Properties {
  private static final long MOST_SECONDS = 100L * 365 * 24 * 3600;

  private Properties() {}

  /** Properties with some set and some removed. */
  static Map<String, String> changed(
      Map<String, String> before, Map<String, String> set, List<String> removed) {
    Map<String, String> after = new HashMap<>(before);
    after.putAll(set);
    removed.forEach(after::remove);
    return after;
  }

  /** Refuses values that mean nothing. */
  static void check(Map<String, String> properties) {
    checkTimeToLive(properties);
    properties.forEach(Properties::checkTier);
  }

  /** Refuses the tier of a partition that there is not: it would do nothing. */
  static void checkPartitions(Map<String, String> properties, Collection collection) {
    properties.keySet().forEach(name -> Tier.partitionOf(name).ifPresent(collection::partition));
  }

  private static void checkTier(String property, String tier) {
    if (!property.equals(Tier.PROPERTY) && Tier.partitionOf(property).isEmpty()) {
      return;
    }
    try {
      Tier.parse(tier);
    } catch (IllegalArgumentException e) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT, "%s %s".formatted(property, e.getMessage()), e);
    }
  }

  /** -1 and 0 stand for always. */
  private static void checkTimeToLive(Map<String, String> properties) {
    String seconds = properties.getOrDefault(Collection.TIME_TO_LIVE, "0");
    long value;
    try {
      value = Long.parseLong(seconds);
    } catch (NumberFormatException e) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT,
          "collection TTL is not a valid positive integer: %s '%s'"
              .formatted(Collection.TIME_TO_LIVE, seconds),
          e);
    }
    if (value < -1 || value > MOST_SECONDS) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT,
          "collection TTL is out of range: %s %d, expect [-1, %d]"
              .formatted(Collection.TIME_TO_LIVE, value, MOST_SECONDS));
    }
  }
}
