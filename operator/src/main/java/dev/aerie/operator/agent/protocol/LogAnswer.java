package dev.aerie.operator.agent.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What was found in the logs of a cluster.
 *
 * @param requestId id of the wish
 * @param pods those of the cluster
 */
public record LogAnswer(String requestId, List<PodLog> pods) {

  /**
   * Lines of a pod, oldest first.
   *
   * @param truncated whether there were more than an answer holds
   * @param problem why there are none; empty if there is no reason
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record PodLog(String pod, List<String> lines, boolean truncated, String problem) {}
}
