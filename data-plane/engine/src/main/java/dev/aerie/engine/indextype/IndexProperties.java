package dev.aerie.engine.indextype;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.schema.IndexSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Those parameters of an index that may change while it is there. */
public final class IndexProperties {
  private static final Set<String> NAMES =
      Shared.PROPERTIES.stream().map(Parameter::name).collect(Collectors.toUnmodifiableSet());

  private IndexProperties() {}

  /**
   * An index with some properties set or removed.
   *
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT} for what is no property, a value
   *     that it may not have, or nothing to change
   */
  public static IndexSpec changed(IndexSpec index, Map<String, String> set, List<String> removed) {
    if (set.isEmpty() == removed.isEmpty()) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT,
          "index '%s': give properties to set or keys to remove, not both".formatted(index.name()));
    }
    set.keySet().forEach(IndexProperties::require);
    removed.forEach(IndexProperties::require);
    Parameters.check(Shared.PROPERTIES, set);
    Map<String, String> params = Parameters.of(index.params());
    params.putAll(set);
    params.keySet().removeAll(removed);
    return with(index, params);
  }

  /** Whether two indexes differ in their properties at most. */
  public static boolean same(IndexSpec a, IndexSpec b) {
    return without(a).equals(without(b));
  }

  private static IndexSpec without(IndexSpec index) {
    Map<String, String> params = Parameters.of(index.params());
    params.keySet().removeAll(NAMES);
    return with(index, params);
  }

  private static IndexSpec with(IndexSpec index, Map<String, String> params) {
    return new IndexSpec(index.field(), index.name(), index.indexType(), index.metric(), params);
  }

  private static void require(String name) {
    if (!NAMES.contains(name)) {
      throw new EngineException(
          ErrorCode.INVALID_ARGUMENT,
          "%s is not a configable index property; only %s can be changed"
              .formatted(name, NAMES.stream().sorted().toList()));
    }
  }
}
