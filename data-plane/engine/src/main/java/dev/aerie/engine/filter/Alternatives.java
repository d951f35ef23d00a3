package dev.aerie.engine.filter;

import dev.aerie.engine.filter.Filter.Comparison;
import dev.aerie.engine.filter.Operand.FieldRef;
import dev.aerie.engine.filter.Operand.Literal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins the values that a disjunction allows for one place, so that {@code a == 1 or a == 2 or a in
 * [3]} asks once whether {@code a} is among three.
 */
final class Alternatives {
  private record Place(String field, List<Operand.Step> path) {}

  private Alternatives() {}

  static List<Filter> joined(List<Filter> conditions) {
    Map<Place, List<Filter.In>> byPlace = new LinkedHashMap<>();
    List<Filter> joined = new ArrayList<>();
    for (Filter condition : conditions) {
      Filter membership = membership(condition);
      if (membership instanceof Filter.In in
          && in.left() instanceof FieldRef(String field, List<Operand.Step> path, _)) {
        byPlace.computeIfAbsent(new Place(field, path), _ -> new ArrayList<>()).add(in);
      } else {
        joined.add(condition);
      }
    }
    byPlace.values().forEach(group -> joined.add(all(group)));
    return joined;
  }

  /** A comparison for equality with a single value as the set of it. */
  private static Filter membership(Filter condition) {
    return condition
                instanceof
                Filter.Compare(Comparison comparison, Operand left, Literal value, int position)
            && comparison == Comparison.EQ
            && !(value.value() instanceof List)
        ? new Filter.In(left, List.of(value), position)
        : condition;
  }

  private static Filter all(List<Filter.In> group) {
    if (group.size() == 1) {
      return group.getFirst();
    }
    List<Literal> values = group.stream().flatMap(in -> in.values().stream()).toList();
    return new Filter.In(group.getFirst().left(), values, group.getFirst().position());
  }
}
