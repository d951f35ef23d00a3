package dev.aerie.operator.autoscale;

import dev.aerie.crds.Autoscaling;
import dev.aerie.crds.Compute;
import java.time.Instant;
import java.util.Optional;

/**
 * All that decides of a cluster's size.
 *
 * @param policy what people ask for
 * @param current the size now
 * @param history what was measured
 * @param lastChange when the size last changed
 * @param settled whether the last change is carried out
 * @param now the time
 */
public record ScalingSituation(
    Autoscaling policy,
    Compute current,
    LoadHistory history,
    Optional<Instant> lastChange,
    boolean settled,
    Instant now) {}
