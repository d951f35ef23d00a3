package dev.aerie.controlplane.clusterevent;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A turn in a cluster's life, as its region told it.
 *
 * @param id the same however often it is told
 * @param reason stable, for programs
 * @param note for people: what happened and what to do
 */
public record ClusterEvent(
    String id, String clusterId, Instant at, Type type, String reason, String note) {

  /** Whether somebody should act. */
  @Schema(name = "ClusterEventType")
  public enum Type {
    /** As it should be. */
    NORMAL,
    /** Needs attention. */
    WARNING
  }
}
