package dev.aerie.operator.cluster.model;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import java.util.List;
import java.util.Map;

/**
 * Who answers for a cluster that sleeps: one small pod, there only then, which may read and patch
 * its mailbox and nothing else.
 */
public final class Activator {

  /** {@link Blueprint#COMPONENT} of its pod. */
  static final String COMPONENT = "activator";

  private static final String ACCESS_VOLUME = "kubernetes";
  private static final String ACCESS_PATH = "/var/run/secrets/aerie";
  private static final long TOKEN_SECONDS = 3600;

  /** Connections handed over may end by themselves for so long. */
  private static final long GRACE_SECONDS = 120;

  /** With as many connections as it takes at once; docs/decisions/0014-activator.md. */
  private static final Quantity MEMORY = new Quantity("128Mi");

  /**
   * Its image is made for pods that serve: their cache of classes alone would take all of that
   * memory, and so would a heap of a share of it.
   */
  private static final String JAVA_OPTIONS = "-Xmx40m -XX:TieredStopAtLevel=1 -XX:AOTMode=off";

  private Activator() {}

  /**
   * All objects, in the order in which they are needed.
   *
   * @param podAddresses of pods that answer
   */
  public static List<HasMetadata> objects(Blueprint blueprint, List<String> podAddresses) {
    return List.of(
        serviceAccount(blueprint),
        Mailbox.of(blueprint, podAddresses),
        role(blueprint),
        roleBinding(blueprint),
        Traffic.policyOfActivator(blueprint),
        statefulSet(blueprint));
  }

  static Map<String, String> selector(String cluster) {
    return Map.of(Blueprint.INSTANCE, cluster, Blueprint.COMPONENT, COMPONENT);
  }

  private static ServiceAccount serviceAccount(Blueprint blueprint) {
    return new ServiceAccountBuilder()
        .withMetadata(blueprint.metadata(name(blueprint)))
        .withAutomountServiceAccountToken(false)
        .build();
  }

  private static Role role(Blueprint blueprint) {
    return new RoleBuilder()
        .withMetadata(blueprint.metadata(name(blueprint)))
        .addNewRule()
        .withApiGroups("")
        .withResources("configmaps")
        .withResourceNames(name(blueprint))
        .withVerbs("get", "watch", "patch")
        .endRule()
        .build();
  }

  private static RoleBinding roleBinding(Blueprint blueprint) {
    return new RoleBindingBuilder()
        .withMetadata(blueprint.metadata(name(blueprint)))
        .withNewRoleRef("rbac.authorization.k8s.io", "Role", name(blueprint))
        .addNewSubject()
        .withKind("ServiceAccount")
        .withName(name(blueprint))
        .withNamespace(blueprint.cluster().getMetadata().getNamespace())
        .endSubject()
        .build();
  }

  private static StatefulSet statefulSet(Blueprint blueprint) {
    return new StatefulSetBuilder()
        .withMetadata(blueprint.metadata(name(blueprint)))
        .withNewSpec()
        .withReplicas(blueprint.cluster().idle().state().hasActivator() ? 1 : 0)
        .withServiceName(Names.pods(blueprint.name()))
        .withNewSelector()
        .withMatchLabels(selector(blueprint.name()))
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(blueprint.labels(COMPONENT))
        .endMetadata()
        .withSpec(pod(blueprint))
        .endTemplate()
        .endSpec()
        .build();
  }

  private static PodSpec pod(Blueprint blueprint) {
    return new PodSpecBuilder()
        .withServiceAccountName(name(blueprint))
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withSecurityContext(PodSecurity.ofPod())
        .withTerminationGracePeriodSeconds(GRACE_SECONDS)
        .withContainers(container(blueprint))
        .withVolumes(access())
        .build();
  }

  private static Container container(Blueprint blueprint) {
    return new ContainerBuilder()
        .withName(COMPONENT)
        .withImage(blueprint.image().reference())
        .withArgs("activate")
        .addNewPort()
        .withName(DataPlane.CLIENT_PORT_NAME)
        .withContainerPort(DataPlane.CLIENT_PORT)
        .withProtocol("TCP")
        .endPort()
        .withEnv(
            Settings.variable(
                "AERIE_ACTIVATOR_NAMESPACE", blueprint.cluster().getMetadata().getNamespace()),
            Settings.variable("AERIE_ACTIVATOR_MAILBOX", name(blueprint)),
            Settings.variable("AERIE_KUBERNETES_TOKEN_FILE", ACCESS_PATH + "/token"),
            Settings.variable("AERIE_KUBERNETES_CA_FILE", ACCESS_PATH + "/ca.crt"),
            Settings.variable("JDK_JAVA_OPTIONS", JAVA_OPTIONS))
        .addNewVolumeMount()
        .withName(ACCESS_VOLUME)
        .withMountPath(ACCESS_PATH)
        .withReadOnly(true)
        .endVolumeMount()
        .withNewResources()
        .withRequests(Map.of("cpu", new Quantity("10m"), "memory", MEMORY))
        .withLimits(Map.of("memory", MEMORY))
        .endResources()
        .withSecurityContext(PodSecurity.ofContainer())
        .withTerminationMessagePolicy("FallbackToLogsOnError")
        .withNewReadinessProbe()
        .withNewTcpSocket()
        .withNewPort(DataPlane.CLIENT_PORT_NAME)
        .endTcpSocket()
        .withPeriodSeconds(1)
        .endReadinessProbe()
        .build();
  }

  /** A token of its own for the API server, and what the API server shows itself by. */
  private static Volume access() {
    return new VolumeBuilder()
        .withName(ACCESS_VOLUME)
        .withNewProjected()
        .addNewSource()
        .withNewServiceAccountToken(null, TOKEN_SECONDS, "token")
        .endSource()
        .addNewSource()
        .withNewConfigMap()
        .withName("kube-root-ca.crt")
        .addNewItem("ca.crt", null, "ca.crt")
        .endConfigMap()
        .endSource()
        .endProjected()
        .build();
  }

  private static String name(Blueprint blueprint) {
    return Names.activator(blueprint.name());
  }
}
