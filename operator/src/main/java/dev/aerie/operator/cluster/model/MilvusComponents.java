package dev.aerie.operator.cluster.model;

import dev.aerie.crds.Compute;
import dev.aerie.crds.Marks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Milvus's parts. A query node is what a replica of the cluster is, and has its units; the others
 * follow from that.
 */
final class MilvusComponents {

  /** Where a pod keeps what it can lose. */
  static final String DATA_PATH = "/milvus/data";

  private static final String DATA_VOLUME = "data";

  private MilvusComponents() {}

  static Map<String, Object> of(Blueprint blueprint, String tlsPath) {
    Compute compute = blueprint.spec().compute();
    int quarter = Math.ceilDiv(compute.units(), 4);
    int half = Math.ceilDiv(compute.units(), 2);
    int some = Math.ceilDiv(compute.replicas(), 2);
    Map<String, Object> components = new LinkedHashMap<>();
    components.put("image", image(blueprint).reference());
    components.put("imageUpdateMode", "rollingUpgrade");
    components.put("enableRollingUpdate", true);
    components.put("serviceAccountName", blueprint.name());
    components.put("runAsNonRoot", true);
    components.put("securityContext", securityContext());
    components.put("env", environment(blueprint));
    components.put("volumes", volumes(blueprint));
    components.put("volumeMounts", mounts(blueprint, tlsPath));
    Map<String, String> marks = restartMarks(blueprint);
    if (!marks.isEmpty()) {
      components.put("podAnnotations", marks);
    }
    components.put("proxy", part(blueprint, Math.min(compute.replicas(), 2), quarter));
    components.put("mixCoord", part(blueprint, 1, quarter));
    components.put("streamingNode", part(blueprint, some, half));
    components.put("dataNode", part(blueprint, some, half));
    components.put("queryNode", part(blueprint, compute.replicas(), compute.units()));
    // The Milvus Operator takes a cluster as stopped only if this is said too.
    components.put("standalone", Map.of("replicas", 0));
    return components;
  }

  /** The image that runs. */
  static Image image(Blueprint blueprint) {
    return Image.parse(blueprint.classSpec().milvusImage()).withVersion(blueprint.spec().version());
  }

  private static Map<String, Object> part(Blueprint blueprint, int replicas, int units) {
    return Map.of(
        "replicas",
        blueprint.spec().suspend() ? 0 : replicas,
        "resources",
        new Sizing(blueprint.classSpec(), units).resources());
  }

  private static Map<String, Object> securityContext() {
    return Map.of(
        "runAsNonRoot",
        true,
        "runAsUser",
        1000,
        "allowPrivilegeEscalation",
        false,
        "capabilities",
        Map.of("drop", List.of("ALL")),
        "seccompProfile",
        Map.of("type", "RuntimeDefault"));
  }

  private static List<Object> environment(Blueprint blueprint) {
    String secret = blueprint.spec().milvusSettings().rootPasswordRef();
    return secret.isEmpty()
        ? List.of()
        : List.of(
            Map.of(
                "name",
                "COMMON_SECURITY_DEFAULTROOTPASSWORD",
                "valueFrom",
                Map.of("secretKeyRef", Map.of("name", secret, "key", "rootPassword"))));
  }

  private static List<Object> volumes(Blueprint blueprint) {
    List<Object> volumes = new ArrayList<>();
    volumes.add(Map.of("name", DATA_VOLUME, "emptyDir", Map.of()));
    tls(blueprint)
        .ifPresent(
            secret ->
                volumes.add(
                    Map.of("name", DataPlane.TLS_VOLUME, "secret", Map.of("secretName", secret))));
    return volumes;
  }

  private static List<Object> mounts(Blueprint blueprint, String tlsPath) {
    List<Object> mounts = new ArrayList<>();
    mounts.add(Map.of("name", DATA_VOLUME, "mountPath", DATA_PATH));
    tls(blueprint)
        .ifPresent(
            secret ->
                mounts.add(
                    Map.of("name", DataPlane.TLS_VOLUME, "mountPath", tlsPath, "readOnly", true)));
    return mounts;
  }

  private static Optional<String> tls(Blueprint blueprint) {
    return Optional.of(blueprint.cluster().tlsSecret()).filter(name -> !name.isEmpty());
  }

  /** Pods start anew when one of these is another. */
  private static Map<String, String> restartMarks(Blueprint blueprint) {
    Map<String, String> marks =
        new TreeMap<>(
            Optional.ofNullable(blueprint.cluster().getMetadata().getAnnotations())
                .orElse(Map.of()));
    marks.keySet().retainAll(Set.of(Marks.RESTARTED_AT, Marks.STORAGE_CREDENTIALS));
    return marks;
  }
}
