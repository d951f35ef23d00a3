package dev.aerie.operator.agent.protocol;

import java.time.Instant;

/**
 * A turn in a cluster's life.
 *
 * @param id the same however often it is told
 * @param type {@code NORMAL}, or {@code WARNING} when somebody should act
 * @param reason stable, for programs
 * @param note for people
 */
public record ClusterEventRecord(
    String id, String clusterId, Instant at, String type, String reason, String note) {}
