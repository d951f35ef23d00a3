package dev.aerie.server.rowfile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import java.util.Optional;

/** Rows in a file on the local disk, read one after the other. Not thread-safe. */
public interface RowFile extends AutoCloseable {
  /**
   * The next row, values by field; empty at the end.
   *
   * @throws EngineException {@link ErrorCode#INVALID_VALUE} for what the format does not allow
   */
  Optional<ObjectNode> next();

  /** How much has been read, from 0 to 1. */
  double progress();

  @Override
  void close();
}
