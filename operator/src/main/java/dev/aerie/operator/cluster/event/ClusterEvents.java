package dev.aerie.operator.cluster.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Writes Events of group {@code events.k8s.io}. An Event that cannot be written is logged and
 * dropped: it must not hold up what it tells of. Safe for concurrent use.
 */
public final class ClusterEvents {

  private static final Logger LOG = Logger.getLogger(ClusterEvents.class);

  /** The API server takes six digits and no others. */
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private static final String CONTROLLER = "aerie.dev/operator";

  /** The API server refuses longer notes; it counts bytes. */
  private static final int LONGEST_NOTE = 1024;

  private static final String ELLIPSIS = "…";

  private final KubernetesClient client;
  private final Clock clock;

  /**
   * @param client writes in the operator's name
   * @param clock when things happened
   */
  public ClusterEvents(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /** Tells of something. */
  public void tell(HasMetadata subject, Notice notice) {
    try {
      client.resource(event(subject, notice)).create();
    } catch (KubernetesClientException e) {
      LOG.warnf(
          "Event %s of %s %s is lost: %s",
          notice.reason(), subject.getKind(), subject.getMetadata().getName(), e.getMessage());
    }
  }

  private Event event(HasMetadata subject, Notice notice) {
    String name = subject.getMetadata().getName();
    return new EventBuilder()
        .withNewMetadata()
        .withName(name + "." + UUID.randomUUID())
        .withNamespace(subject.getMetadata().getNamespace())
        .endMetadata()
        .withEventTime(new MicroTime(MICROS.format(clock.instant())))
        .withReportingController(CONTROLLER)
        .withReportingInstance(CONTROLLER)
        .withAction("Reconcile")
        .withType(notice.kind().text())
        .withReason(notice.reason())
        .withNote(shortened(notice.note()))
        .withNewRegarding()
        .withApiVersion(subject.getApiVersion())
        .withKind(subject.getKind())
        .withName(name)
        .withNamespace(subject.getMetadata().getNamespace())
        .withUid(subject.getMetadata().getUid())
        .withResourceVersion(subject.getMetadata().getResourceVersion())
        .endRegarding()
        .build();
  }

  private static String shortened(String note) {
    if (note.getBytes(UTF_8).length <= LONGEST_NOTE) {
      return note;
    }
    // An encoder stops before the first character that does not fit.
    ByteBuffer room = ByteBuffer.allocate(LONGEST_NOTE - ELLIPSIS.getBytes(UTF_8).length);
    UTF_8.newEncoder().encode(CharBuffer.wrap(note), room, true);
    return new String(room.array(), 0, room.position(), UTF_8) + ELLIPSIS;
  }
}
