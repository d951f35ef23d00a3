package dev.aerie.operator.cluster.status;

import dev.aerie.operator.cluster.model.ForeignKind;

/** What is wrong with the route to a cluster, or with its certificate. */
public final class AttachmentProblems {

  private AttachmentProblems() {}

  /** A kind is not installed. */
  public static Problem missing(ForeignKind kind) {
    return switch (kind) {
      case GRPC_ROUTE, TLS_ROUTE ->
          new Problem(
              "GatewayApiMissing",
              "Kubernetes knows no resource gateway.networking.k8s.io %s: install the Gateway API, or"
                      .formatted(kind.kind())
                  + " set another spec.access.exposure; the cluster goes on by itself then.");
      case CERTIFICATE ->
          new Problem(
              "CertManagerMissing",
              "Kubernetes knows no resource cert-manager.io/v1 Certificate: install cert-manager, or"
                  + " name a Secret in spec.access.tlsSecretRef in place of spec.access.certificate.");
      case MILVUS -> Problem.noMilvusOperator();
    };
  }

  /** The Gateway's controller refuses the route. */
  public static Problem route(String said) {
    return new Problem(
        "RouteNotAccepted",
        "The Gateway does not take the route to the cluster: %s. Check spec.access.gatewayRef,"
                .formatted(said)
            + " spec.access.hostname, and which namespaces the Gateway's listener allows.");
  }

  /** Nobody has looked at the route. */
  public static Problem routeUnanswered() {
    return new Problem(
        "RouteNotAccepted",
        "No controller has answered for the route to the cluster: check that the Gateway in"
            + " spec.access.gatewayRef exists and that its class has a controller.");
  }

  /** The route is taken, but no listener of the Gateway fits. */
  public static Problem noListener() {
    return new Problem(
        "RouteNotAccepted",
        "The Gateway has no listener for the cluster: it needs one of protocol HTTP or HTTPS, or of"
            + " protocol TLS with mode Passthrough when the cluster has a certificate of its own.");
  }

  /** cert-manager has no certificate yet. */
  public static Problem certificate(String said) {
    return new Problem(
        "CertificateNotReady",
        "cert-manager has no certificate for the cluster yet: %s. Check spec.access.certificate and"
                .formatted(said)
            + " its issuer (kubectl describe certificate).");
  }
}
