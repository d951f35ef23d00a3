package dev.aerie.operator.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aerie.operator.support.TestKubernetes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** A region whose clusters lie in a bucket, and a control plane that notes what its agent tells. */
public final class RecordedRegion implements AutoCloseable {

  private final FakeControlPlane controlPlane = new FakeControlPlane();
  private final RegionAgent agent;

  /**
   * Starts the agent.
   *
   * @param name of the region
   * @param state where the agent keeps what is not reported
   */
  public RecordedRegion(String name, Path state) throws IOException {
    agent =
        new RegionAgent(
            TestKubernetes.shared().asOperator(),
            new AgentSettings(
                controlPlane.url(),
                name,
                "token",
                "aerie-system",
                Duration.ofDays(7),
                "s3://bucket",
                state),
            "1.0-test",
            Clock.systemUTC());
    agent.start(AgentTest.ALONE);
  }

  /** What the control plane wants from now on. */
  public void want(String document) {
    controlPlane.want(document);
  }

  /** What the region said last that it can. */
  public List<String> features() {
    List<JsonNode> reports = controlPlane.reports();
    return reports.isEmpty()
        ? List.of()
        : reports.getLast().at("/region/features").valueStream().map(JsonNode::asText).toList();
  }

  /** All that was told of a cluster's status. */
  public List<JsonNode> statuses(String cluster) {
    return controlPlane.reports().stream()
        .flatMap(report -> report.path("statuses").valueStream())
        .filter(status -> status.path("clusterId").asText().equals(cluster))
        .toList();
  }

  @Override
  public void close() {
    agent.close();
    controlPlane.close();
  }
}
