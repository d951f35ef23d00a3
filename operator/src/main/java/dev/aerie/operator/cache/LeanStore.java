package dev.aerie.operator.cache;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps objects without what nobody here reads: who wrote which field, how a pod was to be run but
 * for its node, and what is in a Secret. Thousands of clusters fit into memory that way. Safe for
 * concurrent use.
 */
public final class LeanStore<T extends HasMetadata> extends BasicItemStore<T> {

  /** Pods of a node share what is kept of their specs. */
  private final Map<String, PodSpec> nodes = new ConcurrentHashMap<>();

  /** An empty store, for one informer. */
  public LeanStore() {
    super(Cache::metaNamespaceKeyFunc);
  }

  @Override
  public T put(String key, T object) {
    object.getMetadata().setManagedFields(null);
    switch (object) {
      case Pod pod -> pod.setSpec(lean(pod.getSpec()));
      case Secret secret -> secret.setData(null);
      default -> {}
    }
    return super.put(key, object);
  }

  private PodSpec lean(PodSpec spec) {
    String node = spec == null ? null : spec.getNodeName();
    return node == null
        ? null
        : nodes.computeIfAbsent(node, name -> new PodSpecBuilder().withNodeName(name).build());
  }
}
