package dev.aerie.operator.cluster.model;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.ArrayList;
import java.util.List;

/** The Job that removes every object of a cluster's storage. */
public final class PurgeJob {

  private static final int ATTEMPTS = 4;

  private PurgeJob() {}

  /** The Job; it must not run while a pod of the cluster still does. */
  public static Job of(Blueprint blueprint) {
    return new JobBuilder()
        .withMetadata(blueprint.metadata(Names.purge(blueprint.name())))
        .withNewSpec()
        .withBackoffLimit(ATTEMPTS)
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(blueprint.labels(Blueprint.PURGE))
        .endMetadata()
        .withNewSpec()
        .withRestartPolicy("Never")
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withSecurityContext(PodSecurity.ofPod())
        .withContainers(container(blueprint))
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  private static Container container(Blueprint blueprint) {
    List<EnvVar> environment = new ArrayList<>();
    environment.add(variable("AERIE_CLUSTER_ID", blueprint.clusterId()));
    environment.add(variable("AERIE_STORAGE_URI", blueprint.spec().storage().uri()));
    environment.addAll(Settings.storageCredentials(blueprint));
    return new ContainerBuilder()
        .withName("purge")
        .withImage(blueprint.image().reference())
        .withArgs("purge")
        .withEnv(environment)
        .withResources(new Sizing(blueprint.classSpec(), 1).resources())
        .withSecurityContext(PodSecurity.ofContainer())
        .build();
  }

  private static EnvVar variable(String name, String value) {
    return new EnvVarBuilder().withName(name).withValue(value).build();
  }
}
