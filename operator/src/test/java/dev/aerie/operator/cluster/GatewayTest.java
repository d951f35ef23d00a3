package dev.aerie.operator.cluster;

import static dev.aerie.operator.support.Clusters.NAMESPACE;
import static dev.aerie.operator.support.LiveClusters.DEADLINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aerie.crds.Compute;
import dev.aerie.crds.Phase;
import dev.aerie.operator.support.Definitions;
import dev.aerie.operator.support.LiveClusters;
import dev.aerie.operator.support.TestKubernetes;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clusters behind a Gateway; the test speaks for its controller and for cert-manager. */
@TestMethodOrder(OrderAnnotation.class)
class GatewayTest {

  private static final String GATEWAY = "gateway.networking.k8s.io";
  private static final String BEHIND =
      "{'access': {'exposure': 'Gateway', 'gatewayRef': {'name': 'public'}, 'hostname': 'books.example.com'}}";

  private static KubernetesClient client;
  private static LiveClusters clusters;

  @BeforeAll
  static void start() {
    client = TestKubernetes.shared().admin();
    clusters = new LiveClusters(TestKubernetes.shared());
  }

  @Test
  @Order(1)
  void goesThroughTheLifeOfARouteAndOfACertificate() {
    clusters.create("gated", new Compute(1, 1));
    clusters.awaitPhase("gated", Phase.READY);

    clusters.edit("gated", BEHIND);
    assertThat(clusters.awaitProblem("gated", "GatewayApiMissing")).contains("GRPCRoute");

    installGatewayApi();
    await().atMost(DEADLINE).until(() -> grpcRoute().get() != null);
    clusters.awaitThat("gated", cluster -> cluster.getStatus().endpoint().isEmpty());
    answer(grpcRoute(), "False", "NotAllowedByListeners");
    assertThat(clusters.awaitProblem("gated", "RouteNotAccepted"))
        .contains("NotAllowedByListeners");
    answer(grpcRoute(), "True", "Accepted");
    awaitEndpoint("https://books.example.com:443");
    assertThat(client.services().inNamespace(NAMESPACE).withName("gated").get().getSpec().getType())
        .isEqualTo("ClusterIP");

    clusters.edit(
        "gated",
        "{'access': {'certificate': {'issuerRef': {'name': 'ours'}, 'dnsNames': ['books.example.com']}}}");
    assertThat(clusters.awaitProblem("gated", "CertManagerMissing"))
        .contains("install cert-manager");
    Definitions.installForeign(client, "certificates.cert-manager.io");
    await().atMost(DEADLINE).until(() -> certificate().get() != null);
    sayOfCertificate("False", "IssuerNotFound");
    assertThat(clusters.awaitProblem("gated", "CertificateNotReady")).contains("IssuerNotFound");
    makeCertificate();
    sayOfCertificate("True", "Ready");
    await().atMost(DEADLINE).until(() -> grpcRoute().get() == null && tlsRoute().get() != null);
    answer(tlsRoute(), "True", "Accepted");
    awaitEndpoint("https://books.example.com:8443");

    clusters.edit(
        "gated",
        "{'access': {'exposure': 'NodePort', 'gatewayRef': null, 'hostname': null, 'certificate': null}}");
    await().atMost(DEADLINE).until(() -> tlsRoute().get() == null && certificate().get() == null);
    clusters.awaitThat(
        "gated", cluster -> cluster.getStatus().endpoint().startsWith("http://127.0.0.1:"));
    clusters.awaitPhase("gated", Phase.READY);
    client.secrets().inNamespace(NAMESPACE).withName("gated-tls").delete();
    clusters.delete("gated");
  }

  @Test
  @Order(2)
  void saysThatNoListenerFits() {
    installGatewayApi();
    clusters.create("unheard", new Compute(1, 1));
    clusters.edit("unheard", BEHIND.replace("'public'", "'public', 'sectionName': 'other'"));
    var route = object(GATEWAY + "/v1", "GRPCRoute", "unheard");
    await().atMost(DEADLINE).until(() -> route.get() != null);

    answer(route, "True", "Accepted");

    assertThat(clusters.awaitProblem("unheard", "RouteNotAccepted")).contains("no listener");
    clusters.delete("unheard");
    await().atMost(DEADLINE).until(() -> route.get() == null);
  }

  @ParameterizedTest
  @Order(3)
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          exposure: Gateway                                                                 | needs access.gatewayRef and access.hostname
          exposure: Gateway, hostname: books.example.com                                    | needs access.gatewayRef and access.hostname
          exposure: Gateway, gatewayRef: {name: a}, hostname: "books example"               | access.hostname must be a DNS name
          exposure: Gateway, gatewayRef: {name: ""}, hostname: b.example                    | spec.access.gatewayRef.name
          exposure: NodePort, hostname: books.example.com                                   | are for access.exposure Gateway only
          gatewayRef: {name: a}                                                             | are for access.exposure Gateway only
          exposure: Gateway, gatewayRef: {name: a}, hostname: b.example, allowedCidrs: [10.0.0.0/8] | narrow the Gateway itself
          tlsSecretRef: mine, certificate: {issuerRef: {name: a}, dnsNames: [b]}            | exclude each other
          certificate: {issuerRef: {name: a}}                                               | spec.access.certificate.dnsNames
          certificate: {issuerRef: {name: a}, dnsNames: []}                                 | spec.access.certificate.dnsNames
          certificate: {dnsNames: [b]}                                                      | spec.access.certificate.issuerRef
          """)
  void refusesWhatMakesNoSense(String access, String said) {
    GenericKubernetesResource cluster =
        Serialization.unmarshal(
            """
            apiVersion: aerie.dev/v1alpha1
            kind: VectorCluster
            metadata: {name: refused, namespace: default}
            spec: {classRef: none, storage: {uri: "file:///data"}, access: {%s}}
            """
                .formatted(access),
            GenericKubernetesResource.class);

    assertThatThrownBy(() -> client.resource(cluster).create())
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining(said);
  }

  private static void installGatewayApi() {
    for (String kind : new String[] {"gateways", "grpcroutes", "tlsroutes"}) {
      Definitions.installForeign(client, kind + "." + GATEWAY);
    }
    client
        .resource(
            Serialization.unmarshal(
                """
                apiVersion: gateway.networking.k8s.io/v1
                kind: Gateway
                metadata: {name: public, namespace: %s}
                spec:
                  gatewayClassName: any
                  listeners:
                    - {name: plain, port: 80, protocol: HTTP}
                    - {name: grpc, port: 443, protocol: HTTPS}
                    - {name: through, port: 8443, protocol: TLS, tls: {mode: Passthrough}}
                """
                    .formatted(NAMESPACE),
                GenericKubernetesResource.class))
        .serverSideApply();
  }

  private static Resource<GenericKubernetesResource> grpcRoute() {
    return object(GATEWAY + "/v1", "GRPCRoute", "gated");
  }

  private static Resource<GenericKubernetesResource> tlsRoute() {
    return object(GATEWAY + "/v1alpha3", "TLSRoute", "gated");
  }

  private static Resource<GenericKubernetesResource> certificate() {
    return object("cert-manager.io/v1", "Certificate", "gated");
  }

  private static Resource<GenericKubernetesResource> object(
      String apiVersion, String kind, String name) {
    return client
        .genericKubernetesResources(apiVersion, kind)
        .inNamespace(NAMESPACE)
        .withName(name);
  }

  /** Says what a Gateway's controller would. */
  private static void answer(
      Resource<GenericKubernetesResource> route, String accepted, String reason) {
    status(
        route,
        """
        {"parents": [{"controllerName": "test/gateway", "parentRef": {"name": "public"},
          "conditions": [{"type": "Accepted", "status": "%s", "reason": "%s",
            "message": "said by the test", "lastTransitionTime": "2026-03-04T05:06:07Z"}]}]}"""
            .formatted(accepted, reason));
  }

  private static void sayOfCertificate(String ready, String reason) {
    status(
        certificate(),
        """
        {"conditions": [{"type": "Ready", "status": "%s", "reason": "%s", "message": "said"}]}"""
            .formatted(ready, reason));
  }

  private static void status(Resource<GenericKubernetesResource> of, String status) {
    of.subresource("status")
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"status\": %s}".formatted(status));
  }

  /** What cert-manager makes under the name that the Certificate says. */
  private static void makeCertificate() {
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(certificate().get().<String>get("spec", "secretName"))
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withType("kubernetes.io/tls")
                .withStringData(Map.of("tls.crt", "any", "tls.key", "any"))
                .build())
        .serverSideApply();
  }

  private static void awaitEndpoint(String url) {
    clusters.awaitThat("gated", cluster -> cluster.getStatus().endpoint().equals(url));
    clusters.awaitPhase("gated", Phase.READY);
  }
}
