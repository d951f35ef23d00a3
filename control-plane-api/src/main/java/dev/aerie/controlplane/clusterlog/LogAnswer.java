package dev.aerie.controlplane.clusterlog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.aerie.controlplane.problem.Checks;
import dev.aerie.controlplane.problem.RefusedWithout;
import java.util.List;
import java.util.Optional;

/** What a region's agent found in a cluster's logs. */
@JsonIgnoreProperties(ignoreUnknown = true)
@RefusedWithout({"requestId", "pods"})
public record LogAnswer(Optional<String> requestId, Optional<List<PodLog>> pods) {

  /**
   * Lines of a pod, oldest first.
   *
   * @param truncated whether there were more than are told
   * @param problem why there are none
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record PodLog(
      String pod, List<String> lines, boolean truncated, Optional<String> problem) {

    /** Takes an absent list as empty. */
    public PodLog {
      lines = lines == null ? List.of() : List.copyOf(lines);
    }
  }

  /** Refuses what does not say what it is about. */
  public void check() {
    new Checks()
        .present("requestId", requestId)
        .present("pods", pods)
        .must(
            pods().stream().flatMap(List::stream).allMatch(one -> one.pod() != null),
            "pods",
            "must name their pod")
        .end();
  }
}
