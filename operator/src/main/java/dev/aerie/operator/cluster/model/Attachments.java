package dev.aerie.operator.cluster.model;

import dev.aerie.crds.CertificateRequest;
import dev.aerie.crds.Exposure;
import dev.aerie.crds.GatewayRef;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The objects of foreign kinds that go with a cluster: the route to it, and its certificate. They
 * carry its name. The client Service says which there are, so that those no longer wanted are found
 * without asking for every kind of every cluster.
 */
public final class Attachments {

  /** Annotation of the client Service: kinds of what goes with the cluster, by comma. */
  static final String ATTACHED = "aerie.dev/attached";

  private Attachments() {}

  /** The kinds that a cluster wants. */
  public static Set<ForeignKind> wanted(Blueprint blueprint) {
    Set<ForeignKind> kinds = EnumSet.noneOf(ForeignKind.class);
    if (blueprint.spec().access().exposure() == Exposure.GATEWAY) {
      kinds.add(
          blueprint.cluster().tlsSecret().isEmpty()
              ? ForeignKind.GRPC_ROUTE
              : ForeignKind.TLS_ROUTE);
    }
    if (blueprint.spec().access().requested().isPresent()) {
      kinds.add(ForeignKind.CERTIFICATE);
    }
    return kinds;
  }

  /** The kinds that a client Service says there are. */
  public static Set<ForeignKind> attached(ObjectMeta service) {
    List<String> said =
        List.of(
            Optional.ofNullable(service.getAnnotations())
                .map(annotations -> annotations.get(ATTACHED))
                .orElse("")
                .split(","));
    return EnumSet.allOf(ForeignKind.class).stream()
        .filter(kind -> said.contains(kind.kind()))
        .collect(Collectors.toSet());
  }

  /** The metadata of a client Service that says so. */
  static ObjectMeta marked(Blueprint blueprint, ObjectMeta service) {
    Set<ForeignKind> wanted = wanted(blueprint);
    if (!wanted.isEmpty()) {
      service.setAnnotations(
          Map.of(
              ATTACHED, wanted.stream().map(ForeignKind::kind).collect(Collectors.joining(","))));
    }
    return service;
  }

  /**
   * The object of a kind.
   *
   * @param apiVersion in which the API server knows the kind
   */
  public static GenericKubernetesResource of(
      ForeignKind kind, String apiVersion, Blueprint blueprint) {
    GenericKubernetesResource object = new GenericKubernetesResource();
    object.setApiVersion(apiVersion);
    object.setKind(kind.kind());
    object.setMetadata(blueprint.metadata(blueprint.name()));
    object.setAdditionalProperty(
        "spec",
        switch (kind) {
          case GRPC_ROUTE, TLS_ROUTE -> route(blueprint);
          case CERTIFICATE -> certificate(blueprint);
          case MILVUS -> throw new IllegalArgumentException("a Milvus goes with no cluster");
        });
    return object;
  }

  private static Map<String, Object> route(Blueprint blueprint) {
    Map<String, Object> backend =
        Map.of("kind", "Service", "name", blueprint.name(), "port", DataPlane.CLIENT_PORT);
    return Map.of(
        "parentRefs",
        List.of(parent(blueprint.spec().access().gateway().orElseThrow())),
        "hostnames",
        List.of(blueprint.spec().access().hostname()),
        "rules",
        List.of(Map.of("backendRefs", List.of(backend))));
  }

  private static Map<String, Object> parent(GatewayRef gateway) {
    Map<String, Object> parent = new LinkedHashMap<>();
    parent.put("group", "gateway.networking.k8s.io");
    parent.put("kind", "Gateway");
    parent.put("name", gateway.name());
    if (!gateway.namespace().isEmpty()) {
      parent.put("namespace", gateway.namespace());
    }
    if (!gateway.sectionName().isEmpty()) {
      parent.put("sectionName", gateway.sectionName());
    }
    return parent;
  }

  private static Map<String, Object> certificate(Blueprint blueprint) {
    CertificateRequest request = blueprint.spec().access().requested().orElseThrow();
    return Map.of(
        "secretName",
        blueprint.cluster().tlsSecret(),
        "dnsNames",
        request.dnsNames(),
        "issuerRef",
        Map.of(
            "name", request.issuerRef().name(),
            "kind", request.issuerRef().kind(),
            "group", request.issuerRef().group()),
        // The data plane takes keys in the newer format only as far as it can check them.
        "privateKey",
        Map.of("encoding", "PKCS8", "rotationPolicy", "Always"));
  }
}
