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
    return Stream.concat(ranges, Stream.of(pods)).toList();
  }

  private static NetworkPolicyPort port(int number) {
    return new NetworkPolicyPortBuilder().withProtocol("TCP").withNewPort(number).build();
  }
}
