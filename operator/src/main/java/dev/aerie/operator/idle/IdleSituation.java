package dev.aerie.operator.idle;

import dev.aerie.crds.Idleness;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * All that decides whether a cluster sleeps.
 *
 * @param limit after how long without a call it does
 * @param before what was decided last
 * @param watch what was seen of its calls
 * @param settled whether it is as it should be and nothing changes
 * @param activatorReady whether there is somebody who answers while it sleeps
 * @param readyPods pods that answer
 * @param calledAt when the activator was last called
 * @param now the time
 */
public record IdleSituation(
    Duration limit,
    Idleness before,
    Watch watch,
    boolean settled,
    boolean activatorReady,
    int readyPods,
    Optional<Instant> calledAt,
    Instant now) {}
