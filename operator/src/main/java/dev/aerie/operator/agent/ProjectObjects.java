package dev.aerie.operator.agent;

import dev.aerie.crds.Marks;
import dev.aerie.operator.agent.protocol.ClusterDocument;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a project is in Kubernetes: a namespace, closed to others and of limited size. */
final class ProjectObjects {

  private static final String QUOTA = "aerie-project";
  private static final String CLOSED = "aerie-default-deny";

  private final Map<String, Quantity> quota;

  /**
   * @param quota the most that all of a project may have, as in a ResourceQuota; empty: no limit
   */
  ProjectObjects(Map<String, Quantity> quota) {
    this.quota = quota;
  }

  /** All objects, in the order in which they are needed. */
  List<HasMetadata> of(ClusterDocument document) {
    List<HasMetadata> objects = new ArrayList<>(List.of(namespace(document), closed(document)));
    if (!quota.isEmpty()) {
      objects.add(quota(document));
    }
    return objects;
  }

  private static Namespace namespace(ClusterDocument document) {
    return new NamespaceBuilder()
        .withNewMetadata()
        .withName(RegionObjects.namespaceName(document.projectId()))
        .withLabels(
            Map.of(
                Marks.ORGANIZATION,
                document.organizationId(),
                Marks.PROJECT,
                document.projectId(),
                "pod-security.kubernetes.io/enforce",
                "restricted"))
        .endMetadata()
        .build();
  }

  /** Nobody connects to a pod for which no other policy, such as that of its cluster, lets them. */
  private static NetworkPolicy closed(ClusterDocument document) {
    return new NetworkPolicyBuilder()
        .withMetadata(metadata(document, CLOSED))
        .withNewSpec()
        .withNewPodSelector()
        .endPodSelector()
        .withPolicyTypes("Ingress")
        .endSpec()
        .build();
  }

  private ResourceQuota quota(ClusterDocument document) {
    return new ResourceQuotaBuilder()
        .withMetadata(metadata(document, QUOTA))
        .withNewSpec()
        .withHard(quota)
        .endSpec()
        .build();
  }

  private static ObjectMeta metadata(ClusterDocument document, String name) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(RegionObjects.namespaceName(document.projectId()))
        .withLabels(
            Map.of(
                Marks.ORGANIZATION, document.organizationId(),
                Marks.PROJECT, document.projectId()))
        .build();
  }
}
