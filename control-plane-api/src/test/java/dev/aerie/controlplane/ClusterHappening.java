package dev.aerie.controlplane;

import dev.aerie.controlplane.cluster.Mover;
import dev.aerie.controlplane.cluster.Phase;
import dev.aerie.controlplane.operation.Operation;
import dev.aerie.controlplane.support.Api;
import dev.aerie.controlplane.support.ClusterFacts;
import java.util.Optional;

/** What has happened to the clusters of a walk. */
sealed interface ClusterHappening {

  /** Who may have moved one by it. */
  Mover mover();

  /**
   * Somebody has asked for something.
   *
   * @param of the cluster as it was before; empty for a new one
   * @param name of the new one; empty otherwise
   */
  record Asked(Operation.Kind kind, Optional<ClusterFacts> of, String name, Api.Answer answer)
      implements ClusterHappening {
    @Override
    public Mover mover() {
      return Mover.CALLER;
    }
  }

  /** Somebody has asked once more, with the same key, for what was answered. */
  record Repeated(Api.Answer first, Api.Answer again) implements ClusterHappening {
    @Override
    public Mover mover() {
      return Mover.CALLER;
    }
  }

  /** The region has told of a generation; no phase means that the cluster is gone. */
  record Reported(ClusterFacts of, long generation, Optional<Phase> phase)
      implements ClusterHappening {
    @Override
    public Mover mover() {
      return Mover.REGION;
    }

    boolean isCurrent() {
      return generation == of.generation();
    }
  }

  /** Time has passed; so much that whatever was open is given up, or too little for that. */
  record Passed(boolean givesUp) implements ClusterHappening {
    @Override
    public Mover mover() {
      return Mover.CLOCK;
    }
  }
}
