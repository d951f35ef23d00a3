package dev.aerie.operator.agent;

import dev.aerie.crds.VectorClusterClass;
import dev.aerie.crds.VectorClusterClassSpec;
import dev.aerie.operator.agent.protocol.Report;
import dev.aerie.operator.cluster.model.ForeignKind;
import dev.aerie.operator.cluster.model.Image;
import dev.aerie.operator.cluster.observation.ForeignKinds;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Tells what the region itself is. Safe for concurrent use. */
final class RegionObserver {

  /** Of the protocol's options, those that this agent and its clusters always have. */
  private static final List<String> FEATURES =
      List.of(
          "key-scopes",
          "restart",
          "cluster-options",
          "backups",
          "restores",
          "idle-suspend",
          "encryption",
          "tiering",
          "erasure");

  private static final String MILVUS = "engine-milvus";
  private static final String LOGS = "logs";
  private static final String BUCKET = "s3://";

  private final KubernetesClient client;
  private final String agentVersion;
  private final AgentSettings settings;
  private final ForeignKinds foreign;

  RegionObserver(KubernetesClient client, String agentVersion, AgentSettings settings) {
    this.client = client;
    this.agentVersion = agentVersion;
    this.settings = settings;
    this.foreign = new ForeignKinds(client);
  }

  Report.Region region() {
    return new Report.Region(
        client.getKubernetesVersion().getGitVersion(),
        agentVersion,
        client.resources(VectorClusterClass.class).list().getItems().stream()
            .map(RegionObserver::report)
            .toList(),
        features());
  }

  /** Looked at each time: the Milvus Operator may come and go. */
  private List<String> features() {
    List<String> features = new ArrayList<>(FEATURES);
    if (settings.storageBase().startsWith(BUCKET)
        && foreign.served(ForeignKind.MILVUS).isPresent()) {
      features.add(MILVUS);
    }
    if (settings.logsMayLeave()) {
      features.add(LOGS);
    }
    return List.copyOf(features);
  }

  /** That of the class's image, and what else the class names. */
  private static List<String> versions(VectorClusterClassSpec spec) {
    return Stream.concat(Stream.of(Image.parse(spec.image()).tag()), spec.versions().stream())
        .filter(version -> !version.isEmpty())
        .distinct()
        .toList();
  }

  private static Report.ClassReport report(VectorClusterClass found) {
    var spec = found.getSpec();
    return new Report.ClassReport(
        found.getMetadata().getName(),
        spec.description(),
        spec.cpuPerUnit(),
        spec.memoryPerUnit(),
        spec.isDefault(),
        versions(spec));
  }
}
