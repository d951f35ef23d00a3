package dev.aerie.controlplane.auditsink;

import dev.aerie.controlplane.audit.AuditEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;

/**
 * Events as syslog has them: RFC 5424, each with its length before it (RFC 6587, RFC 5425). The
 * facility is log audit; refused calls are warnings. The event's JSON is the message.
 */
final class SyslogMessages {
  private static final int LOG_AUDIT = 13 * 8;
  private static final int WARNING = 4;
  private static final int INFORMATIONAL = 6;
  private static final int LONGEST_ID = 32;

  private SyslogMessages() {}

  static byte[] of(Batch batch) {
    var all = new ByteArrayOutputStream();
    for (int i = 0; i < batch.events().size(); i++) {
      byte[] message =
          message(batch.events().get(i), batch.lines().get(i)).getBytes(StandardCharsets.UTF_8);
      all.writeBytes((message.length + " ").getBytes(StandardCharsets.US_ASCII));
      all.writeBytes(message);
    }
    return all.toByteArray();
  }

  private static String message(AuditEvent event, String line) {
    int severity = event.result().equals("OK") ? INFORMATIONAL : WARNING;
    return "<%d>1 %s - aerie %s %s [meta sequenceId=\"%d\"] \ufeff%s"
        .formatted(
            LOG_AUDIT + severity,
            event.at().truncatedTo(ChronoUnit.MICROS),
            event.organizationId(),
            name(event.action()),
            event.sequence(),
            line);
  }

  /** Visible ASCII, as names in the header are. */
  private static String name(String action) {
    String visible = action.replaceAll("[^\\x21-\\x7e]", "-");
    return visible.substring(0, Math.min(LONGEST_ID, visible.length()));
  }
}
