package dev.aerie.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentSettingsTest {

  @Test
  void readsTheQuotaOfProjects() {
    assertThat(quota("pods=20, requests.cpu=1500m"))
        .isEqualTo(Map.of("pods", new Quantity("20"), "requests.cpu", new Quantity("1500m")));
    assertThat(quota("none")).isEmpty();
    assertThat(quota("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pods", "pods=many", "pods=1;cpu=2"})
  void refusesQuotasThatMeanNothing(String text) {
    assertThatThrownBy(() -> quota(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("AERIE_PROJECT_QUOTA is " + text);
  }

  private static Map<String, Quantity> quota(String text) {
    return AgentSettings.of(new Config(text)).orElseThrow().projectQuota();
  }

  private record Config(String quota) implements AgentConfig {
    @Override
    public Optional<String> controlPlaneUrl() {
      return Optional.of("http://control-plane.example");
    }

    @Override
    public Optional<String> regionName() {
      return Optional.of("eu-1");
    }

    @Override
    public Optional<String> regionToken() {
      return Optional.of("token");
    }

    @Override
    public String namespace() {
      return "aerie-system";
    }

    @Override
    public Duration keyLife() {
      return Duration.ofDays(7);
    }

    @Override
    public Optional<String> storageBaseUri() {
      return Optional.of("s3://bucket");
    }

    @Override
    public Optional<String> storageCredentialsSecret() {
      return Optional.empty();
    }

    @Override
    public Optional<String> stateDir() {
      return Optional.of("state");
    }

    @Override
    public Optional<String> projectQuota() {
      return Optional.of(quota).filter(text -> !text.isEmpty());
    }

    @Override
    public boolean logsMayLeave() {
      return false;
    }
  }
}
