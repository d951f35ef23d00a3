package dev.aerie.controlplane.clusterlog;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;

/**
 * A wish to read a cluster's logs, as its region's agent is told.
 *
 * @param pod the only one; empty for all
 * @param tail how many lines of each, the newest
 * @param since from when on; empty for as long as there are
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record LogRequest(
    String id,
    String projectId,
    String clusterId,
    Optional<String> pod,
    int tail,
    Optional<Instant> since) {}
