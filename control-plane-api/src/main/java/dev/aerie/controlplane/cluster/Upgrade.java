package dev.aerie.controlplane.cluster;

import java.util.Optional;

/**
 * Another version for a cluster.
 *
 * @param version one of those its class has in its region
 */
public record Upgrade(Optional<String> version) {}
