package dev.aerie.operator.cluster.model;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import java.util.Map;

/** Who may talk to those parts of Milvus that clients have no business with. */
final class MilvusTraffic {

  private MilvusTraffic() {}

  /** Milvus's parts call each other at ports of many kinds. */
  static NetworkPolicy amongPods(Blueprint blueprint) {
    return policy(blueprint, Names.milvus(blueprint.name()), blueprint.name());
  }

  /** The etcd that the Milvus Operator makes is a Helm release of its own. */
  static NetworkPolicy catalog(Blueprint blueprint) {
    String etcd = Names.milvusCatalog(blueprint.name());
    return policy(blueprint, etcd, etcd);
  }

  private static NetworkPolicy policy(Blueprint blueprint, String name, String instance) {
    return new NetworkPolicyBuilder()
        .withMetadata(blueprint.metadata(name))
        .withNewSpec()
        .withNewPodSelector()
        .withMatchLabels(Map.of(Blueprint.INSTANCE, instance))
        .endPodSelector()
        .withPolicyTypes("Ingress")
        .addNewIngress()
        .withFrom(
            pods(blueprint.name()), pods(Names.milvusCatalog(blueprint.name())), milvusOperator())
        .endIngress()
        .endSpec()
        .build();
  }

  private static NetworkPolicyPeer pods(String instance) {
    return new NetworkPolicyPeerBuilder()
        .withNewPodSelector()
        .withMatchLabels(Map.of(Blueprint.INSTANCE, instance))
        .endPodSelector()
        .build();
  }

  /** It asks Milvus and etcd how they are, from whatever namespace it is in. */
  private static NetworkPolicyPeer milvusOperator() {
    return new NetworkPolicyPeerBuilder()
        .withNewNamespaceSelector()
        .endNamespaceSelector()
        .withNewPodSelector()
        .withMatchLabels(Map.of("app.kubernetes.io/name", "milvus-operator"))
        .endPodSelector()
        .build();
  }
}
