package dev.aerie.server.row;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.filter.ColumnValues;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.ColumnBuilder;
import dev.aerie.engine.row.RowBatch;
import io.milvus.grpc.FieldPartialUpdateOp;
import io.milvus.grpc.FieldPartialUpdateOp.OpType;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Arrays of an upsert that are added to those which are there, or taken from them, in place of
 * replacing them.
 *
 * @param operations by field
 */
record ArrayChanges(Map<String, OpType> operations) {
  /**
   * What an upsert asks for.
   *
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT} for fields that the rows have not,
   *     or that are no arrays
   */
  static ArrayChanges of(List<FieldPartialUpdateOp> wire, RowBatch rows) {
    Map<String, OpType> operations = new LinkedHashMap<>();
    for (FieldPartialUpdateOp operation : wire) {
      String field = operation.getFieldName();
      if (!rows.columns().containsKey(field)) {
        throw refused(field, "is not among the fields of the rows");
      }
      if (operation.getOp() != OpType.REPLACE) {
        if (!(rows.column(field) instanceof Column.Arrays)) {
          throw refused(field, "is no array, which " + operation.getOp() + " needs");
        }
        operations.put(field, operation.getOp());
      }
    }
    return new ArrayChanges(operations);
  }

  private static EngineException refused(String field, String why) {
    return new EngineException(
        ErrorCode.INVALID_ARGUMENT, "field_ops: field '%s' %s".formatted(field, why));
  }

  boolean isEmpty() {
    return operations.isEmpty();
  }

  /**
   * A field's arrays after the change.
   *
   * @param given what each row adds or takes
   * @param stored what is there
   * @param places where each row is among what is there; -1 for a new one
   */
  Column apply(String field, Column given, Column stored, int[] places) {
    return apply(operations.get(field), (Column.Arrays) given, (Column.Arrays) stored, places);
  }

  private static Column apply(
      OpType operation, Column.Arrays given, Column.Arrays stored, int[] places) {
    boolean adds = operation == OpType.ARRAY_APPEND;
    ColumnBuilder elements = ColumnBuilder.like(given.elements(), given.elements().size());
    int[] offsets = new int[places.length + 1];
    BitSet nulls = new BitSet();
    for (int row = 0; row < places.length; row++) {
      int place = places[row];
      boolean there = place >= 0 && !stored.isNull(place);
      boolean changed = !given.isNull(row);
      if (there) {
        keep(stored, place, adds || !changed ? Set.of() : values(given, row), elements);
      }
      if (changed && adds) {
        elements.append(given.elements(), given.offsets()[row], given.offsets()[row + 1]);
      }
      nulls.set(row, !there && (!changed || (!adds && place >= 0)));
      offsets[row + 1] = elements.size();
    }
    return new Column.Arrays(given.elementType(), offsets, elements.build(), nulls);
  }

  private static void keep(
      Column.Arrays arrays, int row, Set<Object> without, ColumnBuilder elements) {
    for (int i = arrays.offsets()[row]; i < arrays.offsets()[row + 1]; i++) {
      if (without.isEmpty() || !without.contains(ColumnValues.value(arrays.elements(), i))) {
        elements.append(arrays.elements(), i, i + 1);
      }
    }
  }

  private static Set<Object> values(Column.Arrays arrays, int row) {
    return new HashSet<>((List<?>) ColumnValues.value(arrays, row));
  }
}
