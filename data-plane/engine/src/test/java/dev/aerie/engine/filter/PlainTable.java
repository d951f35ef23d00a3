package dev.aerie.engine.filter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aerie.engine.row.Column;
import dev.aerie.engine.row.ColumnBuilder;
import dev.aerie.engine.row.EmptyColumns;
import dev.aerie.engine.row.RowBatch;
import dev.aerie.engine.row.RowView;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A random schema and random rows as plain maps: Boolean, Long, Double, String, List, or for JSON
 * also Map; a null value has no entry.
 */
record PlainTable(CollectionSchema schema, List<Map<String, Object>> rows) {
  static final List<String> TEXTS =
      List.of("", "a", "ab", "ba", "aba", "b%", "a_b", "A", "ä'\"", "ab ab", "\\");
  static final List<String> KEYS = List.of("k", "m", "deep");
  private static final List<DataType> ELEMENTS =
      List.of(DataType.BOOL, DataType.INT16, DataType.INT64, DataType.FLOAT, DataType.VARCHAR);
  private static final ObjectMapper JSON = new ObjectMapper();

  static PlainTable random(Random random, int size) {
    List<FieldSchema> fields = new ArrayList<>();
    fields.add(FieldSchema.builder("id", DataType.INT64).primaryKey(true).build());
    for (DataType type :
        List.of(
            DataType.BOOL,
            DataType.INT8,
            DataType.INT64,
            DataType.FLOAT,
            DataType.DOUBLE,
            DataType.VARCHAR,
            DataType.JSON,
            DataType.ARRAY)) {
      for (int i = 0; i < 2; i++) {
        FieldSchema.Builder field =
            FieldSchema.builder("f%d_%s".formatted(i, type), type)
                .nullable(random.nextBoolean())
                .maxLength(100)
                .maxCapacity(10);
        if (type == DataType.ARRAY) {
          field.elementType(pick(random, ELEMENTS));
        }
        fields.add(field.build());
      }
    }
    CollectionSchema schema = new CollectionSchema("", fields, true);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int row = 0; row < size; row++) {
      Map<String, Object> values = new HashMap<>();
      for (FieldSchema field : fields) {
        if (!field.nullable() || random.nextInt(4) > 0) {
          values.put(field.name(), value(random, field));
        }
      }
      values.put("id", (long) row);
      values.put(CollectionSchema.META, object(random, 1));
      rows.add(values);
    }
    return new PlainTable(schema, rows);
  }

  private static Object value(Random random, FieldSchema field) {
    return switch (field.type()) {
      case JSON -> json(random, 2);
      case ARRAY ->
          IntStream.range(0, random.nextInt(4))
              .mapToObj(_ -> scalar(random, field.elementType().orElseThrow()))
              .toList();
      default -> scalar(random, field.type());
    };
  }

  static Object scalar(Random random, DataType type) {
    return switch (type) {
      case BOOL -> random.nextBoolean();
      case INT8, INT16, INT32, INT64 -> (long) random.nextInt(-3, 6);
      case FLOAT -> (double) (random.nextInt(-3, 6) / 10f);
      case DOUBLE -> random.nextInt(-3, 6) / 2.0;
      default -> pick(random, TEXTS);
    };
  }

  /** A document that is not null as a whole, but may hold nulls. */
  private static Object json(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 7 : 4)) {
      case 0 -> scalar(random, DataType.BOOL);
      case 1 -> scalar(random, DataType.INT64);
      case 2 -> scalar(random, DataType.DOUBLE);
      case 3 -> scalar(random, DataType.VARCHAR);
      case 4 ->
          IntStream.range(0, random.nextInt(4)).mapToObj(_ -> json(random, depth - 1)).toList();
      default -> object(random, depth - 1);
    };
  }

  private static Map<String, Object> object(Random random, int depth) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (String key : KEYS) {
      switch (random.nextInt(4)) {
        case 0 -> object.put(key, null);
        case 1, 2 -> object.put(key, json(random, depth));
        default -> {
          // the key is not there
        }
      }
    }
    return object;
  }

  static <T> T pick(Random random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  RowView view() {
    Map<String, Column> columns = new LinkedHashMap<>();
    schema.fields().forEach(field -> columns.put(field.name(), column(field)));
    columns.put(
        CollectionSchema.META,
        column(FieldSchema.builder(CollectionSchema.META, DataType.JSON).build()));
    return view(new RowBatch(rows.size(), columns));
  }

  static RowView view(RowBatch batch) {
    return new RowView() {
      @Override
      public int rows() {
        return batch.rows();
      }

      @Override
      public Column column(String field) {
        return batch.column(field);
      }
    };
  }

  private Column column(FieldSchema field) {
    ColumnBuilder column = ColumnBuilder.like(EmptyColumns.of(field), rows.size());
    for (Map<String, Object> row : rows) {
      Object value = row.get(field.name());
      column.append(
          value == null
              ? EmptyColumns.nulls(field, 1)
              : field.type() == DataType.ARRAY
                  ? list(field.elementType().orElseThrow(), (List<?>) value)
                  : scalars(field.type(), List.of(value)));
    }
    return column.build();
  }

  private static Column list(DataType elementType, List<?> elements) {
    return new Column.Arrays(
        elementType, new int[] {0, elements.size()}, scalars(elementType, elements), Column.none());
  }

  private static Column scalars(DataType type, List<?> values) {
    BitSet none = Column.none();
    return switch (type) {
      case BOOL -> {
        boolean[] bools = new boolean[values.size()];
        IntStream.range(0, bools.length).forEach(i -> bools[i] = (Boolean) values.get(i));
        yield new Column.Bools(bools, none);
      }
      case INT8, INT16, INT32 ->
          new Column.Ints(values.stream().mapToInt(v -> ((Number) v).intValue()).toArray(), none);
      case INT64 ->
          new Column.Longs(
              values.stream().mapToLong(v -> ((Number) v).longValue()).toArray(), none);
      case FLOAT -> {
        float[] floats = new float[values.size()];
        IntStream.range(0, floats.length)
            .forEach(i -> floats[i] = ((Number) values.get(i)).floatValue());
        yield new Column.Floats(floats, none);
      }
      case DOUBLE ->
          new Column.Doubles(
              values.stream().mapToDouble(v -> ((Number) v).doubleValue()).toArray(), none);
      case VARCHAR -> new Column.Strings(values.toArray(String[]::new), none);
      default -> new Column.Jsons(new byte[][] {json(values.getFirst())}, none);
    };
  }

  private static byte[] json(Object value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
