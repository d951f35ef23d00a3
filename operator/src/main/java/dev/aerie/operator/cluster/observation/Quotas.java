package dev.aerie.operator.cluster.observation;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the quotas of a namespace have room for one more pod. */
public final class Quotas {

  private Quotas() {}

  /** What there is too little of, in words; empty: there is room. */
  public static Optional<String> lacking(List<ResourceQuota> quotas, ResourceRequirements pod) {
    Map<String, Quantity> needed = new HashMap<>(Map.of("pods", new Quantity("1")));
    pod.getRequests()
        .forEach(
            (resource, amount) -> {
              needed.put(resource, amount);
              needed.put("requests." + resource, amount);
            });
    pod.getLimits().forEach((resource, amount) -> needed.put("limits." + resource, amount));
    return quotas.stream()
        .filter(quota -> quota.getStatus() != null && quota.getStatus().getHard() != null)
        .flatMap(
            quota ->
                needed.entrySet().stream()
                    .filter(need -> exceeds(quota, need.getKey(), need.getValue()))
                    .map(need -> words(quota, need.getKey(), need.getValue())))
        .findFirst();
  }

  private static boolean exceeds(ResourceQuota quota, String resource, Quantity needed) {
    Quantity hard = quota.getStatus().getHard().get(resource);
    return hard != null
        && used(quota, resource)
                .getNumericalAmount()
                .add(needed.getNumericalAmount())
                .compareTo(hard.getNumericalAmount())
            > 0;
  }

  private static String words(ResourceQuota quota, String resource, Quantity needed) {
    return "ResourceQuota %s allows %s of %s, %s are used, and a pod needs %s more"
        .formatted(
            quota.getMetadata().getName(),
            quota.getStatus().getHard().get(resource),
            resource,
            used(quota, resource),
            needed);
  }

  private static Quantity used(ResourceQuota quota, String resource) {
    return Optional.ofNullable(quota.getStatus().getUsed())
        .map(used -> used.get(resource))
        .orElse(Quantity.fromNumericalAmount(BigDecimal.ZERO, null));
  }
}
