package dev.aerie.operator.cluster.model;

import java.util.List;

/** Kinds that other projects define, which may or may not be installed. */
public enum ForeignKind {
  /** A Milvus that the Milvus Operator runs. */
  MILVUS("Milvus", "milvus.io/v1beta1"),
  /** A way from a Gateway to what speaks gRPC. */
  GRPC_ROUTE("GRPCRoute", "gateway.networking.k8s.io/v1"),
  /** A way from a Gateway to what speaks TLS, which the Gateway does not end. */
  TLS_ROUTE(
      "TLSRoute",
      "gateway.networking.k8s.io/v1",
      "gateway.networking.k8s.io/v1alpha3",
      "gateway.networking.k8s.io/v1alpha2"),
  /** A certificate that cert-manager makes and renews. */
  CERTIFICATE("Certificate", "cert-manager.io/v1");

  private final String kind;
  private final List<String> apiVersions;

  ForeignKind(String kind, String... apiVersions) {
    this.kind = kind;
    this.apiVersions = List.of(apiVersions);
  }

  /** Groups and versions that are understood, the best first. */
  public List<String> apiVersions() {
    return apiVersions;
  }

  /** The kind's name. */
  public String kind() {
    return kind;
  }
}
