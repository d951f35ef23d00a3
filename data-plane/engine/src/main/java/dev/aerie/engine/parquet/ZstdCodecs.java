package dev.aerie.engine.parquet;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Zstandard and nothing, for writing: parquet-hadoop's own codecs need Hadoop at run time. */
final class ZstdCodecs implements CompressionCodecFactory {
  private static final int LEVEL = 3;

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    return switch (codec) {
      case ZSTD -> new Compressor(codec, LEVEL);
      case UNCOMPRESSED -> new Compressor(codec, 0);
      default -> throw new IllegalArgumentException("codec " + codec + " is not used here");
    };
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    throw new UnsupportedOperationException("files are read by another library");
  }

  @Override
  public void release() {}

  private record Compressor(CompressionCodecName codec, int level) implements BytesInputCompressor {
    @Override
    public BytesInput compress(BytesInput bytes) throws IOException {
      return codec == CompressionCodecName.ZSTD
          ? BytesInput.from(Zstd.compress(bytes.toByteArray(), level))
          : bytes;
    }

    @Override
    public CompressionCodecName getCodecName() {
      return codec;
    }

    @Override
    public void release() {}
  }
}
