package dev.aerie.operator.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aerie.operator.cluster.apply.ServerSideApply;
import dev.aerie.operator.cluster.model.Blueprint;
import dev.aerie.operator.cluster.model.Names;
import dev.aerie.operator.cluster.model.OriginJob;
import dev.aerie.operator.cluster.observation.ClusterSources;
import dev.aerie.operator.cluster.observation.JobOutput;
import dev.aerie.operator.cluster.observation.JobState;
import dev.aerie.operator.cluster.observation.Ownership;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Optional;

/**
 * Whether a storage was filled already, by an earlier life of its cluster: in a Kubernetes that is
 * lost, or before it was deleted with its data kept. A Job looks once.
 */
final class OriginLook {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ClusterSources sources;
  private final ServerSideApply apply;
  private final JobOutput output;

  OriginLook(ClusterSources sources, ServerSideApply apply, JobOutput output) {
    this.sources = sources;
    this.apply = apply;
    this.output = output;
  }

  /** What is known. */
  enum Answer {
    /** It was filled. */
    FILLED,
    /** It was not, or that is not known yet. */
    NOT_FILLED,
    /** The Job could not look. */
    FAILED
  }

  /** Has a Job look, if none has yet, and gives what it has seen. */
  Answer at(Blueprint blueprint) {
    String namespace = blueprint.cluster().getMetadata().getNamespace();
    Job job =
        sources
            .find(Job.class, namespace, Names.origin(blueprint.name()))
            .orElseGet(() -> apply.apply(OriginJob.of(blueprint), Optional.empty()));
    if (!Ownership.isOf(job, blueprint.cluster())) {
      return Answer.NOT_FILLED;
    }
    return switch (JobState.of(job)) {
      case COMPLETE -> seen(job);
      case RUNNING -> Answer.NOT_FILLED;
      case FAILED -> Answer.FAILED;
    };
  }

  private Answer seen(Job job) {
    Optional<String> told = output.outcome(job);
    if (told.isEmpty()) {
      output.discard(job);
    }
    return told.filter(OriginLook::namesOrigin).isPresent() ? Answer.FILLED : Answer.NOT_FILLED;
  }

  private static boolean namesOrigin(String line) {
    try {
      return JSON.readTree(line).hasNonNull("origin");
    } catch (JsonProcessingException _) {
      return false;
    }
  }
}
