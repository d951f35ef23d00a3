package dev.aerie.engine.segment;

import dev.aerie.engine.format.Envelope;
import dev.aerie.engine.objectstore.ObjectStoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import org.roaringbitmap.RoaringBitmap;

/** Deleted rows of a segment as a Roaring bitmap. */
final class DeleteFile {
  private DeleteFile() {}

  static byte[] write(BitSet deleted) {
    RoaringBitmap bitmap = RoaringBitmap.bitmapOf(deleted.stream().toArray());
    bitmap.runOptimize();
    ByteBuffer out = ByteBuffer.allocate(bitmap.serializedSizeInBytes());
    bitmap.serialize(out);
    return Envelope.seal(Envelope.Kind.DELETES, out.array());
  }

  static BitSet read(String key, byte[] object) {
    ByteBuffer in = ByteBuffer.wrap(Envelope.openBytes(Envelope.Kind.DELETES, key, object));
    RoaringBitmap bitmap = new RoaringBitmap();
    try {
      bitmap.deserialize(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      throw ObjectStoreException.damaged(key, "holds no readable bitmap: " + e.getMessage());
    }
    BitSet deleted = new BitSet();
    bitmap.forEach((org.roaringbitmap.IntConsumer) deleted::set);
    return deleted;
  }
}
