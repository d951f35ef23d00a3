package dev.aerie.server.rowfile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.aerie.engine.error.EngineException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An array in NumPy's format, read row by row. Not thread-safe. */
final class NumpyArray implements AutoCloseable {
  private static final byte[] MAGIC = "\u0093NUMPY".getBytes(StandardCharsets.ISO_8859_1);
  private static final Pattern TYPE = Pattern.compile("'descr':\\s*'([<>|=]?)([a-zA-Z])(\\d*)'");
  private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([^)]*)\\)");
  private static final Pattern COLUMNS_FIRST = Pattern.compile("'fortran_order':\\s*True");
  private static final int LONGEST_HEADER = 1 << 20;

  private final String field;
  private final MeteredFile file;
  private final char kind;
  private final int width;
  private final ByteOrder order;
  private final long[] shape;

  private NumpyArray(
      String field, MeteredFile file, char kind, int width, ByteOrder order, long[] shape) {
    this.field = field;
    this.file = file;
    this.kind = kind;
    this.width = width;
    this.order = order;
    this.shape = shape;
  }

  static NumpyArray open(String field, Path path) {
    MeteredFile file = MeteredFile.open(path);
    try {
      String header = header(field, file);
      Matcher type = TYPE.matcher(header);
      Matcher shape = SHAPE.matcher(header);
      if (!type.find() || !shape.find()) {
        throw FieldValues.invalid(field, "its array has a head that cannot be read: " + header);
      }
      char kind = type.group(2).charAt(0);
      if ("fiubUS".indexOf(kind) < 0) {
        throw FieldValues.invalid(
            field,
            "its array has elements of type '%s', which cannot be imported; arrays of objects come of values that are None"
                .formatted(type.group(2)));
      }
      int size =
          Math.multiplyExact(Integer.parseInt(type.group(3)), kind == 'U' ? Integer.BYTES : 1);
      long[] lengths = lengths(shape.group(1));
      if (lengths.length == 0
          || lengths.length > 2
          || (lengths.length == 2 && COLUMNS_FIRST.matcher(header).find())) {
        throw FieldValues.invalid(
            field, "its array has to have one or two dimensions, rows first: " + header);
      }
      ByteOrder order = type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
      return new NumpyArray(field, file, kind, size, order, lengths);
    } catch (IOException e) {
      file.close();
      throw MeteredFile.unreadable(e);
    } catch (EngineException e) {
      file.close();
      throw e;
    } catch (ArithmeticException | NumberFormatException e) {
      file.close();
      throw FieldValues.invalid(
          field, "its array has a head that cannot be read: " + e.getMessage());
    }
  }

  private static String header(String field, MeteredFile file) throws IOException {
    byte[] magic = file.stream().readNBytes(MAGIC.length + 2);
    if (magic.length < MAGIC.length + 2
        || !Arrays.equals(magic, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw FieldValues.invalid(field, "its file is no array of NumPy's");
    }
    int lengthBytes = magic[MAGIC.length] == 1 ? Short.BYTES : Integer.BYTES;
    byte[] length = Arrays.copyOf(file.stream().readNBytes(lengthBytes), Integer.BYTES);
    int bytes = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt();
    if (bytes < 0 || bytes > LONGEST_HEADER) {
      throw FieldValues.invalid(field, "its array has a head of %d bytes".formatted(bytes));
    }
    return new String(file.stream().readNBytes(bytes), StandardCharsets.UTF_8);
  }

  private static long[] lengths(String shape) {
    return Arrays.stream(shape.split(",", -1))
        .map(String::strip)
        .filter(length -> !length.isEmpty())
        .mapToLong(Long::parseLong)
        .toArray();
  }

  long rows() {
    return shape[0];
  }

  /** The value of the next row. */
  JsonNode next(FieldValues values) {
    try {
      return read(values);
    } catch (ArithmeticException | IllegalArgumentException e) {
      throw FieldValues.invalid(
          field, "its array has a value that cannot be read: " + e.getMessage());
    }
  }

  private JsonNode read(FieldValues values) {
    int count = shape.length == 1 ? 1 : Math.toIntExact(shape[1]);
    ByteBuffer row = ByteBuffer.wrap(bytes(Math.multiplyExact(count, width))).order(order);
    if (shape.length == 1) {
      return element(row);
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode(count);
    for (int i = 0; i < count; i++) {
      list.add(element(row));
    }
    return values.list(field, list, kind == 'u' && width == 1);
  }

  private byte[] bytes(int count) {
    try {
      byte[] bytes = file.stream().readNBytes(count);
      if (bytes.length < count) {
        throw FieldValues.invalid(field, "its array ends before its last row");
      }
      return bytes;
    } catch (IOException e) {
      throw MeteredFile.unreadable(e);
    }
  }

  private JsonNode element(ByteBuffer in) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (kind) {
      case 'b' -> nodes.booleanNode(in.get() != 0);
      case 'f' ->
          switch (width) {
            case Short.BYTES -> nodes.numberNode(Float.float16ToFloat(in.getShort()));
            case Float.BYTES -> nodes.numberNode(in.getFloat());
            case Double.BYTES -> nodes.numberNode(in.getDouble());
            default -> throw tooWide();
          };
      case 'i' ->
          switch (width) {
            case Byte.BYTES -> nodes.numberNode((int) in.get());
            case Short.BYTES -> nodes.numberNode((int) in.getShort());
            case Integer.BYTES -> nodes.numberNode(in.getInt());
            case Long.BYTES -> nodes.numberNode(in.getLong());
            default -> throw tooWide();
          };
      case 'u' ->
          switch (width) {
            case Byte.BYTES -> nodes.numberNode(Byte.toUnsignedInt(in.get()));
            case Short.BYTES -> nodes.numberNode(Short.toUnsignedInt(in.getShort()));
            case Integer.BYTES -> nodes.numberNode(Integer.toUnsignedLong(in.getInt()));
            default -> throw tooWide();
          };
      default -> nodes.textNode(text(in));
    };
  }

  /** Characters of four bytes each, or of one; what is left is filled up with zeros. */
  private String text(ByteBuffer in) {
    StringBuilder text = new StringBuilder();
    byte[] single = new byte[kind == 'S' ? width : 0];
    if (kind == 'S') {
      in.get(single);
      return new String(single, StandardCharsets.UTF_8).replaceAll("\0+$", "");
    }
    for (int i = 0; i < width; i += Integer.BYTES) {
      text.appendCodePoint(in.getInt());
    }
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == 0) {
      end--;
    }
    return text.substring(0, end);
  }

  private EngineException tooWide() {
    return FieldValues.invalid(
        field,
        "its array has elements of type '%s%d', which cannot be imported".formatted(kind, width));
  }

  @Override
  public void close() {
    file.close();
  }
}
