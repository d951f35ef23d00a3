package dev.aerie.operator.cluster.observation;

import dev.aerie.crds.Encryption;
import dev.aerie.crds.VectorCluster;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Secrets that clusters name. The agent's are seen by an informer; people's own carry no label, so
 * that the API server is asked for them, and not at each pass while all is well. Safe for
 * concurrent use.
 */
public final class NamedSecrets {

  /**
   * For so long a Secret that was there is believed to be there while the cluster's pods answer.
   */
  private static final Duration HOLDS = Duration.ofHours(1);

  private final KubernetesClient client;
  private final ClusterSources sources;
  private final Clock clock;
  private final Map<String, Instant> seen = new ConcurrentHashMap<>();

  /**
   * @param client asked for Secrets of people
   * @param sources know those of the agent
   * @param clock tells when to ask again
   */
  public NamedSecrets(KubernetesClient client, ClusterSources sources, Clock clock) {
    this.client = client;
    this.sources = sources;
    this.clock = clock;
  }

  /** Those that a cluster names and nobody has made. */
  public List<String> missing(VectorCluster cluster, boolean answering) {
    String namespace = cluster.getMetadata().getNamespace();
    return Stream.of(
            cluster.getSpec().keysRef(),
            cluster.getSpec().storage().credentialsRef(),
            cluster.tlsSecret(),
            cluster.getSpec().storage().encrypted().flatMap(Encryption::secret).orElse(""),
            cluster.getSpec().milvusSettings().rootPasswordRef())
        .filter(name -> !name.isEmpty())
        .filter(name -> !exists(namespace, name, answering))
        .toList();
  }

  private boolean exists(String namespace, String name, boolean answering) {
    if (sources.find(Secret.class, namespace, name).isPresent()) {
      return true;
    }
    Instant now = clock.instant();
    String key = namespace + "/" + name;
    if (answering && seen.getOrDefault(key, Instant.MIN).isAfter(now.minus(HOLDS))) {
      return true;
    }
    boolean found = client.secrets().inNamespace(namespace).withName(name).get() != null;
    if (found) {
      seen.put(key, now);
    } else {
      seen.remove(key);
    }
    return found;
  }
}
