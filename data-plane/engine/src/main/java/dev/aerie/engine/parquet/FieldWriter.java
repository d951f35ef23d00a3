package dev.aerie.engine.parquet;

import dev.aerie.engine.row.Column;
import dev.aerie.engine.vector.Vectors;
import java.util.function.IntPredicate;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

/** Writes one field of rows. */
final class FieldWriter {
  /** Writes the value in a slot of a column. */
  private interface Value {
    void write(RecordConsumer consumer, int slot);
  }

  private final String name;
  private final int index;
  private final IntPredicate isNull;
  private final Value value;

  private FieldWriter(String name, int index, IntPredicate isNull, Value value) {
    this.name = name;
    this.index = index;
    this.isNull = isNull;
    this.value = value;
  }

  static FieldWriter of(String name, int index, Column column) {
    return new FieldWriter(name, index, column::isNull, value(column));
  }

  static FieldWriter ofVectors(String name, int index, Vectors vectors) {
    Value list =
        (consumer, row) -> {
          float[] floats = vectors.row(row);
          startList(consumer);
          for (float element : floats) {
            startElement(consumer);
            consumer.addFloat(element);
            endElement(consumer);
          }
          endList(consumer);
        };
    return new FieldWriter(name, index, vectors.nulls()::get, list);
  }

  void write(RecordConsumer consumer, int row) {
    if (!isNull.test(row)) {
      consumer.startField(name, index);
      value.write(consumer, row);
      consumer.endField(name, index);
    }
  }

  private static Value value(Column column) {
    return switch (column) {
      case Column.Bools c -> (consumer, i) -> consumer.addBoolean(c.values()[i]);
      case Column.Ints c -> (consumer, i) -> consumer.addInteger(c.values()[i]);
      case Column.Longs c -> (consumer, i) -> consumer.addLong(c.values()[i]);
      case Column.Floats c -> (consumer, i) -> consumer.addFloat(c.values()[i]);
      case Column.Doubles c -> (consumer, i) -> consumer.addDouble(c.values()[i]);
      case Column.Strings c ->
          (consumer, i) -> consumer.addBinary(Binary.fromString(c.values()[i]));
      case Column.Jsons c ->
          (consumer, i) -> consumer.addBinary(Binary.fromConstantByteArray(c.values()[i]));
      case Column.Arrays c -> list(c);
      case Column.FloatVectors _ ->
          throw new IllegalArgumentException("vectors are written apart from other columns");
    };
  }

  private static Value list(Column.Arrays lists) {
    Value element = value(lists.elements());
    return (consumer, row) -> {
      int from = lists.offsets()[row];
      int to = lists.offsets()[row + 1];
      if (from == to) {
        // Parquet wants no field at all where there is no element.
        consumer.startGroup();
        consumer.endGroup();
        return;
      }
      startList(consumer);
      for (int i = from; i < to; i++) {
        startElement(consumer);
        element.write(consumer, i);
        endElement(consumer);
      }
      endList(consumer);
    };
  }

  private static void startList(RecordConsumer consumer) {
    consumer.startGroup();
    consumer.startField("list", 0);
  }

  private static void endList(RecordConsumer consumer) {
    consumer.endField("list", 0);
    consumer.endGroup();
  }

  private static void startElement(RecordConsumer consumer) {
    consumer.startGroup();
    consumer.startField("element", 0);
  }

  private static void endElement(RecordConsumer consumer) {
    consumer.endField("element", 0);
    consumer.endGroup();
  }
}
