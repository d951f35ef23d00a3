package dev.aerie.server.rowfile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.schema.CollectionSchema;
import dev.aerie.engine.schema.DataType;
import dev.aerie.engine.schema.FieldSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Rows as lines of text below a line of the fields' names. */
final class CsvRows implements RowFile {
  private static final CsvMapper MAPPER =
      CsvMapper.builder().enable(CsvParser.Feature.FAIL_ON_MISSING_COLUMNS).build();

  private final MeteredFile file;
  private final CollectionSchema schema;
  private final FieldValues values;
  private final CsvStyle style;
  private final MappingIterator<Map<String, String>> lines;

  CsvRows(Path path, CollectionSchema schema, CsvStyle style) {
    this.file = MeteredFile.open(path);
    this.schema = schema;
    this.values = new FieldValues(schema);
    this.style = style;
    try {
      this.lines =
          MAPPER
              .readerForMapOf(String.class)
              .with(CsvSchema.emptySchema().withHeader().withColumnSeparator(style.separator()))
              .readValues(file.stream());
    } catch (IOException e) {
      file.close();
      throw unreadable(e);
    }
  }

  @Override
  public Optional<ObjectNode> next() {
    try {
      if (!lines.hasNextValue()) {
        return Optional.empty();
      }
      ObjectNode row = JsonNodeFactory.instance.objectNode();
      lines.nextValue().forEach((name, text) -> put(row, name, text));
      return Optional.of(row);
    } catch (IOException e) {
      throw unreadable(e);
    } catch (RuntimeJsonMappingException e) {
      throw unreadable(e.getCause() instanceof IOException cause ? cause : new IOException(e));
    }
  }

  /** An empty text is one where its field cannot be null. */
  private void put(ObjectNode row, String name, String text) {
    Optional<FieldSchema> field = schema.find(name);
    boolean mayBeNull =
        field
            .filter(
                one ->
                    !one.nullable()
                        && one.defaultValue().isEmpty()
                        && one.type() == DataType.VARCHAR)
            .isEmpty();
    if (!text.equals(style.nullText()) || !mayBeNull) {
      values.putText(row, name, text);
    }
  }

  private static EngineException unreadable(IOException e) {
    String why =
        e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
    return new EngineException(ErrorCode.INVALID_VALUE, "is no readable CSV: " + why, e);
  }

  @Override
  public double progress() {
    return file.progress();
  }

  @Override
  public void close() {
    file.close();
  }
}
