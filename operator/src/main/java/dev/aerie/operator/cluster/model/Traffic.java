package dev.aerie.operator.cluster.model;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;

/** Who may talk to a cluster's pods. */
final class Traffic {

  private Traffic() {}

  /** Anyone to the port that asks for a key; to the management port only from inside Kubernetes. */
  static NetworkPolicy policy(Blueprint blueprint) {
    return new NetworkPolicyBuilder()
        .withMetadata(blueprint.metadata(blueprint.name()))
        .withNewSpec()
        .withNewPodSelector()
        .withMatchLabels(blueprint.selector())
        .endPodSelector()
        .withPolicyTypes("Ingress")
        .addNewIngress()
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

  private static NetworkPolicyPort port(int number) {
    return new NetworkPolicyPortBuilder().withProtocol("TCP").withNewPort(number).build();
  }
}
