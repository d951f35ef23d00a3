package dev.aerie.controlplane.support;

import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.LogContext;
import org.jboss.logmanager.Logger;
import org.jboss.logmanager.handlers.ConsoleHandler;

/** What the console would show while it is open, with the control plane's own parts at DEBUG. */
public final class LogCapture extends Handler implements AutoCloseable {
  private static final Logger ROOT = LogContext.getLogContext().getLogger("");
  private static final Logger OURS = LogContext.getLogContext().getLogger("dev.aerie");

  private final Handler console;
  private final Level before = OURS.getLevel();
  private final Queue<String> shown = new ConcurrentLinkedQueue<>();

  private LogCapture(Handler console) {
    this.console = console;
  }

  public static LogCapture start() {
    Handler console =
        Arrays.stream(ROOT.getHandlers())
            .flatMap(LogCapture::withChildren)
            .filter(ConsoleHandler.class::isInstance)
            .findFirst()
            .orElseThrow();
    var capture = new LogCapture(console);
    capture.setLevel(Level.ALL);
    OURS.setLevel(org.jboss.logmanager.Level.DEBUG);
    ROOT.addHandler(capture);
    return capture;
  }

  private static Stream<Handler> withChildren(Handler handler) {
    return handler instanceof ExtHandler parent
        ? Stream.concat(
            Stream.of(handler),
            Arrays.stream(parent.getHandlers()).flatMap(LogCapture::withChildren))
        : Stream.of(handler);
  }

  /** All lines so far. */
  public List<String> lines() {
    return shown.stream().flatMap(text -> Arrays.stream(text.split("[\r\n]+"))).toList();
  }

  @Override
  public void publish(LogRecord record) {
    var copy = new ExtLogRecord(ExtLogRecord.wrap(record));
    if (console.getFilter().isLoggable(copy)) {
      shown.add(console.getFormatter().format(copy));
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    ROOT.removeHandler(this);
    OURS.setLevel(before);
  }
}
