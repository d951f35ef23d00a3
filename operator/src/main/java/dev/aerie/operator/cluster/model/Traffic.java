package dev.aerie.operator.cluster.model;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import java.util.List;
import java.util.stream.Stream;

/** Who may talk to a cluster's pods. */
final class Traffic {

  private Traffic() {}

  /**
   * To the port that asks for a key everyone, or those whom the cluster allows and its own pods; to
   * the management port only from inside Kubernetes.
   */
  static NetworkPolicy policy(Blueprint blueprint) {
    return new NetworkPolicyBuilder()
        .withMetadata(blueprint.metadata(blueprint.name()))
        .withNewSpec()
        .withNewPodSelector()
        .withMatchLabels(blueprint.selector())
        .endPodSelector()
        .withPolicyTypes("Ingress")
        .addNewIngress()
        .withFrom(clients(blueprint))
        .withPorts(port(DataPlane.CLIENT_PORT))
        .endIngress()
        .addNewIngress()
        .addNewFrom()
        .withNewNamespaceSelector()
        .endNamespaceSelector()
        .endFrom()
        .withPorts(port(DataPlane.MANAGEMENT_PORT))
        .endIngress()
        .endSpec()
        .build();
  }

  /** To the activator those who may go to the pods. */
  static NetworkPolicy policyOfActivator(Blueprint blueprint) {
    return new NetworkPolicyBuilder()
        .withMetadata(blueprint.metadata(Names.activator(blueprint.name())))
        .withNewSpec()
        .withNewPodSelector()
        .withMatchLabels(Activator.selector(blueprint.name()))
        .endPodSelector()
        .withPolicyTypes("Ingress")
        .addNewIngress()
        .withFrom(clients(blueprint))
        .withPorts(port(DataPlane.CLIENT_PORT))
        .endIngress()
        .endSpec()
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
