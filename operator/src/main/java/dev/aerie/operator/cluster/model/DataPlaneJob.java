package dev.aerie.operator.cluster.model;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * A Job of the data plane's image: it does what its arguments say to a storage, and ends.
 *
 * @param component what the pod is for
 * @param arguments of the container
 * @param storage the URI it works on
 * @param environment beside the storage and the cluster's id
 * @param attempts how often it is tried again
 */
public record DataPlaneJob(
    String component,
    List<String> arguments,
    String storage,
    List<EnvVar> environment,
    int attempts) {

  /** The Job, for a cluster's image, class and keys. */
  public Job of(Blueprint blueprint, ObjectMeta metadata) {
    return new JobBuilder()
        .withMetadata(metadata)
        .withNewSpec()
        .withBackoffLimit(attempts)
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(blueprint.labels(component))
        .endMetadata()
        .withNewSpec()
        .withRestartPolicy("Never")
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withSecurityContext(PodSecurity.ofPod())
        .withContainers(container(blueprint))
        .withVolumes(EncryptionSettings.volumes(blueprint))
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  private Container container(Blueprint blueprint) {
    List<EnvVar> all = new ArrayList<>();
    all.add(Settings.variable("AERIE_CLUSTER_ID", blueprint.clusterId()));
    all.add(Settings.variable("AERIE_STORAGE_URI", storage));
    all.addAll(Settings.storageCredentials(blueprint));
    all.addAll(EncryptionSettings.environment(blueprint));
    all.addAll(environment);
    return new ContainerBuilder()
        .withName(component)
        .withImage(blueprint.image().reference())
        .withArgs(arguments)
        .withEnv(all)
        .withVolumeMounts(EncryptionSettings.mounts(blueprint))
        .withResources(new Sizing(blueprint.classSpec(), 1).resources())
        .withSecurityContext(PodSecurity.ofContainer())
        .build();
  }
}
