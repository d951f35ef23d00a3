package dev.aerie.server.rowfile;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A file that is read from its beginning to its end, and how far that has come. */
record MeteredFile(FileChannel channel, InputStream stream, long bytes) implements AutoCloseable {
  static MeteredFile open(Path path) {
    try {
      FileChannel channel = FileChannel.open(path);
      InputStream stream = new BufferedInputStream(Channels.newInputStream(channel), 1 << 16);
      return new MeteredFile(channel, stream, channel.size());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  static EngineException unreadable(IOException e) {
    return new EngineException(ErrorCode.INVALID_VALUE, "cannot be read: " + e.getMessage(), e);
  }

  double progress() {
    try {
      // readers close what they have read to its end
      return bytes == 0 || !channel.isOpen() ? 1 : (double) channel.position() / bytes;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }
}
