package dev.aerie.operator.cluster.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotasTest {

  private static final Map<String, Quantity> AMOUNTS =
      Map.of("cpu", new Quantity("500m"), "memory", new Quantity("1Gi"));
  private static final ResourceRequirements POD =
      new ResourceRequirementsBuilder().withRequests(AMOUNTS).withLimits(AMOUNTS).build();

  @ParameterizedTest
  @CsvSource({
    "pods, 3, 3, true",
    "pods, 3, 2, false",
    "requests.cpu, 2, 1600m, true",
    "requests.cpu, 2, 1500m, false",
    "cpu, 2, 1600m, true",
    "requests.memory, 4Gi, 3073Mi, true",
    "limits.memory, 4Gi, 3Gi, false",
    "limits.memory, 4Gi, 3073Mi, true",
    "requests.storage, 1Gi, 1Gi, false",
    "count/secrets, 1, 1, false",
  })
  void knowsWhetherAPodFits(String resource, String hard, String used, boolean lacking) {
    assertThat(Quotas.lacking(List.of(quota(resource, hard, used)), POD).isPresent())
        .isEqualTo(lacking);
  }

  @Test
  void oneFullQuotaOfSeveralIsEnough() {
    assertThat(
            Quotas.lacking(List.of(quota("pods", "9", "1"), quota("requests.cpu", "1", "1")), POD))
        .contains(
            "ResourceQuota limits allows 1 of requests.cpu, 1 are used, and a pod needs 500m more");
  }

  @Test
  void quotasThatNobodyHasCountedYetSayNothing() {
    ResourceQuota fresh = quota("pods", "0", "0");
    fresh.setStatus(null);

    assertThat(Quotas.lacking(List.of(fresh), POD)).isEmpty();
    assertThat(Quotas.lacking(List.of(), POD)).isEmpty();
  }

  private static ResourceQuota quota(String resource, String hard, String used) {
    return new ResourceQuotaBuilder()
        .withNewMetadata()
        .withName("limits")
        .endMetadata()
        .withNewStatus()
        .addToHard(resource, new Quantity(hard))
        .addToUsed(resource, new Quantity(used))
        .endStatus()
        .build();
  }
}
