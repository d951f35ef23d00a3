package dev.aerie.operator.cluster.model;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Who may talk to a cluster's pods. */
final class Traffic {

  private Traffic() {}

  /**
   * To the port that asks for a key everyone, or those whom the cluster allows and its own pods; to
   * the management port only from inside Kubernetes.
   */
  static NetworkPolicy policy(Blueprint blueprint) {
    NetworkPolicyIngressRule inside =
        new NetworkPolicyIngressRuleBuilder()
            .addNewFrom()
            .withNewNamespaceSelector()
            .endNamespaceSelector()
            .endFrom()
            .withPorts(port(DataPlane.MANAGEMENT_PORT))
            .build();
    return policy(
        blueprint, blueprint.name(), blueprint.selector(), List.of(ofClients(blueprint), inside));
  }

  /** To the activator those who may go to the pods. */
  static NetworkPolicy policyOfActivator(Blueprint blueprint) {
    return policy(
        blueprint,
        Names.activator(blueprint.name()),
        Activator.selector(blueprint.name()),
        List.of(ofClients(blueprint)));
  }

  private static NetworkPolicy policy(
      Blueprint blueprint,
      String name,
      Map<String, String> selector,
      List<NetworkPolicyIngressRule> rules) {
    return new NetworkPolicyBuilder()
        .withMetadata(blueprint.metadata(name))
        .withNewSpec()
        .withNewPodSelector()
        .withMatchLabels(selector)
        .endPodSelector()
        .withPolicyTypes("Ingress")
        .withIngress(rules)
        .endSpec()
        .build();
  }

  private static NetworkPolicyIngressRule ofClients(Blueprint blueprint) {
    return new NetworkPolicyIngressRuleBuilder()
        .withFrom(clients(blueprint))
        .withPorts(port(DataPlane.CLIENT_PORT))
        .build();
  }

  private static List<NetworkPolicyPeer> clients(Blueprint blueprint) {
    List<String> allowed = blueprint.spec().access().allowedCidrs();
    if (allowed.isEmpty()) {
      return List.of();
    }
    Stream<NetworkPolicyPeer> ranges =
        allowed.stream()
            .map(
                range ->
                    new NetworkPolicyPeerBuilder()
                        .withNewIpBlock()
                        .withCidr(range)
                        .endIpBlock()
                        .build());
    NetworkPolicyPeer pods =
        new NetworkPolicyPeerBuilder()
            .withNewPodSelector()
            .withMatchLabels(blueprint.selector())
            .endPodSelector()
            .build();
    return Stream.concat(ranges, Stream.concat(Stream.of(pods), activator(blueprint))).toList();
  }

  /** It hands connections over. */
  private static Stream<NetworkPolicyPeer> activator(Blueprint blueprint) {
    return blueprint.spec().idleLimit().stream()
        .map(
            limit ->
                new NetworkPolicyPeerBuilder()
                    .withNewPodSelector()
                    .withMatchLabels(Activator.selector(blueprint.name()))
                    .endPodSelector()
                    .build());
  }

  private static NetworkPolicyPort port(int number) {
    return new NetworkPolicyPortBuilder().withProtocol("TCP").withNewPort(number).build();
  }
}
