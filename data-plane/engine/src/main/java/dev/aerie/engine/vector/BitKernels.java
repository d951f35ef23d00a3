package dev.aerie.engine.vector;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Distances between vectors of bits, 64 bits a step by the processor's own count. A vector is a few
 * steps long, so that the Vector API has nothing to win.
 */
final class BitKernels {
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private BitKernels() {}

  /** Bits that differ. */
  static int hamming(byte[] query, MemorySegment data, long offset) {
    int different = 0;
    int i = 0;
    for (; i + Long.BYTES <= query.length; i += Long.BYTES) {
      different += Long.bitCount((long) WORDS.get(query, i) ^ data.get(LONG, offset + i));
    }
    for (; i < query.length; i++) {
      different += Integer.bitCount((query[i] ^ stored(data, offset + i)) & 0xff);
    }
    return different;
  }

  /** The share of the bits set in either that are not set in both; 1 where none is set. */
  static float jaccard(byte[] query, MemorySegment data, long offset) {
    int both = 0;
    int either = 0;
    int i = 0;
    for (; i + Long.BYTES <= query.length; i += Long.BYTES) {
      long a = (long) WORDS.get(query, i);
      long b = data.get(LONG, offset + i);
      both += Long.bitCount(a & b);
      either += Long.bitCount(a | b);
    }
    for (; i < query.length; i++) {
      both += Integer.bitCount(query[i] & stored(data, offset + i) & 0xff);
      either += Integer.bitCount((query[i] | stored(data, offset + i)) & 0xff);
    }
    return either == 0 ? 1 : (float) (either - both) / either;
  }

  private static byte stored(MemorySegment data, long at) {
    return data.get(ValueLayout.JAVA_BYTE, at);
  }
}
