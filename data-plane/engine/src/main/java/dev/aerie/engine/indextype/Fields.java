package dev.aerie.engine.indextype;

import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import dev.aerie.engine.schema.Metric;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Kinds of fields that an index type fits. */
enum Fields {
  ANY(EnumSet.allOf(DataType.class)),
  FLOATS(EnumSet.of(DataType.FLOAT_VECTOR, DataType.FLOAT16_VECTOR, DataType.BFLOAT16_VECTOR)),
  DENSE(dense()),
  DENSE_OR_BINARY(withBinary(dense())),
  BINARY(EnumSet.of(DataType.BINARY_VECTOR)),
  SPARSE(EnumSet.of(DataType.SPARSE_FLOAT_VECTOR)),
  /** Anything but a vector. */
  SCALAR_OR_ARRAY(
      EnumSet.of(
          DataType.BOOL,
          DataType.INT8,
          DataType.INT16,
          DataType.INT32,
          DataType.INT64,
          DataType.FLOAT,
          DataType.DOUBLE,
          DataType.VARCHAR,
          DataType.TIMESTAMPTZ,
          DataType.ARRAY,
          DataType.JSON)),
  /** Values of which there may be few. */
  DISCRETE(
      EnumSet.of(
          DataType.BOOL,
          DataType.INT8,
          DataType.INT16,
          DataType.INT32,
          DataType.INT64,
          DataType.VARCHAR,
          DataType.ARRAY)),
  ORDERED(
      EnumSet.of(
          DataType.INT8,
          DataType.INT16,
          DataType.INT32,
          DataType.INT64,
          DataType.FLOAT,
          DataType.DOUBLE,
          DataType.VARCHAR,
          DataType.TIMESTAMPTZ)),
  TEXT(EnumSet.of(DataType.VARCHAR)),
  TEXT_OR_JSON(EnumSet.of(DataType.VARCHAR, DataType.JSON)),
  JSON(EnumSet.of(DataType.JSON)),
  GEOMETRY(EnumSet.of(DataType.GEOMETRY));

  private static final Set<DataType> FRACTIONS = EnumSet.of(DataType.FLOAT, DataType.DOUBLE);

  private final Set<DataType> types;

  Fields(Set<DataType> types) {
    this.types = types;
  }

  private static EnumSet<DataType> dense() {
    return Arrays.stream(DataType.values())
        .filter(DataType::isDenseVector)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(DataType.class)));
  }

  private static EnumSet<DataType> withBinary(EnumSet<DataType> types) {
    types.add(DataType.BINARY_VECTOR);
    return types;
  }

  boolean fit(FieldSchema field) {
    boolean fractions =
        field.elementType().filter(FRACTIONS::contains).isPresent() && this == DISCRETE;
    return types.contains(field.type()) && !fractions;
  }

  /** The metrics of a vector type. */
  static Set<Metric> metrics(DataType type) {
    return switch (type) {
      case BINARY_VECTOR -> EnumSet.of(Metric.HAMMING, Metric.JACCARD);
      case SPARSE_FLOAT_VECTOR -> EnumSet.of(Metric.IP, Metric.BM25);
      default -> EnumSet.of(Metric.L2, Metric.IP, Metric.COSINE);
    };
  }
}
