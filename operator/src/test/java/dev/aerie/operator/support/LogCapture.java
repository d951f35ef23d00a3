package dev.aerie.operator.support;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.LogContext;
import org.jboss.logmanager.Logger;

/** What a class logs while this is open. Safe for concurrent use. */
public final class LogCapture extends Handler implements AutoCloseable {

  private final Logger logger;
  private final Queue<String> messages = new ConcurrentLinkedQueue<>();

  /**
   * @param source logs
   */
  public LogCapture(Class<?> source) {
    logger = LogContext.getLogContext().getLogger(source.getName());
    logger.addHandler(this);
  }

  /** All messages so far. */
  public List<String> messages() {
    return List.copyOf(messages);
  }

  @Override
  public void publish(LogRecord message) {
    messages.add(ExtLogRecord.wrap(message).getFormattedMessage());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
