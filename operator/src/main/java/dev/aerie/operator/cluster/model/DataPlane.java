package dev.aerie.operator.cluster.model;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The container that serves. */
public final class DataPlane {

  static final int CLIENT_PORT = 19530;
  static final String CLIENT_PORT_NAME = "milvus";
  static final int MANAGEMENT_PORT = 9091;
  static final String MANAGEMENT_PORT_NAME = "management";
  static final String CACHE_VOLUME = "cache";
  static final String KEYS_VOLUME = "keys";
  static final String TLS_VOLUME = "tls";

  private static final String HEALTH = "/q/health/";

  /** Path at the management port where a pod tells how it is. */
  public static final String READINESS = HEALTH + "ready";

  /** Path at the management port where a pod tells its figures. */
  public static final String METRICS = "/q/metrics";

  /** Path at the management port where a pod tells how API keys were used. */
  public static final String KEY_USES = "/q/key-uses";

  /** Load balancers and proxies have mostly learnt of a pod's end by then. */
  private static final String SHUTDOWN_DELAY = "PT2S";

  private static final String CACHE_PATH = "/cache";
  private static final String KEYS_PATH = "/etc/aerie/keys";
  private static final String TLS_PATH = "/etc/aerie/tls";

  private DataPlane() {}

  /** Where a pod answers clients. */
  static String clientAddress(String podAddress) {
    return bracketed(podAddress) + ":" + CLIENT_PORT;
  }

  /** Where a pod tells something of itself. */
  public static URI management(String podAddress, String path) {
    return URI.create("http://" + bracketed(podAddress) + ":" + MANAGEMENT_PORT + path);
  }

  private static String bracketed(String podAddress) {
    return podAddress.contains(":") ? "[" + podAddress + "]" : podAddress;
  }

  static Container container(Blueprint blueprint) {
    return new ContainerBuilder()
        .withName("data-plane")
        .withImage(blueprint.image().reference())
        .withPorts(
            new ContainerPortBuilder()
                .withName(CLIENT_PORT_NAME)
                .withContainerPort(CLIENT_PORT)
                .withProtocol("TCP")
                .build(),
            new ContainerPortBuilder()
                .withName(MANAGEMENT_PORT_NAME)
                .withContainerPort(MANAGEMENT_PORT)
                .withProtocol("TCP")
                .build())
        .addNewEnvFrom()
        .withNewConfigMapRef(Names.config(blueprint.name()), false)
        .endEnvFrom()
        .withEnv(environment(blueprint))
        .withVolumeMounts(mounts(blueprint))
        .withResources(blueprint.sizing().resources())
        .withSecurityContext(PodSecurity.ofContainer())
        .withTerminationMessagePolicy("FallbackToLogsOnError")
        .withStartupProbe(probe("live", 1, 180))
        .withReadinessProbe(probe("ready", 1, 2))
        .withLivenessProbe(probe("live", 10, 3))
        .build();
  }

  private static List<EnvVar> environment(Blueprint blueprint) {
    List<EnvVar> environment = new ArrayList<>();
    environment.add(ofPod("AERIE_POD_NAME", "metadata.name"));
    environment.add(ofPod("POD_IP", "status.podIP"));
    environment.add(Settings.variable("AERIE_ADVERTISED_ADDRESS", "$(POD_IP):" + CLIENT_PORT));
    environment.add(Settings.variable("AERIE_CACHE_DIR", CACHE_PATH));
    environment.add(Settings.variable("AERIE_SHUTDOWN_DELAY", SHUTDOWN_DELAY));
    if (!blueprint.spec().keysRef().isEmpty()) {
      environment.add(Settings.variable("AERIE_KEYS_FILE", KEYS_PATH + "/keys.json"));
    }
    if (!blueprint.cluster().tlsSecret().isEmpty()) {
      environment.add(Settings.variable("AERIE_TLS_CERT_FILE", TLS_PATH + "/tls.crt"));
      environment.add(Settings.variable("AERIE_TLS_KEY_FILE", TLS_PATH + "/tls.key"));
    }
    environment.addAll(Settings.storageCredentials(blueprint));
    environment.addAll(EncryptionSettings.environment(blueprint));
    return environment;
  }

  private static EnvVar ofPod(String name, String path) {
    return new EnvVarBuilder()
        .withName(name)
        .withNewValueFrom()
        .withNewFieldRef("v1", path)
        .endValueFrom()
        .build();
  }

  private static List<VolumeMount> mounts(Blueprint blueprint) {
    List<VolumeMount> mounts = new ArrayList<>();
    mounts.add(new VolumeMountBuilder().withName(CACHE_VOLUME).withMountPath(CACHE_PATH).build());
    if (!blueprint.spec().keysRef().isEmpty()) {
      mounts.add(readOnly(KEYS_VOLUME, KEYS_PATH));
    }
    if (!blueprint.cluster().tlsSecret().isEmpty()) {
      mounts.add(readOnly(TLS_VOLUME, TLS_PATH));
    }
    mounts.addAll(EncryptionSettings.mounts(blueprint));
    return mounts;
  }

  private static VolumeMount readOnly(String volume, String path) {
    return new VolumeMountBuilder().withName(volume).withMountPath(path).withReadOnly(true).build();
  }

  private static Probe probe(String check, int periodSeconds, int failures) {
    return new ProbeBuilder()
        .withNewHttpGet()
        .withPath(HEALTH + check)
        .withNewPort(MANAGEMENT_PORT_NAME)
        .withScheme("HTTP")
        .endHttpGet()
        .withPeriodSeconds(periodSeconds)
        .withTimeoutSeconds(5)
        .withFailureThreshold(failures)
        .build();
  }
}
