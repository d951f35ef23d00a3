package dev.aerie.operator.cluster;

import dev.aerie.crds.Roll;
import dev.aerie.crds.RollState;
import dev.aerie.crds.VectorCluster;
import dev.aerie.crds.VectorClusterStatus;
import dev.aerie.operator.cluster.apply.ApplyRefusedException;
import dev.aerie.operator.cluster.model.Blueprint;
import dev.aerie.operator.cluster.model.ForeignKind;
import dev.aerie.operator.cluster.model.MilvusModel;
import dev.aerie.operator.cluster.observation.ForeignKinds;
import dev.aerie.operator.cluster.observation.MilvusState;
import dev.aerie.operator.cluster.roll.RollPlanner;
import dev.aerie.operator.cluster.status.MilvusRule;
import dev.aerie.operator.cluster.status.Problem;
import dev.aerie.operator.cluster.status.StatusFactory;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.EventSourceRetriever;
import java.util.Map;
import java.util.Optional;

/**
 * Clusters of engine milvus: the Milvus Operator runs them, asked by a Milvus resource. Safe for
 * concurrent use.
 */
final class Delegation {

  private final KubernetesClient client;
  private final Parts parts;
  private final ForeignKinds foreign;
  private final Attacher attacher;
  private final StatusFactory statuses;

  Delegation(
      KubernetesClient client,
      Parts parts,
      ForeignKinds foreign,
      Attacher attacher,
      StatusFactory statuses) {
    this.client = client;
    this.parts = parts;
    this.foreign = foreign;
    this.attacher = attacher;
    this.statuses = statuses;
  }

  /**
   * Asks for what should be, and tells what is.
   *
   * @param watches of the controller, joined by one of Milvus resources
   */
  VectorClusterStatus advance(
      VectorCluster cluster,
      VectorClusterStatus before,
      EventSourceRetriever<VectorCluster> watches) {
    Optional<String> served = foreign.served(ForeignKind.MILVUS);
    if (served.isEmpty()) {
      return status(cluster, before, MilvusState.UNKNOWN, Optional.of(Problem.noMilvusOperator()));
    }
    Optional<GenericKubernetesResource> found = find(cluster, served.get(), watches);
    Optional<Problem> obstacle = obstacle(cluster);
    if (obstacle.isPresent() || Roller.isPaused(cluster)) {
      return status(cluster, before, state(found), obstacle);
    }
    try {
      Blueprint blueprint = parts.blueprint(cluster).orElseThrow();
      Attacher.Outcome attached =
          attacher.advance(blueprint, parts.find(Service.class, cluster), watches);
      Optional<Problem> missing = missingSecret(cluster);
      if (missing.isPresent()) {
        return status(cluster, before, state(found), attached.problem().or(() -> missing));
      }
      GenericKubernetesResource now = ask(blueprint, found);
      return attached.tell(
          cluster, status(cluster, before, state(Optional.of(now)), attached.problem()));
    } catch (ApplyRefusedException e) {
      return status(cluster, before, state(found), Optional.of(Problem.refused(e.getMessage())));
    }
  }

  /** True while there is a Milvus; asks for its end. */
  boolean stop(VectorCluster cluster) {
    Optional<String> served = foreign.served(ForeignKind.MILVUS);
    if (served.isEmpty()) {
      return false;
    }
    var milvus =
        client
            .genericKubernetesResources(served.get(), ForeignKind.MILVUS.kind())
            .inNamespace(cluster.getMetadata().getNamespace())
            .withName(cluster.getMetadata().getName());
    GenericKubernetesResource found = milvus.get();
    if (found != null && !found.isMarkedForDeletion()) {
      milvus.delete();
    }
    return found != null;
  }

  private VectorClusterStatus status(
      VectorCluster cluster,
      VectorClusterStatus before,
      MilvusState state,
      Optional<Problem> obstacle) {
    Roll roll =
        Roller.isPaused(cluster)
            ? new Roll(RollState.PAUSED, 0, 0, RollPlanner.WHY_PAUSED)
            : Roll.NONE;
    return statuses.status(
        cluster,
        before,
        MilvusRule.serving(cluster, parts.find(Service.class, cluster), state),
        roll,
        obstacle.or(() -> MilvusRule.problem(cluster, state)));
  }

  /** Why nothing can be asked for now. */
  private Optional<Problem> obstacle(VectorCluster cluster) {
    Optional<Blueprint> blueprint = parts.blueprint(cluster);
    String named = cluster.getSpec().classRef();
    if (blueprint.isEmpty()) {
      return Optional.of(Problem.unknownClass(named));
    }
    if (blueprint.get().classSpec().milvusImage().isEmpty()) {
      return Optional.of(Problem.noMilvusImage(named));
    }
    return Optional.empty();
  }

  private Optional<Problem> missingSecret(VectorCluster cluster) {
    return parts.missingSecrets(cluster).stream()
        .findFirst()
        .map(name -> Problem.missingSecret(cluster, name));
  }

  /** The Milvus as it is after that. */
  private GenericKubernetesResource ask(
      Blueprint blueprint, Optional<GenericKubernetesResource> found) {
    GenericKubernetesResource milvus = null;
    for (HasMetadata wanted : MilvusModel.objects(blueprint, credentials(blueprint.cluster()))) {
      if (wanted instanceof GenericKubernetesResource asked) {
        milvus = parts.apply(asked, found);
      } else {
        parts.applyOne(wanted);
      }
    }
    return milvus;
  }

  private Optional<GenericKubernetesResource> find(
      VectorCluster cluster, String apiVersion, EventSourceRetriever<VectorCluster> watches) {
    return foreign.find(
        ForeignKind.MILVUS,
        apiVersion,
        cluster.getMetadata().getNamespace(),
        cluster.getMetadata().getName(),
        watches);
  }

  private static MilvusState state(Optional<GenericKubernetesResource> milvus) {
    return milvus.map(MilvusState::of).orElse(MilvusState.UNKNOWN);
  }

  private Optional<Map<String, String>> credentials(VectorCluster cluster) {
    return Optional.of(cluster.getSpec().storage().credentialsRef())
        .filter(name -> !name.isEmpty())
        .map(
            name ->
                client
                    .secrets()
                    .inNamespace(cluster.getMetadata().getNamespace())
                    .withName(name)
                    .get())
        .map(Secret::getData);
  }
}
