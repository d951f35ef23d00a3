package dev.aerie.controlplane.cluster;

import dev.aerie.controlplane.problem.RefusedWithout;
import java.util.Optional;

/**
 * Another version for a cluster.
 *
 * @param version one of those its class has in its region
 */
@RefusedWithout("version")
public record Upgrade(Optional<String> version) {}
