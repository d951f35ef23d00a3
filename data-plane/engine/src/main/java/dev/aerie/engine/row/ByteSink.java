package dev.aerie.engine.row;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A growing little-endian byte buffer, and the reading side of its composite values. Not
 * thread-safe.
 */
public final class ByteSink {
  private ByteBuffer buffer;

  public ByteSink(int capacity) {
    buffer = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
  }

  public ByteSink putByte(int value) {
    room(1).put((byte) value);
    return this;
  }

  public ByteSink putInt(int value) {
    room(4).putInt(value);
    return this;
  }

  public ByteSink putLong(long value) {
    room(8).putLong(value);
    return this;
  }

  public ByteSink putBytes(byte[] value) {
    room(value.length).put(value);
    return this;
  }

  /** Length, then the bytes. */
  public ByteSink putBlob(byte[] value) {
    room(4L + value.length).putInt(value.length).put(value);
    return this;
  }

  /** Length in bytes, then UTF-8. */
  public ByteSink putString(String value) {
    return putBlob(value.getBytes(StandardCharsets.UTF_8));
  }

  public ByteSink putInts(int[] values) {
    room(4L * values.length).asIntBuffer().put(values);
    return advance(4 * values.length);
  }

  public ByteSink putLongs(long[] values) {
    room(8L * values.length).asLongBuffer().put(values);
    return advance(8 * values.length);
  }

  public ByteSink putFloats(float[] values) {
    room(4L * values.length).asFloatBuffer().put(values);
    return advance(4 * values.length);
  }

  public ByteSink putDoubles(double[] values) {
    room(8L * values.length).asDoubleBuffer().put(values);
    return advance(8 * values.length);
  }

  public int size() {
    return buffer.position();
  }

  public byte[] toByteArray() {
    return java.util.Arrays.copyOf(buffer.array(), buffer.position());
  }

  public static byte[] blob(ByteBuffer in) {
    byte[] value = new byte[in.getInt()];
    in.get(value);
    return value;
  }

  public static String string(ByteBuffer in) {
    return new String(blob(in), StandardCharsets.UTF_8);
  }

  static int[] ints(ByteBuffer in, int count) {
    int[] values = new int[count];
    in.asIntBuffer().get(values);
    in.position(in.position() + 4 * count);
    return values;
  }

  static long[] longs(ByteBuffer in, int count) {
    long[] values = new long[count];
    in.asLongBuffer().get(values);
    in.position(in.position() + 8 * count);
    return values;
  }

  static float[] floats(ByteBuffer in, int count) {
    float[] values = new float[count];
    in.asFloatBuffer().get(values);
    in.position(in.position() + 4 * count);
    return values;
  }

  static double[] doubles(ByteBuffer in, int count) {
    double[] values = new double[count];
    in.asDoubleBuffer().get(values);
    in.position(in.position() + 8 * count);
    return values;
  }

  private ByteBuffer room(long bytes) {
    if (bytes > buffer.remaining()) {
      long needed = buffer.position() + bytes;
      int capacity =
          Math.toIntExact(
              Math.min(Integer.MAX_VALUE - 8L, Math.max(needed, 2L * buffer.capacity())));
      ByteBuffer larger = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
      buffer = larger.put(buffer.flip());
    }
    return buffer;
  }

  private ByteSink advance(int bytes) {
    buffer.position(buffer.position() + bytes);
    return this;
  }
}
