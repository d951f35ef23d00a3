package dev.aerie.server.rowfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import dev.aerie.engine.schema.CollectionSchema;
import dev.hardwood.InputFile;
import dev.hardwood.metadata.LogicalType;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.row.PqList;
import dev.hardwood.schema.SchemaNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Rows of a Parquet file, whose columns are the fields. */
final class ParquetRows implements RowFile {
  private final ParquetFileReader file;
  private final RowReader reader;
  private final FieldValues values;
  private final Set<String> unsigned;
  private final long rows;
  private long read;

  ParquetRows(Path path, CollectionSchema schema) {
    this.values = new FieldValues(schema);
    try {
      this.file = ParquetFileReader.open(InputFile.of(path));
      this.rows = file.getFileMetaData().numRows();
      this.unsigned =
          file.getFileSchema().getRootNode().children().stream()
              .filter(ParquetRows::isUnsigned)
              .map(SchemaNode::name)
              .collect(Collectors.toSet());
      this.reader = file.rowReader();
    } catch (IOException | RuntimeException e) {
      throw unreadable(e);
    }
  }

  /** Its values are told as signed ones of the same bits. */
  private static boolean isUnsigned(SchemaNode field) {
    return switch (field) {
      case SchemaNode.GroupNode group ->
          group.children().stream().anyMatch(ParquetRows::isUnsigned);
      case SchemaNode.PrimitiveNode leaf ->
          leaf.logicalType() instanceof LogicalType.IntType type && !type.isSigned();
    };
  }

  @Override
  public Optional<ObjectNode> next() {
    try {
      if (!reader.hasNext()) {
        return Optional.empty();
      }
      reader.next();
      read++;
      ObjectNode row = JsonNodeFactory.instance.objectNode();
      for (int i = 0; i < reader.getFieldCount(); i++) {
        String name = reader.getFieldName(i);
        values.put(row, name, node(name, reader.isNull(i) ? null : reader.getValue(i)));
      }
      return Optional.of(row);
    } catch (EngineException e) {
      throw e;
    } catch (RuntimeException e) {
      throw unreadable(e);
    }
  }

  private JsonNode node(String name, Object value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (value) {
      case null -> nodes.nullNode();
      case Boolean flag -> nodes.booleanNode(flag);
      case Float number -> nodes.numberNode(number);
      case Double number -> nodes.numberNode(number);
      case Integer number ->
          nodes.numberNode(unsigned.contains(name) ? Integer.toUnsignedLong(number) : number);
      case Long number when number < 0 && unsigned.contains(name) ->
          nodes.numberNode(new BigInteger(Long.toUnsignedString(number)));
      case Long number -> nodes.numberNode(number);
      case Short number -> nodes.numberNode(number.intValue());
      case Byte number -> nodes.numberNode(number.intValue());
      case BigDecimal number -> decimal(number);
      case Number number ->
          throw FieldValues.invalid(
              name, "a number of type %s".formatted(number.getClass().getSimpleName()));
      case byte[] text -> nodes.textNode(new String(text, StandardCharsets.UTF_8));
      case PqList list -> list(name, list);
      default -> nodes.textNode(value.toString());
    };
  }

  /** A whole one is an integer, whatever its scale, so that it fits such a field. */
  private static JsonNode decimal(BigDecimal number) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return number.stripTrailingZeros().scale() <= 0
        ? nodes.numberNode(number.toBigIntegerExact())
        : nodes.numberNode(number);
  }

  private ArrayNode list(String name, PqList list) {
    ArrayNode elements = JsonNodeFactory.instance.arrayNode(list.size());
    boolean whole = true;
    for (int i = 0; i < list.size(); i++) {
      JsonNode element = node(name, list.isNull(i) ? null : list.get(i));
      whole &= element.isIntegralNumber();
      elements.add(element);
    }
    return values.list(name, elements, whole);
  }

  private static EngineException unreadable(Exception e) {
    return new EngineException(
        ErrorCode.INVALID_VALUE, "is no readable Parquet: " + e.getMessage(), e);
  }

  @Override
  public double progress() {
    return rows == 0 ? 1 : (double) read / rows;
  }

  @Override
  public void close() {
    try {
      reader.close();
      file.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }
}
