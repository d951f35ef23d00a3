package dev.aerie.engine.quantized;

/**
 * What rows of {@link ByteCodes} are compared with. Immutable.
 *
 * @param values codes, widened, zeros behind them
 * @param scale what one step of a code stands for
 * @param offset see {@link ByteCodes}; 0 of a query, whose length is the same for all rows
 * @param extra the further coordinate
 */
@SuppressWarnings("ArrayRecordComponent") // the hot loop reads it
public record ByteQuery(short[] values, float scale, float offset, float extra) {

  /** How near the rows of some codes are. */
  public Similarity to(ByteCodes codes) {
    return new Rows(this, codes);
  }

  private record Rows(ByteQuery query, ByteCodes codes) implements Similarity {
    @Override
    public float of(int row) {
      int dot = ByteKernel.dot(query.values, codes.data(), codes.at(row) + ByteCodes.CODES_AT);
      return query.scale * codes.scale(row) * dot
          + query.extra * codes.extra(row)
          + codes.offset(row)
          + query.offset;
    }

    @Override
    public int touch(int row) {
      return FixedRows.touch(codes.data(), codes.stride(), row);
    }
  }
}
