package dev.aerie.server.rowfile;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.schema.CollectionSchema;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kinds of file that rows are read from, told by the ends of their names. */
public enum FileFormat {
  /** An array of objects, or an object with that as {@code rows}, or an object after another. */
  JSON(".json", ".jsonl", ".ndjson"),
  /** Apache Parquet. */
  PARQUET(".parquet"),
  /** One array of NumPy's a field, named as the field. */
  NUMPY(".npy"),
  /** Text with a head line of the fields' names. */
  CSV(".csv");

  private final List<String> ends;

  FileFormat(String... ends) {
    this.ends = List.of(ends);
  }

  /**
   * The format of a file of this name.
   *
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT} for a name of no format
   */
  public static FileFormat of(String name) {
    return Arrays.stream(values())
        .filter(format -> format.endOf(name).isPresent())
        .findFirst()
        .orElseThrow(
            () ->
                new EngineException(
                    ErrorCode.INVALID_ARGUMENT,
                    "file '%s' is of no kind that can be imported; names end in %s"
                        .formatted(
                            name,
                            Arrays.stream(values())
                                .flatMap(format -> format.ends.stream())
                                .collect(Collectors.joining(", ")))));
  }

  /** The last part of a file's name without the end that tells its format. */
  public String stem(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    return last.substring(0, last.length() - endOf(name).orElse("").length());
  }

  private Optional<String> endOf(String name) {
    return ends.stream().filter(name::endsWith).findFirst();
  }

  /**
   * Opens rows.
   *
   * @param files by name; one, but for NumPy's arrays
   * @throws EngineException {@link ErrorCode#INVALID_VALUE} for a file of another format
   */
  public RowFile open(Map<String, Path> files, CollectionSchema schema, CsvStyle csv) {
    Path first = files.values().iterator().next();
    return switch (this) {
      case JSON -> new JsonRows(first, schema);
      case PARQUET -> new ParquetRows(first, schema);
      case CSV -> new CsvRows(first, schema, csv);
      case NUMPY ->
          new NumpyRows(
              files.entrySet().stream()
                  .collect(Collectors.toMap(file -> stem(file.getKey()), Map.Entry::getValue)),
              schema);
    };
  }
}
