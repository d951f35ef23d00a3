package dev.aerie.engine.wal;

import dev.aerie.engine.catalog.AccessRules;
import dev.aerie.engine.catalog.Collection;
import dev.aerie.engine.catalog.Database;
import dev.aerie.engine.format.Envelope;
import dev.aerie.engine.format.Json;
import dev.aerie.engine.objectstore.ObjectStoreException;
import dev.aerie.engine.row.ByteSink;
import dev.aerie.engine.row.ColumnCodec;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The log's format, version 1: epoch, sequence, writer, number of entries; each entry its
 * timestamp, kind and body.
 */
final class LogCodec {
  private static final byte PUT_COLLECTION = 1;
  private static final byte DROP_COLLECTION = 2;
  private static final byte PUT_ALIAS = 3;
  private static final byte DROP_ALIAS = 4;
  private static final byte WRITE = 5;
  private static final byte DELETE = 6;
  private static final byte ROTATE = 7;
  private static final byte INSTALL = 8;
  private static final byte SEAL = 9;
  private static final byte PUT_DATABASE = 10;
  private static final byte DROP_DATABASE = 11;
  private static final byte PUT_ACCESS_RULES = 12;
  private static final byte PUT_RESTORED = 13;
  private static final byte INSTALL_IMPORTED = 14;

  private LogCodec() {}

  /** A record without its timestamp: the costly part, done before its place in the log is known. */
  static byte[] encode(LogRecord record) {
    ByteSink out = new ByteSink(256);
    switch (record) {
      case LogRecord.PutCollection r ->
          out.putByte(PUT_COLLECTION).putBlob(Json.write(r.collection()));
      case LogRecord.DropCollection r -> out.putByte(DROP_COLLECTION).putLong(r.collectionId());
      case LogRecord.PutAlias r ->
          out.putByte(PUT_ALIAS)
              .putString(r.database())
              .putString(r.alias())
              .putLong(r.collectionId());
      case LogRecord.DropAlias r ->
          out.putByte(DROP_ALIAS).putString(r.database()).putString(r.alias());
      case LogRecord.Write r -> {
        out.putByte(WRITE)
            .putLong(r.collectionId())
            .putLong(r.partitionId())
            .putByte(r.replace() ? 1 : 0);
        ColumnCodec.write(r.rows(), out);
      }
      case LogRecord.Delete r -> {
        out.putByte(DELETE).putLong(r.collectionId()).putLong(r.partitionId());
        ColumnCodec.write(r.keys(), out);
      }
      case LogRecord.Rotate r -> out.putByte(ROTATE).putLong(r.collectionId());
      case LogRecord.Install r ->
          out.putByte(r.imported() ? INSTALL_IMPORTED : INSTALL)
              .putLong(r.collectionId())
              .putLong(r.manifest());
      case LogRecord.PutDatabase r -> out.putByte(PUT_DATABASE).putBlob(Json.write(r.database()));
      case LogRecord.DropDatabase r -> out.putByte(DROP_DATABASE).putString(r.database());
      case LogRecord.PutAccessRules r ->
          out.putByte(PUT_ACCESS_RULES).putBlob(Json.write(r.rules()));
      case LogRecord.PutRestored r -> out.putByte(PUT_RESTORED).putBlob(Json.write(r));
      case LogRecord.Seal r -> out.putByte(SEAL).putLong(r.nextEpoch());
    }
    return out.toByteArray();
  }

  /** A log object out of encoded records and their timestamps. */
  static byte[] frame(
      LogPosition position, UUID writer, List<Long> timestamps, List<byte[]> records) {
    int bytes = records.stream().mapToInt(r -> r.length + 8).sum();
    ByteSink out = new ByteSink(bytes + 64);
    out.putLong(position.epoch())
        .putLong(position.sequence())
        .putLong(writer.getMostSignificantBits())
        .putLong(writer.getLeastSignificantBits())
        .putInt(records.size());
    for (int i = 0; i < records.size(); i++) {
      out.putLong(timestamps.get(i)).putBytes(records.get(i));
    }
    return Envelope.seal(Envelope.Kind.LOG, out.toByteArray());
  }

  static LogObject decode(LogPosition position, byte[] object) {
    String key = position.key();
    ByteBuffer in = Envelope.open(Envelope.Kind.LOG, key, object);
    try {
      LogPosition written = new LogPosition(in.getLong(), in.getLong());
      if (!written.equals(position)) {
        throw ObjectStoreException.damaged(key, "holds the log object of " + written.key());
      }
      UUID writer = new UUID(in.getLong(), in.getLong());
      int count = in.getInt();
      List<LogEntry> entries = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        entries.add(new LogEntry(in.getLong(), record(key, in)));
      }
      return new LogObject(position, writer, entries);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw ObjectStoreException.damaged(key, "is not a readable log object: " + e.getMessage());
    }
  }

  private static LogRecord record(String key, ByteBuffer in) {
    byte kind = in.get();
    return switch (kind) {
      case PUT_COLLECTION ->
          new LogRecord.PutCollection(Json.read(key, ByteSink.blob(in), Collection.class));
      case DROP_COLLECTION -> new LogRecord.DropCollection(in.getLong());
      case PUT_ALIAS ->
          new LogRecord.PutAlias(ByteSink.string(in), ByteSink.string(in), in.getLong());
      case DROP_ALIAS -> new LogRecord.DropAlias(ByteSink.string(in), ByteSink.string(in));
      case WRITE ->
          new LogRecord.Write(in.getLong(), in.getLong(), in.get() != 0, ColumnCodec.readBatch(in));
      case DELETE -> new LogRecord.Delete(in.getLong(), in.getLong(), ColumnCodec.read(in));
      case ROTATE -> new LogRecord.Rotate(in.getLong());
      case INSTALL -> new LogRecord.Install(in.getLong(), in.getLong(), false);
      case INSTALL_IMPORTED -> new LogRecord.Install(in.getLong(), in.getLong(), true);
      case SEAL -> new LogRecord.Seal(in.getLong());
      case PUT_DATABASE ->
          new LogRecord.PutDatabase(Json.read(key, ByteSink.blob(in), Database.class));
      case DROP_DATABASE -> new LogRecord.DropDatabase(ByteSink.string(in));
      case PUT_ACCESS_RULES ->
          new LogRecord.PutAccessRules(Json.read(key, ByteSink.blob(in), AccessRules.class));
      case PUT_RESTORED -> Json.read(key, ByteSink.blob(in), LogRecord.PutRestored.class);
      default -> throw ObjectStoreException.damaged(key, "holds an unknown record " + kind);
    };
  }
}
