package dev.aerie.server.rowfile;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.schema.CollectionSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Rows in JSON, in any of the three forms of {@link FileFormat#JSON}. */
final class JsonRows implements RowFile {
  private static final String ROWS = "rows";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final MeteredFile file;
  private final FieldValues values;
  private final JsonParser parser;
  private JsonToken at;

  JsonRows(Path path, CollectionSchema schema) {
    this.file = MeteredFile.open(path);
    this.values = new FieldValues(schema);
    try {
      this.parser = MAPPER.getFactory().createParser(file.stream());
      this.at = parser.nextToken();
      if (at == JsonToken.START_ARRAY) {
        at = parser.nextToken();
      } else if (at == JsonToken.START_OBJECT) {
        beginObject();
      }
    } catch (IOException e) {
      file.close();
      throw unreadable(e);
    }
  }

  /** What looks like a row may be what holds them all. */
  private void beginObject() throws IOException {
    at = parser.nextToken();
    if (at == JsonToken.FIELD_NAME && parser.currentName().equals(ROWS)) {
      at = parser.nextToken();
      if (at != JsonToken.START_ARRAY) {
        throw new EngineException(ErrorCode.INVALID_VALUE, "'rows' has to be a list of objects");
      }
      at = parser.nextToken();
    }
  }

  @Override
  public Optional<ObjectNode> next() {
    try {
      if (at == null || at == JsonToken.END_ARRAY) {
        return Optional.empty();
      }
      JsonNode row =
          at == JsonToken.END_OBJECT
              ? JsonNodeFactory.instance.objectNode()
              : MAPPER.readTree(parser);
      at = parser.nextToken();
      if (!(row instanceof ObjectNode given)) {
        throw new EngineException(
            ErrorCode.INVALID_VALUE, "a row has to be a JSON object, not " + row);
      }
      ObjectNode meant = JsonNodeFactory.instance.objectNode();
      given.properties().forEach(entry -> values.put(meant, entry.getKey(), entry.getValue()));
      return Optional.of(meant);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static EngineException unreadable(IOException e) {
    String why =
        e instanceof JsonProcessingException json && json.getLocation() != null
            ? "line %d, column %d: %s"
                .formatted(
                    json.getLocation().getLineNr(),
                    json.getLocation().getColumnNr(),
                    json.getOriginalMessage())
            : e.getMessage();
    return new EngineException(ErrorCode.INVALID_VALUE, "is no readable JSON: " + why, e);
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
