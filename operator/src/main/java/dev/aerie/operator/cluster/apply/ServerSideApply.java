package dev.aerie.operator.cluster.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.aerie.operator.cluster.model.Digests;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Server-side apply in the operator's name. Safe for concurrent use. */
public final class ServerSideApply {

  /** Who owns the fields the operator writes. */
  public static final String FIELD_MANAGER = "aerie-operator";

  /** Conflicts are forced: what the operator writes, it owns. */
  public static final PatchContext CONTEXT =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager(FIELD_MANAGER)
          .withForce(true)
          .build();

  /** Shows that a field the operator no longer wants is still there. */
  private static final String APPLIED = "aerie.dev/applied";

  private static final Set<Integer> REFUSALS = Set.of(400, 403, 404, 422);

  /** The same object gives the same text in every process: maps have no order of their own. */
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private final KubernetesClient client;

  /**
   * @param client writes in the operator's name
   */
  public ServerSideApply(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Makes an object what it should be.
   *
   * @param wanted the fields the operator cares for
   * @param actual the object as last seen, if it was
   * @return the object as it is now
   * @throws ApplyRefusedException if the API server will not have it
   */
  public <T extends HasMetadata> T apply(T wanted, Optional<T> actual) {
    mark(wanted);
    JsonNode wantedFields = JSON.valueToTree(wanted);
    return actual
        .filter(object -> Difference.none(wantedFields, JSON.valueToTree(object)))
        .orElseGet(() -> patch(wanted));
  }

  private <T extends HasMetadata> T patch(T wanted) {
    try {
      return client.resource(wanted).patch(CONTEXT);
    } catch (KubernetesClientException e) {
      if (isRefusal(e)) {
        throw new ApplyRefusedException(wanted, e);
      }
      throw e;
    }
  }

  /** Whether the API server will not have an object as it is. */
  public static boolean isRefusal(KubernetesClientException e) {
    return REFUSALS.contains(e.getCode());
  }

  private static void mark(HasMetadata wanted) {
    Map<String, String> annotations =
        new LinkedHashMap<>(
            Optional.ofNullable(wanted.getMetadata().getAnnotations()).orElse(Map.of()));
    annotations.remove(APPLIED);
    annotations.put(APPLIED, Digests.sha256(JSON.valueToTree(wanted).toString()));
    wanted.getMetadata().setAnnotations(annotations);
  }
}
