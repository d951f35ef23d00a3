package dev.aerie.operator.cluster.observation;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.Optional;

/**
 * What there is of a cluster.
 *
 * @param statefulSet the pods' controller
 * @param service where clients go
 * @param pods the pods that serve, ending ones included
 * @param missingSecrets Secrets the cluster names and nobody has made
 */
public record Observation(
    Optional<StatefulSet> statefulSet,
    Optional<Service> service,
    List<Pod> pods,
    List<String> missingSecrets) {}
