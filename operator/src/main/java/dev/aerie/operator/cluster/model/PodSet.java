package dev.aerie.operator.cluster.model;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The pods of a cluster: equal ones, each with a cache volume of its own. */
final class PodSet {

  private PodSet() {}

  static StatefulSet statefulSet(Blueprint blueprint) {
    return new StatefulSetBuilder()
        .withMetadata(blueprint.metadata(blueprint.name()))
        .withNewSpec()
        .withReplicas(blueprint.cluster().serves() ? blueprint.cluster().compute().replicas() : 0)
        .withServiceName(Names.pods(blueprint.name()))
        .withPodManagementPolicy("Parallel")
        .withNewUpdateStrategy()
        .withType("OnDelete")
        .endUpdateStrategy()
        .withNewPersistentVolumeClaimRetentionPolicy("Delete", "Retain")
        .withNewSelector()
        .withMatchLabels(blueprint.selector())
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(blueprint.labels(Blueprint.DATA_PLANE))
        .withAnnotations(Map.of(Inputs.DIGEST, Inputs.digest(blueprint)))
        .endMetadata()
        .withSpec(pod(blueprint))
        .endTemplate()
        .withVolumeClaimTemplates(cache(blueprint))
        .endSpec()
        .build();
  }

  private static PodSpec pod(Blueprint blueprint) {
    return new PodSpecBuilder()
        .withServiceAccountName(blueprint.name())
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withSecurityContext(PodSecurity.ofPod())
        .withTerminationGracePeriodSeconds(30L)
        .withContainers(DataPlane.container(blueprint))
        .withVolumes(secrets(blueprint))
        .addNewTopologySpreadConstraint()
        .withMaxSkew(1)
        .withTopologyKey("kubernetes.io/hostname")
        .withWhenUnsatisfiable("ScheduleAnyway")
        .withNewLabelSelector()
        .withMatchLabels(blueprint.selector())
        .endLabelSelector()
        .endTopologySpreadConstraint()
        .build();
  }

  private static List<Volume> secrets(Blueprint blueprint) {
    return Stream.of(
            secret(DataPlane.KEYS_VOLUME, blueprint.spec().keysRef()).stream(),
            secret(DataPlane.TLS_VOLUME, blueprint.cluster().tlsSecret()).stream(),
            EncryptionSettings.volumes(blueprint).stream())
        .flatMap(Function.identity())
        .toList();
  }

  private static Optional<Volume> secret(String volume, String name) {
    return Optional.of(name)
        .filter(named -> !named.isEmpty())
        .map(
            named ->
                new VolumeBuilder()
                    .withName(volume)
                    .withNewSecret()
                    .withSecretName(named)
                    .endSecret()
                    .build());
  }

  private static PersistentVolumeClaim cache(Blueprint blueprint) {
    String storageClass = blueprint.classSpec().storageClassName();
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withName(DataPlane.CACHE_VOLUME)
        .endMetadata()
        .withNewSpec()
        .withAccessModes("ReadWriteOnce")
        .withStorageClassName(storageClass.isEmpty() ? null : storageClass)
        .withNewResources()
        .withRequests(Map.of("storage", blueprint.cacheSize()))
        .endResources()
        .endSpec()
        .build();
  }
}
