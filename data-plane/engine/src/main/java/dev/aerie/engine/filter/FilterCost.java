package dev.aerie.engine.filter;

import dev.aerie.engine.filter.Operand.FieldRef;
import dev.aerie.engine.schema.CollectionSchema;

/** About how much work a condition is for each row, in steps of an order of magnitude. */
final class FilterCost {
  private static final int COLUMN = 0;
  private static final int TEXT = 1;
  private static final int VALUES = 2;
  private static final int WORDS = 3;
  private static final int DOCUMENT = 4;

  /** A sample is drawn from the rows that pass everything else. */
  private static final int LAST = Integer.MAX_VALUE;

  private FilterCost() {}

  static int of(Filter filter) {
    return switch (filter) {
      case Filter.And f -> f.conditions().stream().mapToInt(FilterCost::of).max().orElse(COLUMN);
      case Filter.Or f -> f.conditions().stream().mapToInt(FilterCost::of).max().orElse(COLUMN);
      case Filter.Not f -> of(f.condition());
      case Filter.Constant _ -> COLUMN;
      case Filter.Test f -> of(f.value());
      case Filter.Compare f -> Math.max(of(f.left()), of(f.right()));
      case Filter.In f -> of(f.left());
      case Filter.Like f -> Math.max(TEXT, of(f.left()));
      case Filter.IsNull f -> of(f.field());
      case Filter.Exists f -> of(f.field());
      case Filter.Contains f -> Math.max(VALUES, of(f.field()));
      case Filter.TextMatch _, Filter.PhraseMatch _ -> WORDS;
      case Filter.RandomSample _ -> LAST;
    };
  }

  private static int of(Operand operand) {
    return switch (operand) {
      case Operand.Literal _ -> COLUMN;
      case FieldRef ref when ref.field().equals(CollectionSchema.META) -> DOCUMENT;
      // an element of an array counts as much as a place in a document: the schema is not at hand
      case FieldRef ref -> ref.path().isEmpty() ? COLUMN : DOCUMENT;
      case Operand.Arithmetic a -> Math.max(VALUES, Math.max(of(a.left()), of(a.right())));
      case Operand.ArrayLength a -> Math.max(VALUES, of(a.field()));
    };
  }
}
