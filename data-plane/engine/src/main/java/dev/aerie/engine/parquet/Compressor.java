package dev.aerie.engine.parquet;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Zstandard, or nothing: parquet-hadoop's own codecs need Hadoop at run time. */
enum Compressor implements BytesInputCompressor {
  ZSTD(CompressionCodecName.ZSTD) {
    @Override
    public BytesInput compress(BytesInput bytes) throws IOException {
      return BytesInput.from(Zstd.compress(bytes.toByteArray(), LEVEL));
    }
  },
  NONE(CompressionCodecName.UNCOMPRESSED) {
    @Override
    public BytesInput compress(BytesInput bytes) {
      return bytes;
    }
  };

  private static final int LEVEL = 3;

  private final CompressionCodecName codec;

  Compressor(CompressionCodecName codec) {
    this.codec = codec;
  }

  @Override
  public CompressionCodecName getCodecName() {
    return codec;
  }

  @Override
  public void release() {}
}
