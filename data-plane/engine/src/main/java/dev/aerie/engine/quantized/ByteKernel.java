package dev.aerie.engine.quantized;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Inner products of codes, each of -127 to 127 and of a length that is a multiple of {@link
 * ByteCodes#STEP}. Two products fit into a short, so that pairs are added before they are widened.
 */
final class ByteKernel {
  private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(SHORTS.vectorBitSize() / 2));
  private static final int LANES = SHORTS.length();

  private ByteKernel() {}

  /** Of a query, widened before, and a row. */
  static int dot(short[] query, MemorySegment data, long at) {
    IntVector even = IntVector.zero(IntVector.SPECIES_PREFERRED);
    IntVector odd = even;
    for (int i = 0; i < query.length; i += 2 * LANES) {
      ShortVector first = row(data, at + i).mul(ShortVector.fromArray(SHORTS, query, i));
      ShortVector second =
          row(data, at + i + LANES).mul(ShortVector.fromArray(SHORTS, query, i + LANES));
      IntVector pairs = first.add(second).reinterpretAsInts();
      even = even.add(low(pairs));
      odd = odd.add(pairs.lanewise(VectorOperators.ASHR, Short.SIZE));
    }
    return even.add(odd).reduceLanes(VectorOperators.ADD);
  }

  /** Of two rows. */
  static int dot(MemorySegment data, long a, long b, int length) {
    IntVector even = IntVector.zero(IntVector.SPECIES_PREFERRED);
    IntVector odd = even;
    for (int i = 0; i < length; i += 2 * LANES) {
      ShortVector first = row(data, a + i).mul(row(data, b + i));
      ShortVector second = row(data, a + i + LANES).mul(row(data, b + i + LANES));
      IntVector pairs = first.add(second).reinterpretAsInts();
      even = even.add(low(pairs));
      odd = odd.add(pairs.lanewise(VectorOperators.ASHR, Short.SIZE));
    }
    return even.add(odd).reduceLanes(VectorOperators.ADD);
  }

  /** A row as a query needs it. */
  static short[] widened(MemorySegment data, long at, int length) {
    short[] values = new short[length];
    for (int i = 0; i < length; i += LANES) {
      row(data, at + i).intoArray(values, i);
    }
    return values;
  }

  private static ShortVector row(MemorySegment data, long at) {
    ByteVector codes = ByteVector.fromMemorySegment(BYTES, data, at, ByteOrder.LITTLE_ENDIAN);
    return (ShortVector) codes.convertShape(VectorOperators.B2S, SHORTS, 0);
  }

  private static IntVector low(IntVector pairs) {
    return pairs
        .lanewise(VectorOperators.LSHL, Short.SIZE)
        .lanewise(VectorOperators.ASHR, Short.SIZE);
  }

  /** The same in a plain loop: the truth in tests. */
  static int scalarDot(short[] query, MemorySegment data, long at) {
    int sum = 0;
    for (int i = 0; i < query.length; i++) {
      sum += query[i] * data.get(ValueLayout.JAVA_BYTE, at + i);
    }
    return sum;
  }
}
