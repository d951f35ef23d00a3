package dev.aerie.operator.cluster;

import dev.aerie.crds.Exposure;
import dev.aerie.crds.GatewayRef;
import dev.aerie.crds.VectorCluster;
import dev.aerie.crds.VectorClusterStatus;
import dev.aerie.operator.cluster.apply.ServerSideApply;
import dev.aerie.operator.cluster.model.Attachments;
import dev.aerie.operator.cluster.model.Blueprint;
import dev.aerie.operator.cluster.model.ForeignKind;
import dev.aerie.operator.cluster.observation.CertificateState;
import dev.aerie.operator.cluster.observation.ForeignKinds;
import dev.aerie.operator.cluster.observation.RouteState;
import dev.aerie.operator.cluster.status.AttachmentProblems;
import dev.aerie.operator.cluster.status.Problem;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.EventSourceRetriever;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Routes and certificates of clusters. Safe for concurrent use. */
final class Attacher {

  /** How long a Gateway's controller may think about a route. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * What came of it.
   *
   * @param problem what stands in the way
   * @param url where a Gateway brings clients to the cluster; empty: not yet, or by no Gateway
   */
  record Outcome(Optional<Problem> problem, String url) {

    private static final Outcome NONE = new Outcome(Optional.empty(), "");

    private static Outcome heldBy(Problem problem) {
      return new Outcome(Optional.of(problem), "");
    }

    /** What a status says of the way to a cluster. */
    VectorClusterStatus tell(VectorCluster cluster, VectorClusterStatus status) {
      return cluster.getSpec().access().exposure() == Exposure.GATEWAY
          ? status.reachedAt(url)
          : status;
    }

    private Outcome and(Outcome other) {
      return new Outcome(problem.or(other::problem), url.isEmpty() ? other.url : url);
    }
  }

  private final KubernetesClient client;
  private final Clock clock;
  private final ForeignKinds foreign;
  private final ServerSideApply apply;

  Attacher(KubernetesClient client, Clock clock, ForeignKinds foreign, ServerSideApply apply) {
    this.client = client;
    this.clock = clock;
    this.foreign = foreign;
    this.apply = apply;
  }

  /**
   * Makes what a cluster wants and removes what it no longer wants.
   *
   * @param service the client Service as it was made by the spec before
   */
  Outcome advance(
      Blueprint blueprint, Optional<Service> service, EventSourceRetriever<VectorCluster> watches) {
    var wanted = Attachments.wanted(blueprint);
    service.stream()
        .flatMap(found -> Attachments.attached(found.getMetadata()).stream())
        .filter(kind -> !wanted.contains(kind))
        .forEach(kind -> remove(kind, blueprint));
    return wanted.stream()
        .map(kind -> attach(kind, blueprint, watches))
        .reduce(Outcome.NONE, Outcome::and);
  }

  private void remove(ForeignKind kind, Blueprint blueprint) {
    foreign
        .served(kind)
        .ifPresent(
            version ->
                client
                    .genericKubernetesResources(version, kind.kind())
                    .inNamespace(blueprint.cluster().getMetadata().getNamespace())
                    .withName(blueprint.name())
                    .delete());
  }

  private Outcome attach(
      ForeignKind kind, Blueprint blueprint, EventSourceRetriever<VectorCluster> watches) {
    Optional<String> served = foreign.served(kind);
    if (served.isEmpty()) {
      return Outcome.heldBy(AttachmentProblems.missing(kind));
    }
    GenericKubernetesResource now =
        apply.apply(
            Attachments.of(kind, served.get(), blueprint),
            foreign.find(
                kind,
                served.get(),
                blueprint.cluster().getMetadata().getNamespace(),
                blueprint.name(),
                watches));
    return switch (kind) {
      case CERTIFICATE -> certificate(now);
      case GRPC_ROUTE, TLS_ROUTE -> route(blueprint.cluster(), now);
      case MILVUS -> Outcome.NONE;
    };
  }

  private static Outcome certificate(GenericKubernetesResource certificate) {
    return CertificateState.obstacle(certificate)
        .map(said -> Outcome.heldBy(AttachmentProblems.certificate(said)))
        .orElse(Outcome.NONE);
  }

  private Outcome route(VectorCluster cluster, GenericKubernetesResource route) {
    Optional<String> refusal = RouteState.refusal(route);
    if (refusal.isPresent()) {
      return Outcome.heldBy(AttachmentProblems.route(refusal.get()));
    }
    if (!RouteState.isAnswered(route)) {
      Instant made = Instant.parse(route.getMetadata().getCreationTimestamp());
      return made.plus(PATIENCE).isBefore(clock.instant())
          ? Outcome.heldBy(AttachmentProblems.routeUnanswered())
          : Outcome.NONE;
    }
    return gateway(cluster)
        .flatMap(gateway -> url(cluster, gateway))
        .map(url -> new Outcome(Optional.empty(), url))
        .orElseGet(() -> Outcome.heldBy(AttachmentProblems.noListener()));
  }

  private static Optional<String> url(VectorCluster cluster, GenericKubernetesResource gateway) {
    return RouteState.url(
        gateway,
        cluster.getSpec().access().gateway().orElseThrow(),
        cluster.getSpec().access().hostname(),
        !cluster.tlsSecret().isEmpty());
  }

  /** Asked of the API server: people's own Gateways carry no label by which a watch sees them. */
  private Optional<GenericKubernetesResource> gateway(VectorCluster cluster) {
    GatewayRef ref = cluster.getSpec().access().gateway().orElseThrow();
    return Optional.ofNullable(
        client
            .genericKubernetesResources("gateway.networking.k8s.io/v1", "Gateway")
            .inNamespace(
                ref.namespace().isEmpty() ? cluster.getMetadata().getNamespace() : ref.namespace())
            .withName(ref.name())
            .get());
  }
}
