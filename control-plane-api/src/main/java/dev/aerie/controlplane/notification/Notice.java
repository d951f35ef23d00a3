package dev.aerie.controlplane.notification;

import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Something to tell people and programs.
 *
 * @param title one line
 * @param text for people, sentences
 * @param payload for programs
 */
public record Notice(Kind kind, String title, String text, Map<String, Object> payload) {

  /** Copies the map. */
  public Notice {
    payload = Map.copyOf(payload);
  }

  /** What a notice tells of. */
  @Schema(name = "NotificationKind")
  public enum Kind {
    /** Something has come true. */
    ALERT,
    /** It is over. */
    RECOVERY
  }
}
