package dev.aerie.operator.backup;

import dev.aerie.operator.cluster.status.Problem;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** When to look again at a backup or a restore that waits. A pure function. */
public final class Patience {

  /** Reason of a condition: its cluster, or the cluster's class, is not there. */
  public static final String CLUSTER_MISSING = "ClusterMissing";

  /** Events come of backups, of Jobs, and when it is one's turn; one may be lost after all. */
  static final Duration LONGEST = Duration.ofMinutes(5);

  /** No event comes when a cluster is made, or when what was refused would be taken. */
  static final Duration WITHOUT_EVENT = Duration.ofSeconds(30);

  private static final Set<String> UNHEARD_OF =
      Set.of(CLUSTER_MISSING, Problem.refused("").reason());

  private Patience() {}

  /** How long, by what the conditions say it waits for. */
  public static Duration of(List<Condition> conditions) {
    return conditions.stream().map(Condition::getReason).anyMatch(UNHEARD_OF::contains)
        ? WITHOUT_EVENT
        : LONGEST;
  }
}
