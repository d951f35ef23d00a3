package dev.aerie.operator.cluster.status;

import io.fabric8.kubernetes.api.model.Service;
import java.util.Optional;

/**
 * What serves of a cluster, whoever runs it.
 *
 * @param service where clients go
 * @param rollout how far the pods are
 * @param version the version that runs, empty if nobody knows
 */
public record Serving(Optional<Service> service, Rollout rollout, String version) {}
