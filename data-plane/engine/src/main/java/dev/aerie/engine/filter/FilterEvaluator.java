package dev.aerie.engine.filter;

import dev.aerie.engine.row.RowView;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Evaluates filters over columns. The filter has to have passed {@link FilterCheck} for the rows'
 * schema. Not thread-safe; make one for each evaluation.
 *
 * <p>What is cheap to ask is asked first and narrows the rows among which the rest is asked.
 */
public final class FilterEvaluator {
  private final RowView rows;
  private final Conditions conditions;

  private FilterEvaluator(RowView rows) {
    this.rows = rows;
    this.conditions = new Conditions(rows);
  }

  /** The rows for which the filter is true; the set is the caller's. */
  public static BitSet evaluate(Filter filter, RowView rows) {
    BitSet all = new BitSet(rows.rows());
    all.set(0, rows.rows());
    return evaluate(filter, rows, all);
  }

  /** The rows {@code among} for which the filter is true; the set is the caller's. */
  public static BitSet evaluate(Filter filter, RowView rows, BitSet among) {
    BitSet yes = (BitSet) new FilterEvaluator(rows).truth(filter, among).yes().clone();
    yes.and(among);
    return yes;
  }

  /** The truth for the rows {@code among}; what it says of others means nothing. */
  private Truth truth(Filter filter, BitSet among) {
    return switch (filter) {
      case Filter.And f -> all(f.conditions(), among);
      case Filter.Or f -> any(f.conditions(), among);
      case Filter.Not f -> truth(f.condition(), among).not(among);
      default -> conditions.truth(filter, among);
    };
  }

  private Truth all(List<Filter> parts, BitSet among) {
    BitSet yes = (BitSet) among.clone();
    BitSet possible = (BitSet) among.clone();
    RangeGroups groups = RangeGroups.of(parts, rows);
    for (List<Filter.Compare> limits : groups.limits()) {
      narrow(yes, possible, conditions.range(limits));
    }
    for (Filter part : cheapestFirst(groups.others())) {
      if (possible.isEmpty()) {
        break;
      }
      narrow(yes, possible, truth(part, part instanceof Filter.RandomSample ? yes : possible));
    }
    possible.andNot(yes);
    return new Truth(yes, possible);
  }

  /**
   * Takes from rows what a further condition takes.
   *
   * @param yes rows for which all conditions so far are true
   * @param possible rows for which none is false
   */
  private static void narrow(BitSet yes, BitSet possible, Truth truth) {
    yes.and(truth.yes());
    if (truth.unknown().isEmpty()) {
      possible.and(truth.yes());
    } else {
      possible.andNot(truth.not(possible).yes());
    }
  }

  private Truth any(List<Filter> parts, BitSet among) {
    BitSet yes = new BitSet(among.length());
    BitSet open = (BitSet) among.clone();
    BitSet unknown = new BitSet();
    for (Filter part : cheapestFirst(Alternatives.joined(parts))) {
      if (open.isEmpty()) {
        break;
      }
      Truth truth = truth(part, open);
      yes.or(truth.yes());
      unknown.or(truth.unknown());
      open.andNot(truth.yes());
    }
    yes.and(among);
    unknown.and(open);
    return new Truth(yes, unknown);
  }

  private static List<Filter> cheapestFirst(List<Filter> parts) {
    return parts.stream().sorted(Comparator.comparingInt(FilterCost::of)).toList();
  }
}
